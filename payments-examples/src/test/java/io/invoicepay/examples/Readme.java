package io.invoicepay.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The README's parts that are held against the code. */
final class Readme {
    private static final Path README = Path.of("../README.md");

    private Readme() {}

    /** The fenced block behind {@code <!-- snippet: NAME -->}. */
    static String snippet(String name) throws IOException {
        List<String> behind = behind("<!-- snippet: " + name + " -->");
        assertThat(behind).as("a fenced block for %s", name).contains("```java", "```");
        int begin = behind.indexOf("```java") + 1;
        int length = behind.subList(begin, behind.size()).indexOf("```");
        return String.join("\n", behind.subList(begin, begin + length));
    }

    /** What stands in a source file between its tags for the README. */
    static String tagged(Path file) throws IOException {
        List<String> source = Files.readAllLines(file);
        List<String> lines = source.stream().map(String::strip).toList();
        int begin = lines.indexOf("// tag::readme[]");
        int end = lines.indexOf("// end::readme[]");
        assertThat(begin).as("the line // tag::readme[] in %s", file).isNotNegative();
        assertThat(end).as("the line // end::readme[] in %s", file).isGreaterThan(begin);
        return String.join("\n", source.subList(begin + 1, end)).stripIndent();
    }

    /** The rows of the table behind {@code <!-- table: NAME -->}, without its head. */
    static List<List<String>> table(String name) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (String line : behind("<!-- table: " + name + " -->")) {
            if (!line.startsWith("|")) {
                break;
            }
            rows.add(Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                    .map(String::strip)
                    .toList());
        }
        assertThat(rows).as("a table for %s", name).hasSizeGreaterThan(2);
        return rows.subList(2, rows.size());
    }

    private static List<String> behind(String mark) throws IOException {
        List<String> lines = Files.readAllLines(README);
        int at = lines.indexOf(mark);
        assertThat(at).as("the line %s in the README", mark).isNotNegative();
        return lines.subList(at + 1, lines.size());
    }
}
