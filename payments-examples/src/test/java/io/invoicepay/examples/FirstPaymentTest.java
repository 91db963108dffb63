package io.invoicepay.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.payment.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The first payment")
class FirstPaymentTest {
    private static final String MARK = "<!-- snippet: FirstPayment -->";
    private static final Path SOURCE = Path.of("src/main/java/io/invoicepay/examples/FirstPayment.java");
    private static final Path README = Path.of("../README.md");

    @Test
    @DisplayName("EX-01 LIB-02 ends pending, with the full amount and the provider's reference")
    void pays() {
        assertThat(FirstPayment.pay(Secret.of("the same thirty-two bytes, or more")))
                .isEqualTo("1250.00 USD pending as payment-2");
    }

    @Test
    @DisplayName("is in the README as it is compiled")
    void inReadme() throws IOException {
        List<String> readme = Files.readAllLines(README);
        int mark = readme.indexOf(MARK);
        assertThat(mark).as("the line %s in the README", MARK).isNotNegative();
        assertThat(readme.subList(mark, readme.size()))
                .as("a fenced block behind %s", MARK)
                .contains("```java", "```");
        int begin = mark + readme.subList(mark, readme.size()).indexOf("```java") + 1;
        int end = begin + readme.subList(begin, readme.size()).indexOf("```");
        assertThat(String.join("\n", readme.subList(begin, end)))
                .as("the README's block behind %s, which is to be copied from between the tags of %s", MARK, SOURCE)
                .isEqualTo(snippet());
    }

    private static String snippet() throws IOException {
        List<String> source = Files.readAllLines(SOURCE);
        List<String> lines = source.stream().map(String::strip).toList();
        int begin = lines.indexOf("// tag::readme[]");
        int end = lines.indexOf("// end::readme[]");
        assertThat(begin).as("the line // tag::readme[] in %s", SOURCE).isNotNegative();
        assertThat(end).as("the line // end::readme[] in %s", SOURCE).isGreaterThan(begin);
        return String.join("\n", source.subList(begin + 1, end)).stripIndent();
    }
}
