package io.invoicepay.conformance;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.vavr.control.Option;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/**
 * One run of a contract on one subject, test by test. Tests are named by method, with the situation in front: {@code Charge.leavesOnce}.
 *
 * @param passed tests that passed
 * @param failed tests that failed, with the first line of why
 * @param skipped tests that were skipped, with the reason
 */
record Trial(Set<String> passed, Map<String, String> failed, Map<String, String> skipped) {
    private static final String SUBJECT = "subject";

    /** Runs a contract's class whose constructor takes the subject's name. */
    static Trial of(Class<?> contract, String subject) {
        Set<String> passed = new TreeSet<>();
        Map<String, String> failed = new TreeMap<>();
        Map<String, String> skipped = new TreeMap<>();
        EngineTestKit.engine("junit-jupiter")
                .configurationParameter(SUBJECT, subject)
                .selectors(selectClass(contract))
                .execute()
                .allEvents()
                .finished()
                .stream()
                .forEach(event -> {
                    TestExecutionResult result = event.getRequiredPayload(TestExecutionResult.class);
                    String reason = Option.ofOptional(result.getThrowable())
                            .map(Trial::reason)
                            .getOrElse("");
                    switch (result.getStatus()) {
                        case SUCCESSFUL -> {
                            if (event.getTestDescriptor().isTest()) {
                                passed.add(name(event));
                            }
                        }
                        case FAILED -> failed.put(name(event), reason);
                        case ABORTED -> skipped.put(name(event), reason);
                    }
                });
        passed.removeAll(failed.keySet());
        return new Trial(passed, failed, skipped);
    }

    private static String reason(Throwable thrown) {
        return Option.of(thrown.getMessage())
                .getOrElse(thrown::toString)
                .strip()
                .lines()
                .findFirst()
                .orElse("");
    }

    private static String name(Event event) {
        return event.getTestDescriptor()
                .getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .map(source -> situation(source.getClassName()) + source.getMethodName())
                .orElse(event.getTestDescriptor().getDisplayName());
    }

    /** The names of all tests of a contract. */
    static Set<String> promises(Class<?> contract) {
        Set<String> names = new TreeSet<>(tests(contract));
        for (Class<?> nested : contract.getDeclaredClasses()) {
            if (nested.isAnnotationPresent(Nested.class)) {
                names.addAll(promises(nested));
            }
        }
        return names;
    }

    /** The names of the tests of one situation, inherited ones too. */
    static Set<String> tests(Class<?> situation) {
        Set<String> names = new TreeSet<>();
        for (Class<?> c = situation; c != null; c = c.getSuperclass()) {
            Stream.of(c.getDeclaredMethods())
                    .filter(method ->
                            method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(TestFactory.class))
                    .map(method -> situation(situation.getName()) + method.getName())
                    .forEach(names::add);
        }
        return names;
    }

    private static String situation(String className) {
        int nested = className.lastIndexOf("Contract$");
        return nested < 0 ? "" : className.substring(nested + "Contract$".length()) + ".";
    }

    /** Gives a contract's class the name of the subject of this run. */
    static final class SubjectResolver implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == String.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getConfigurationParameter(SUBJECT).orElseThrow();
        }
    }
}
