package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A message of Aptean's event platform, taken apart,")
class EventReaderTest {
    private static Option<List<EventReader.Event>> events(String message) {
        return EventReader.events(message.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String entry(String signature) {
        return "{\"protected\":\"" + base64("{\"alg\":\"RS256\"}") + "\",\"signature\":\"" + signature + "\"}";
    }

    @DisplayName("has its payload as it came, its signature and its code")
    @Test
    void parts() {
        String message = "[{\"id\":\"1\",\"data\":{\"payload\":{ \"a\": 10.0 },\"signature\":\"s\"}},"
                + "{\"data\":{\"validationCode\":\"c\"}},{\"data\":null},{}]";

        assertThat(events(message).get())
                .containsExactly(
                        new EventReader.Event("{ \"a\": 10.0 }", "s", null),
                        new EventReader.Event(null, null, "c"),
                        new EventReader.Event(null, null, null),
                        new EventReader.Event(null, null, null));
    }

    @DisplayName("has a hundred events and a megabyte at most")
    @Test
    void bounds() {
        assertThat(events("[" + "{},".repeat(99) + "{}]").get()).hasSize(100);
        assertThat(events("[" + "{},".repeat(100) + "{}]").isDefined()).isFalse();
        String largest = "[{}" + " ".repeat((1 << 20) - 4) + "]";
        assertThat(events(largest).isDefined()).isTrue();
        assertThat(events(largest + " ").isDefined()).isFalse();
        assertThat(events("[]").isDefined()).isFalse();
        assertThat(events("[{}]{}").isDefined()).isFalse();
    }

    @DisplayName("has two signatures of sensible length, and nothing behind them")
    @Test
    void signatures() {
        String longest = "A".repeat(1_024);
        assertThat(EventReader.signatures(base64("[" + entry(longest) + "," + entry("AQID") + "]"))
                        .get())
                .satisfies(two -> {
                    assertThat(two.get(0)).hasSize(768);
                    assertThat(two.get(1)).containsExactly(1, 2, 3);
                });
        for (String none : List.of(
                "[" + entry(longest + "AAAA") + "," + entry("AQID") + "]",
                "[" + entry("AQID") + "]",
                "[" + entry("AQID") + "," + entry("AQID") + "]x",
                "[" + entry("AQID") + "," + entry("AQID") + "]" + "[]",
                "[{\"protected\":\"\"},{\"signature\":\"\"}]",
                "[" + entry("AQID") + ",{\"protected\":null,\"signature\":\"AQID\"}]",
                "null",
                "{}")) {
            assertThat(EventReader.signatures(base64(none)).isDefined())
                    .as(none)
                    .isFalse();
        }
        assertThat(EventReader.signatures("*").isDefined()).isFalse();
        String trailing = "{\"protected\":\"" + base64("{\"alg\":\"RS256\"}x") + "\",\"signature\":\"AQID\"}";
        assertThat(EventReader.signatures(base64("[" + trailing + "," + trailing + "]"))
                        .isDefined())
                .isFalse();
    }

    @DisplayName("names an invoice only as a text that stands there once")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"ref\":\"A-1\"} | A-1",
                "{\"other\":{},\"ref\":\"A-1\",\"last\":[]} | A-1",
                "{\"ref\":7} |",
                "{\"ref\":{\"ref\":\"A-1\"}} |",
                "{\"ref\":\"A-1\",\"ref\":\"A-1\"} |",
                "{\"ref\":null} |",
                "{\"other\":\"A-1\"} |",
                "{\"ref\":\"A-1\" |",
                "[] |",
                "null |"
            })
    void texts(String payload, String text) {
        assertThat(EventReader.text(payload, "ref")).isEqualTo(Option.of(text));
    }

    @DisplayName("is checked with RSA keys of 2,048 bits and more, and no others")
    @ParameterizedTest(name = "{0}, {1} bits: {2}")
    @CsvSource({"RSA,2048,true", "RSA,2056,true", "RSA,2040,false", "EC,256,false"})
    void keys(String algorithm, int bits, boolean taken) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        PublicKey key = generator.generateKeyPair().getPublic();
        String body = Base64.getMimeEncoder().encodeToString(key.getEncoded());

        assertThat(EventKeys.parse("-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n"))
                .isEqualTo(taken ? Option.some(key) : Option.none());
        for (String noPem : List.of(
                body,
                "-----BEGIN PUBLIC KEY-----\n" + body,
                body + "\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY----------END PUBLIC KEY-----")) {
            assertThat(EventKeys.parse(noPem)).isEqualTo(Option.none());
        }
    }
}
