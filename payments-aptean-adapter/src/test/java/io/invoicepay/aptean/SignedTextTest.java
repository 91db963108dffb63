package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The text that an event's signature is of")
class SignedTextTest {
    @DisplayName("has no white space between tokens, and all of it inside of strings")
    @ParameterizedTest(name = "[{0}]")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{ \"a\" : 10.0 , \"b\" : [ 1 , 2 ] }|{\"a\":10.0,\"b\":[1,2]}",
                "~\t{\r\n\"a b\":\"c\td\"}\n~|~{\"a b\":\"c\td\"}~",
                "~\"a\\\" b\" 1~|~\"a\\\" b\"1~",
                "~\"a\\\\\" 1~|~\"a\\\\\"1~",
                "~\"a \\~|~\"a \\~",
                "~\"\\ \" 1~|~\"\\ \"1~",
                "~1\\ 2~|~1\\2~",
                "''|''"
            })
    void compact(String json, String compact) {
        assertThat(SignedText.compact(json)).isEqualTo(compact);
    }

    @DisplayName("spells out the characters that were escaped on the wire, where JSON allows it")
    @ParameterizedTest(name = "[{0}]: [{1}]")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a\\/b|a/b",
                "Z\\u00fcrich|Z\u00fcrich",
                "\\u0041|A",
                "\\u004a\\u004A|JJ",
                "x\\u0020y|x y",
                "\\u001f|\\u001f",
                "\\u0022|\\u0022",
                "\\u005c|\\u005c",
                "\\u005C|\\u005C",
                "\\u0021\\u005b\\u005d|![]",
                "\\u00fg|\\u00fg",
                "\\u00f/|\\u00f/",
                "\\u-0041|\\u-0041",
                "\\u00f|\\u00f",
                "\\u|\\u",
                "\\uFF10\\u\uff10\uff1041|\uff10\\u\uff10\uff1041",
                "\\\\/|\\\\/",
                "\\\\u0041|\\\\u0041",
                "\\n\\\"|\\n\\\"",
                "a\\|a\\"
            })
    void unescaped(String compact, String text) {
        assertThat(SignedText.unescaped(compact)).isEqualTo(text);
    }
}
