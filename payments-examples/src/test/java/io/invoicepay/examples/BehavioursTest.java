package io.invoicepay.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    @DisplayName("each have a test whose name begins with the number")
    void describedAreTested() throws IOException {
        Set<String> missing = new TreeSet<>(described());
        missing.removeAll(tested());
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
}
