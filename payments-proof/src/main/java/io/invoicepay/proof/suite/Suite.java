package io.invoicepay.proof.conformance;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs one of the adapters' own contract tests, as their build does. */
final class Kit {
    private Kit() {}

    /**
     * Every promise, and how it ended. Promises are told apart by the test's place below the class, which is the same for all that extend
     * one contract.
     */
    static Map<String, Ending> run(Class<?> test) {
        Map<String, Ending> endings = new ConcurrentHashMap<>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(test))
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
                Ending ending = switch (result.getStatus()) {
                    case SUCCESSFUL -> new Ending.Kept();
                    case ABORTED -> new Ending.Skipped(message(result));
                    case FAILED -> new Ending.Broken(message(result));
                };
                if (identifier.isTest() || ending instanceof Ending.Broken) {
                    endings.put(promise(test, identifier), ending);
                }
            }

            @Override
            public void executionSkipped(TestIdentifier identifier, String reason) {
                endings.put(promise(test, identifier), new Ending.Skipped(reason));
            }
        });
        return endings;
    }

    private static String message(TestExecutionResult result) {
        return result.getThrowable().map(Throwable::getMessage).orElse("without a word");
    }

    private static String promise(Class<?> test, TestIdentifier identifier) {
        String id = identifier.getUniqueId();
        String above = test.getSimpleName() + "]/";
        int at = id.indexOf(above);
        return (at < 0 ? id : id.substring(at + above.length())) + " " + identifier.getDisplayName();
    }
}
