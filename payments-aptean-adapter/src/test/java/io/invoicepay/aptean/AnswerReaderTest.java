package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.control.Either;
import io.vavr.control.Option;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An answer")
class AnswerReaderTest {
    private static final String JSON = "application/json";
    private static final String SOUND = "{\"data\":7}";

    private static Either<Trouble, Answer<Integer>> read(@Nullable String contentType, String body) {
        return AnswerReader.read(contentType, new Buffer().writeUtf8(body), in -> in.nextInt());
    }

    private static Either<Trouble, Answer<Integer>> read(String body) {
        return read(JSON, body);
    }

    private static Either<Trouble, Answer<Integer>> misread(String path) {
        return Either.left(new Trouble.Misread(path));
    }

    private static Answer<Integer> failed(Option<Integer> data, @Nullable String reasonCode) {
        return new Answer<>(data, true, Option.of(reasonCode));
    }

    @DisplayName("is read if it is said to be JSON, in whatever way that is written")
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "Application/JSON ;charset=utf-8",
                " application/json",
                "application/graphql-response+json;charset=utf-8"
            })
    void json(String contentType) {
        assertThat(read(contentType, SOUND))
                .isEqualTo(Either.right(new Answer<>(Option.some(7), false, Option.none())));
    }

    @DisplayName("GST-10 proves nothing if it is said to be something else, or nothing is said")
    @ParameterizedTest(name = "[{0}]")
    @CsvSource({",", "text/html", "''", "text/plain; application/json", "application/jsonp", ";application/json"})
    void otherTypes(@Nullable String contentType) {
        assertThat(read(contentType, SOUND)).isEqualTo(misread("content type"));
    }

    @DisplayName("GST-10 proves nothing if it is empty, cut off, marked, doubled or no object")
    @ParameterizedTest(name = "[{0}]")
    @ValueSource(
            strings = {
                "",
                " ",
                "{\"data\":7",
                "\uFEFF{\"data\":7}",
                "{\"data\":7}{\"data\":7}",
                "{\"data\":7} x",
                "null",
                "7",
                "[]",
                "{\"data\":\"seven\"}",
                "<html>"
            })
    void noAnswers(String body) {
        assertThat(read(body)).isEqualTo(misread("$"));
    }

    @DisplayName("GST-10 is read as strictly behind others, sound and broken ones, as it is by itself")
    @ParameterizedTest(name = "[{0}]")
    @ValueSource(
            strings = {
                "/* a comment */{\"data\":7}",
                "// a comment\n{\"data\":7}",
                "#\n{\"data\":7}",
                ")]}'\n{\"data\":7}",
                "[{\"data\":7}]",
                ",{\"data\":7}",
                "null",
                "   ",
                "{data:7}",
                "{'data':7}",
                "{\"data\"=7}",
                "{\"data\":7;}",
                "{\"data\":7}/* a comment */"
            })
    void behindOthers(String broken) {
        Either<Trouble, Answer<Integer>> sound = Either.right(new Answer<>(Option.some(7), false, Option.none()));
        for (String padding : new String[] {"", " \t\r\n", "\n"}) {
            assertThat(read(padding + SOUND + padding)).isEqualTo(sound);
            assertThat(read(padding + broken).getLeft()).isInstanceOf(Trouble.Misread.class);
            assertThat(read(padding + SOUND + padding)).isEqualTo(sound);
        }
    }

    @DisplayName("tells where it was misread, and no value from there")
    @Test
    void paths() {
        assertThat(AnswerReader.read(
                        JSON,
                        new Buffer().writeUtf8("{\"data\":[\"4111\"]}"),
                        in -> StrictJson.array(in, element -> Option.of(StrictJson.minorUnits(element)))))
                .isEqualTo(misread("$.data[0]"));
        assertThat(read("{\"errors\":{}}")).isEqualTo(misread("$.errors"));
        assertThat(read("{\"data\":7,\"data\":8}")).isEqualTo(misread("$.data"));
    }

    @DisplayName("holds no data where there is null or nothing in their place")
    @Test
    void noData() {
        Either<Trouble, Answer<Integer>> nothing = Either.right(new Answer<>(Option.none(), false, Option.none()));
        assertThat(read("{\"data\":null}")).isEqualTo(nothing);
        assertThat(read("{}")).isEqualTo(nothing);
        assertThat(read("{\"extensions\":{\"data\":7}}")).isEqualTo(nothing);
        assertThat(nothing.get().sound()).isEqualTo(Either.left(new Trouble.Misread("$.data")));
    }

    @DisplayName("has failed if it reports an error, whatever that looks like and whatever else it holds")
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{}",
                "7",
                "\"no\"",
                "[]",
                "{\"message\":{}}",
                "{\"extensions\":null}",
                "{\"extensions\":\"INTERNAL\"}",
                "{\"extensions\":{\"code\":5}}",
                "{\"extensions\":{\"code\":null,\"exception\":null}}",
                "{\"extensions\":{\"code\":{},\"exception\":[1]}}",
                "{\"extensions\":{\"exception\":{\"reasonCode\":5}}}"
            })
    void errors(String error) {
        assertThat(read("{\"errors\":[" + error + "],\"data\":7}"))
                .isEqualTo(Either.right(failed(Option.some(7), null)));
    }

    @DisplayName("has not failed if its list of errors is empty or null")
    @Test
    void noErrors() {
        assertThat(read("{\"data\":7,\"errors\":[]}").get().sound()).isEqualTo(Either.right(7));
        assertThat(read("{\"data\":7,\"errors\":null}").get().sound()).isEqualTo(Either.right(7));
        assertThat(read("{\"data\":7,\"errors\":[null]}")).isEqualTo(misread("$.errors[0]"));
    }

    @DisplayName("tells the reason of the first error: the most particular code, or the general one")
    @Test
    void reasons() {
        String general = "{\"extensions\":{\"code\":\"GENERAL\"}}";
        String both = "{\"extensions\":{\"code\":\"GENERAL\",\"exception\":{\"reasonCode\":\"KEY_USED\"}}}";
        String odd = "{\"extensions\":{\"code\":\"GENERAL\",\"exception\":{\"reasonCode\":7}}}";
        assertThat(reason(general)).isEqualTo("GENERAL");
        assertThat(reason(both)).isEqualTo("KEY_USED");
        assertThat(reason(odd)).isEqualTo("GENERAL");
        assertThat(reason(general + "," + both)).isEqualTo("GENERAL");
        assertThat(reason("{}," + both)).isNull();
    }

    @DisplayName("shows of a reason letters, digits and a few marks, sixty-four at most")
    @Test
    void cutReasons() {
        String longest = "a-B_c.9".repeat(9) + "z";
        assertThat(longest).hasSize(64);
        assertThat(reason("{\"extensions\":{\"code\":\"" + longest + "\"}}")).isEqualTo(longest);
        assertThat(reason("{\"extensions\":{\"code\":\"" + longest + "y\"}}")).isEqualTo(longest);
        assertThat(reason("{\"extensions\":{\"code\":\"4111 1111 <b>\\n\"}}")).isEqualTo("41111111b");
    }

    private static @Nullable String reason(String errors) {
        return read("{\"errors\":[" + errors + "]}").get().reasonCode().getOrNull();
    }

    @DisplayName("with errors and without data is a refused document, if its reason says so, or else a refusal")
    @Test
    void trouble() {
        assertThat(failed(Option.none(), "GRAPHQL_VALIDATION_FAILED").sound())
                .isEqualTo(Either.left(new Trouble.Invalid(200)));
        assertThat(failed(Option.none(), "GRAPHQL_PARSE_FAILED").sound())
                .isEqualTo(Either.left(new Trouble.Invalid(200)));
        assertThat(failed(Option.some(7), "GRAPHQL_PARSE_FAILED").sound())
                .isEqualTo(Either.left(new Trouble.Rejected(Option.some("GRAPHQL_PARSE_FAILED"))));
        assertThat(failed(Option.none(), "FORBIDDEN").sound())
                .isEqualTo(Either.left(new Trouble.Rejected(Option.some("FORBIDDEN"))));
        assertThat(failed(Option.some(7), null).sound()).isEqualTo(Either.left(new Trouble.Rejected(Option.none())));
    }

    @DisplayName(
            "GST-10 that came with a refusing status refuses the document only if it is JSON, with errors and no data")
    @ParameterizedTest(name = "[{0}]")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"errors\":[{}]} | true",
                "{\"errors\":[\"no\"],\"data\":null} | true",
                "{\"errors\":[{}],\"data\":{}} | false",
                "{\"data\":{},\"errors\":[{}]} | false",
                "{\"errors\":[]} | false",
                "{\"message\":\"no\"} | false",
                "{} | false",
                "<html> | false",
                "'' | false"
            })
    void refusesDocument(String body, boolean refuses) {
        assertThat(AnswerReader.refusesDocument(JSON, new Buffer().writeUtf8(body)))
                .isEqualTo(refuses);
        assertThat(AnswerReader.refusesDocument("text/html", new Buffer().writeUtf8(body)))
                .isFalse();
    }
}
