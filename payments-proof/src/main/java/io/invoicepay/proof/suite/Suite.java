package io.invoicepay.proof.suite;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs tests of other modules as their builds do. They have to be on the class path, where only their builds put them. */
public final class Suite {
    private Suite() {}

    /** What came of some tests: how each ended, and what they have printed, line by line. */
    public record Report(Map<String, Ending> endings, List<String> printed) {
        public Report {
            endings = Map.copyOf(endings);
            printed = List.copyOf(printed);
        }
    }

    /** A test class, by name, because it is on no class path when this module is compiled. */
    public static Class<?> named(String test) {
        try {
            return Class.forName(test);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the tests of the other modules are not on the class path", e);
        }
    }

    /**
     * Runs a class. Its tests are told apart by their place below the class, which is the same for all that extend one contract, and by
     * their display name.
     */
    public static Map<String, Ending> run(Class<?> test) {
        Map<String, Ending> endings = new ConcurrentHashMap<>();
        run(test, LauncherDiscoveryRequestBuilder.request(), endings);
        return endings;
    }

    /**
     * Runs classes one after the other, and keeps what they print. Not to be used by two threads at once.
     *
     * @param tag only tests with this tag; empty: all
     * @param settings system properties that the tests heed, for as long as they run
     */
    public static Report run(List<String> tests, String tag, Map<String, String> settings) {
        Properties before = (Properties) System.getProperties().clone();
        PrintStream screen = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Map<String, Ending> endings = new TreeMap<>();
        settings.forEach(System::setProperty);
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            for (String test : tests) {
                LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
                if (!tag.isEmpty()) {
                    request.filters(TagFilter.includeTags(tag));
                }
                Map<String, Ending> ofOne = new ConcurrentHashMap<>();
                run(named(test), request, ofOne);
                ofOne.forEach((name, ending) -> endings.put(test + " " + name, ending));
            }
        } finally {
            System.setOut(screen);
            System.setProperties(before);
        }
        return new Report(
                endings, printed.toString(StandardCharsets.UTF_8).lines().toList());
    }

    private static void run(Class<?> test, LauncherDiscoveryRequestBuilder request, Map<String, Ending> endings) {
        Launcher launcher = LauncherFactory.create();
        TestExecutionListener listener = new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
                Ending ending = switch (result.getStatus()) {
                    case SUCCESSFUL -> new Ending.Kept();
                    case ABORTED -> new Ending.Skipped(reason(result));
                    case FAILED -> new Ending.Broken(message(result));
                };
                if (identifier.isTest() || ending instanceof Ending.Broken) {
                    endings.put(name(test, identifier), ending);
                }
            }

            @Override
            public void executionSkipped(TestIdentifier identifier, String reason) {
                endings.put(name(test, identifier), new Ending.Skipped(reason));
            }
        };
        launcher.execute(request.selectors(DiscoverySelectors.selectClass(test)).build(), listener);
    }

    private static String message(TestExecutionResult result) {
        return result.getThrowable().map(Throwable::toString).orElse("without a word");
    }

    /** As the test gave it, without the name of the exception. */
    private static String reason(TestExecutionResult result) {
        return result.getThrowable().map(Throwable::getMessage).orElse("without a word");
    }

    private static String name(Class<?> test, TestIdentifier identifier) {
        String id = identifier.getUniqueId();
        String above = test.getSimpleName() + "]/";
        int at = id.indexOf(above);
        return (at < 0 ? id : id.substring(at + above.length())) + " " + identifier.getDisplayName();
    }
}
