package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import okio.Buffer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("JSON that tells of money")
class StrictJsonTest {
    private static final JsonReader.Options NAMES = JsonReader.Options.of("a", "b", "c");

    private static JsonReader in(String json) {
        return JsonReader.of(new Buffer().writeUtf8(json));
    }

    private static void assertMisread(ThrowingCallable reading, String path) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        Misreading.class, e -> assertThat(e.path()).isEqualTo(path));
    }

    private static List<String> members(String json) throws IOException {
        List<String> members = new ArrayList<>();
        JsonReader in = in(json);
        boolean there = StrictJson.object(in, NAMES, number -> members.add(number + "=" + StrictJson.text(in)));
        assertThat(there).isTrue();
        assertThat(in.peek()).isEqualTo(JsonReader.Token.END_DOCUMENT);
        return members;
    }

    @DisplayName("gives of an object the members that were asked for, and skips what others hold")
    @Test
    void objects() throws IOException {
        assertThat(members("{\"b\":\"2\",\"x\":{\"a\":\"no\",\"y\":[1,{}]},\"a\":\"1\",\"z\":null}"))
                .containsExactly("1=2", "0=1");
        assertThat(members("{}")).isEmpty();
    }

    @DisplayName("is misread where a member is told twice, whichever it is")
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"a", "b", "c"})
    void twice(String name) {
        assertMisread(() -> members("{\"" + name + "\":\"1\",\"" + name + "\":\"1\"}"), "$." + name);
    }

    @DisplayName("is misread, and the place told, where another thing stands in place of an object or a list")
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"\"\"", "1", "true"})
    void notWhatWasExpected(String json) {
        String inObject = "{\"a\":" + json + "}";
        assertMisread(() -> inA(inObject, in -> StrictJson.object(in, NAMES, number -> in.skipValue())), "$.a");
        assertMisread(() -> inA(inObject, in -> StrictJson.array(in, JsonReader::nextInt)), "$.a");
        assertMisread(() -> StrictJson.object(in("[]"), NAMES, number -> {}), "$");
        assertMisread(() -> StrictJson.array(in("{}"), JsonReader::nextInt), "$");
    }

    private interface Reading {
        void read(JsonReader in) throws IOException;
    }

    private static void inA(String json, Reading reading) throws IOException {
        JsonReader in = in(json);
        StrictJson.object(in, NAMES, number -> reading.read(in));
    }

    @DisplayName("may hold null in place of anything, which is told from what is empty")
    @Test
    void nulls() throws IOException {
        assertThat(StrictJson.object(in("null"), NAMES, number -> {})).isFalse();
        assertThat(StrictJson.array(in("null"), JsonReader::nextInt)).isEmpty();
        assertThat(StrictJson.text(in("null"))).isNull();
        assertThat(StrictJson.text(in("null"), true)).isNull();
        assertThat(StrictJson.text(in("null"), false)).isNull();
        assertThat(StrictJson.text(in("null"), new StrictJson.Words("A"))).isNull();
        assertThat(StrictJson.minorUnits(in("null"))).isNull();
        assertThat(StrictJson.truth(in("null"))).isNull();
    }

    @DisplayName("gives of a list every element in its order, up to a thousand; more, and null among them, is misread")
    @Test
    void lists() throws IOException {
        for (int length : new int[] {0, 1, 2, 3, 1_000}) {
            List<Integer> numbers = IntStream.range(0, length).boxed().toList();
            assertThat(StrictJson.array(in(numbers.toString()), JsonReader::nextInt))
                    .isEqualTo(numbers);
        }
        String tooMany = IntStream.rangeClosed(0, 1_000).boxed().toList().toString();
        assertMisread(() -> StrictJson.array(in(tooMany), JsonReader::nextInt), "$[1000]");
        assertMisread(() -> StrictJson.array(in("[1,null]"), JsonReader::nextInt), "$[1]");
    }

    @DisplayName("gives texts as they are, up to 8,192 characters")
    @Test
    void texts() throws IOException {
        String longest = "x".repeat(8_192);
        assertThat(StrictJson.text(in("\"\""))).isEmpty();
        assertThat(StrictJson.text(in('"' + longest + '"'))).isEqualTo(longest);
        assertMisread(() -> StrictJson.text(in('"' + longest + "x\"")), "$");
    }

    @DisplayName("is misread where something else stands in place of a text: a number is none")
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"1250", "true", "[]", "{}"})
    void noText(String json) {
        assertMisread(() -> StrictJson.text(in(json)), "$");
        assertMisread(() -> StrictJson.text(in(json), false), "$");
        assertMisread(() -> StrictJson.text(in(json), new StrictJson.Words("1250", "true")), "$");
    }

    @DisplayName("gives a text only where it is wanted, and goes on behind it all the same")
    @Test
    void wanted() throws IOException {
        JsonReader wanted = in("\"here\"");
        assertThat(StrictJson.text(wanted, true)).isEqualTo("here");
        JsonReader unwanted = in("\"here\"");
        assertThat(StrictJson.text(unwanted, false)).isNull();
        assertThat(wanted.peek()).isEqualTo(unwanted.peek()).isEqualTo(JsonReader.Token.END_DOCUMENT);
    }

    @DisplayName("gives the words that are told often, and any other as well")
    @Test
    void words() throws IOException {
        StrictJson.Words usual = new StrictJson.Words("PENDING", "COMPLETED");
        assertThat(StrictJson.text(in("\"PENDING\""), usual)).isEqualTo("PENDING");
        assertThat(StrictJson.text(in("\"COMPLETED\""), usual)).isEqualTo("COMPLETED");
        assertThat(StrictJson.text(in("\"COMPLETED \""), usual)).isEqualTo("COMPLETED ");
        assertThat(StrictJson.text(in("\"\""), usual)).isEmpty();
    }

    @DisplayName("STA-07 gives amounts that are digits and fit into 32 bits")
    @ParameterizedTest(name = "{0}")
    @CsvSource({"0", "9", "10", "125000", "1234567890", "2147483647"})
    void amounts(String digits) throws IOException {
        assertThat(StrictJson.minorUnits(in(digits))).isEqualTo(Integer.valueOf(digits));
    }

    @DisplayName("STA-07 is misread where an amount is a text, negative, no whole number or larger than 32 bits hold")
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "\"1250\"",
                "-5",
                "-0",
                "1250.00",
                "1e3",
                "1E3",
                "2147483648",
                "4294967296",
                "9999999999",
                "10000000000",
                "18446744073709551617",
                "99999999999999999999999999",
                "true",
                "{}"
            })
    void noAmounts(String json) {
        assertMisread(() -> StrictJson.minorUnits(in(json)), "$");
    }

    @DisplayName("tells what is true and what is false, and takes nothing else for either")
    @Test
    void truths() throws IOException {
        assertThat(StrictJson.truth(in("true"))).isTrue();
        assertThat(StrictJson.truth(in("false"))).isFalse();
        assertMisread(() -> StrictJson.truth(in("\"true\"")), "$");
        assertMisread(() -> StrictJson.truth(in("1")), "$");
    }

    @DisplayName("ends with white space alone: whatever comes behind it, was not meant as it was read")
    @Test
    void end() throws IOException {
        ended("{} \t\r\n ");
        ended("{}");
        for (String rest : new String[] {"{}", "x", "0", "]", "\u0000", "\u00a0", " }"}) {
            assertMisread(() -> ended("{}" + rest), "$");
        }
        Buffer stray = new Buffer().writeUtf8("{}").writeByte(0xFF).writeUtf8("{}");
        JsonReader in = JsonReader.of(stray);
        StrictJson.object(in, NAMES, number -> {});
        assertThat(in.peek()).as("the reader is content").isEqualTo(JsonReader.Token.END_DOCUMENT);
        assertMisread(() -> StrictJson.end(in, stray), "$");
    }

    private static void ended(String json) throws IOException {
        Buffer source = new Buffer().writeUtf8(json);
        JsonReader in = JsonReader.of(source);
        StrictJson.object(in, NAMES, number -> {});
        StrictJson.end(in, source);
    }
}
