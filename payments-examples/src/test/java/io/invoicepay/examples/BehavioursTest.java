package io.invoicepay.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The numbered behaviours")
class BehavioursTest {
    private static final Path PROJECT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z]{2,3}-[0-9]{2}) \\|");
    private static final Pattern DISPLAY_NAME =
            Pattern.compile("(?:@DisplayName\\(|@ParameterizedTest\\(name = )\\s*\"([^\"]*)");
    /** A name may begin with several numbers, and with the transition of the protocol it is about. */
    private static final Pattern NUMBERS = Pattern.compile("^(?:(?:[A-Z]{2,3}-[0-9]{2}|T[0-9]{1,2})[ ,]*)+(?= |$)");

    private static final Pattern NUMBER = Pattern.compile("[A-Z]{2,3}-[0-9]{2}");

    private static final String ADAPTER = "the Aptean Pay adapter";
    private static final String STOREFRONT = "the storefront";
    private static final String STORE = "the durable store";

    /** What has no test yet, and the piece of work that brings it. */
    private static final Map<String, String> TO_COME = Map.of();

    /** What is tested as far as there is something to test it on; the piece of work that brings the rest. */
    private static final Map<String, String> TO_BE_COMPLETED = Map.ofEntries(
            Map.entry("BAL-03", STOREFRONT + ": a new browser tab"),
            Map.entry("DLG-03", STOREFRONT + ": Cancel at each step of the page"),
            Map.entry("EX-01", ADAPTER + ": the same walk there; " + STOREFRONT + ": in a browser"),
            Map.entry("GST-02", STOREFRONT + ": what was typed is kept on the page"),
            Map.entry("GST-04", STOREFRONT + ": the provider's frame, and no card number in any request"),
            Map.entry("GST-06", STOREFRONT + ": the dialog closes"),
            Map.entry("GST-09", STOREFRONT + ": two tabs; " + STORE + ": two nodes"),
            Map.entry("GST-10", STORE + ": a process killed at any moment"),
            Map.entry("LIB-04", ADAPTER + " and " + STORE + " pass the kit"),
            Map.entry("LIB-07", STOREFRONT + ": a template and a browser show the same"),
            Map.entry("LIB-08", STORE + ": several nodes on one database"),
            Map.entry("POR-01", STOREFRONT + ": a new browser tab"),
            Map.entry("POR-03", STOREFRONT + ": coming back from the portal's tab"),
            Map.entry("STA-03", ADAPTER + ": signed events, forged ones among them"),
            Map.entry("VAL-02", STORE + ": made on another node"));

    private static Set<String> numbersOf(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> described() throws IOException {
        Matcher rows = ROW.matcher(Files.readString(PROJECT.resolve("docs/behaviours.md")));
        return rows.results().map(row -> row.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The tests of every module, and the kit's, which every adapter runs. */
    private static List<Path> testSources() throws IOException {
        try (Stream<Path> modules = Files.list(PROJECT)) {
            return modules.filter(module -> Files.exists(module.resolve("pom.xml")))
                    .flatMap(module -> Stream.of(
                            module.resolve("src/test/java"),
                            module.endsWith("payments-conformance") ? module.resolve("src/main/java") : module))
                    .filter(folder -> folder.endsWith("java") && Files.isDirectory(folder))
                    .flatMap(BehavioursTest::sources)
                    .toList();
        }
    }

    private static Stream<Path> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> tested() throws IOException {
        Set<String> numbers = new TreeSet<>();
        for (Path source : testSources()) {
            DISPLAY_NAME.matcher(Files.readString(source)).results().forEach(name -> {
                Matcher beginning = NUMBERS.matcher(name.group(1));
                if (beginning.find()) {
                    numbers.addAll(numbersOf(NUMBER, beginning.group()));
                }
            });
        }
        return numbers;
    }

    @Test
    @DisplayName("each have a test whose name begins with the number, or a piece of work that brings one")
    void describedAreTested() throws IOException {
        Set<String> missing = new TreeSet<>(described());
        missing.removeAll(tested());
        missing.removeAll(TO_COME.keySet());
        assertThat(described()).hasSizeGreaterThan(50);
        assertThat(missing).as("behaviours without a test").isEmpty();
    }

    @Test
    @DisplayName("are the only numbers that tests' names begin with")
    void testedAreDescribed() throws IOException {
        Set<String> unknown = tested();
        unknown.removeAll(described());
        assertThat(unknown).as("numbers that docs/behaviours.md does not have").isEmpty();
    }

    @Test
    @DisplayName("that are to be completed have a test already, for what there is")
    void toBeCompletedHaveSome() throws IOException {
        assertThat(tested()).containsAll(TO_BE_COMPLETED.keySet());
    }

    @Test
    @DisplayName("are listed as coming later only while they have no test")
    void laterHaveNone() throws IOException {
        Set<String> come = new TreeSet<>(TO_COME.keySet());
        assertThat(described()).containsAll(come);
        come.retainAll(tested());
        assertThat(come)
                .as("behaviours that have come, and are to be taken off the list")
                .isEmpty();
    }
}
