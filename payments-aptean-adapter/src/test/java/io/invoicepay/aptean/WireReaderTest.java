package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.List;
import okio.Buffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A page of requests")
class WireReaderTest {
    private static final String REQUEST = """
            {
              "id": "r-1", "referenceNumber": "PSI-100245", "status": "UNPAID", "amount": 125000,
              "createdAt": "2026-11-02T09:15:27Z", "discountAmount": 2500, "discountEndDate": "2026-12-02T09:15:27Z",
              "paymentUrl": "https://payer.example.test/?t0k3n", "payments": [ { "id": "p-1" } ], "new": {}
            }
            """;

    private static WireReader reader(String json, boolean links) {
        return new WireReader(JsonReader.of(new Buffer().writeUtf8(json)), links);
    }

    private static Wire.Page page(String json) throws IOException {
        return reader(json, true).page();
    }

    private static String page(String total, String... requests) {
        return "{\"totalCount\":" + total + ",\"pageInfo\":{\"endCursor\":\"c-1\",\"hasNextPage\":true},\"nodes\":["
                + String.join(",", requests) + "]}";
    }

    @DisplayName("is read member for member")
    @Test
    void whole() throws IOException {
        Wire.Page page = page(page("2", REQUEST, "{}"));

        assertThat(page.totalCount()).isEqualTo(2);
        assertThat(page.endCursor()).isEqualTo("c-1");
        assertThat(page.hasNextPage()).isTrue();
        assertThat(page.requests())
                .containsExactly(
                        new Wire.Request(
                                "r-1",
                                "PSI-100245",
                                "UNPAID",
                                125000,
                                "2026-11-02T09:15:27Z",
                                2500,
                                "2026-12-02T09:15:27Z",
                                "https://payer.example.test/?t0k3n",
                                page.requests().get(0).payments()),
                        new Wire.Request(null, null, null, null, null, null, null, null, List.of()));
        assertThat(page.requests().get(0).payments())
                .singleElement()
                .satisfies(payment -> assertThat(payment.id()).isEqualTo("p-1"));
    }

    @DisplayName("keeps no age of a request that is alone, and the age of every other: it may have been issued again")
    @Test
    void ages() throws IOException {
        assertThat(page(page("1", REQUEST)).requests().get(0).createdAt()).isNull();
        for (String total : new String[] {"0", "2", "null"}) {
            assertThat(page(page(total, REQUEST)).requests().get(0).createdAt())
                    .as("of %s", total)
                    .isEqualTo("2026-11-02T09:15:27Z");
        }
    }

    @DisplayName("POR-01 keeps a request's link, which can be paid by, only where it is wanted, and never shows it")
    @Test
    void links() throws IOException {
        Wire.Request wanted = page(page("1", REQUEST)).requests().get(0);
        assertThat(wanted.paymentUrl()).isEqualTo("https://payer.example.test/?t0k3n");
        assertThat(wanted).hasToString("Request[UNPAID]");
        assertThat(reader(page("1", REQUEST), false).page().requests().get(0).paymentUrl())
                .isNull();
    }

    @DisplayName("GST-04 shows no payment method that a claim was exchanged for: it can be charged")
    @Test
    void convertedClaims() {
        assertThat(new Wire.ConvertedClaim("SUCCESS", Fixtures.METHOD)).hasToString("ConvertedClaim[SUCCESS]");
    }

    @DisplayName("leaves nothing behind for the next one of the same answer")
    @Test
    void several() throws IOException {
        String json = "{\"a\":" + page("2", REQUEST, REQUEST)
                + ",\"b\":{\"pageInfo\":{\"hasNextPage\":false},\"nodes\":[{}]},\"c\":{}}";
        JsonReader in = JsonReader.of(new Buffer().writeUtf8(json));
        WireReader reader = new WireReader(in, true);
        in.beginObject();
        in.skipName();
        assertThat(reader.page().requests()).hasSize(2);
        in.skipName();

        assertThat(reader.page())
                .isEqualTo(new Wire.Page(
                        null,
                        null,
                        false,
                        List.of(new Wire.Request(null, null, null, null, null, null, null, null, List.of()))));
        in.skipName();
        assertThatThrownBy(reader::page).isInstanceOf(Misreading.class);
    }

    @DisplayName(
            "VAL-01 is misread without its requests, or without a word on whether more follow: it could pass for empty")
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"totalCount\":0,\"pageInfo\":{\"hasNextPage\":false}}",
                "{\"totalCount\":0,\"pageInfo\":{\"hasNextPage\":false},\"nodes\":null}",
                "{\"totalCount\":0,\"pageInfo\":{\"hasNextPage\":null},\"nodes\":[]}",
                "{\"totalCount\":0,\"pageInfo\":{},\"nodes\":[]}",
                "{\"totalCount\":0,\"pageInfo\":null,\"nodes\":[]}",
                "{\"totalCount\":0,\"nodes\":[]}",
                "{\"pageInfo\":{\"hasNextPage\":\"false\"},\"nodes\":[]}",
                "{\"pageInfo\":{\"hasNextPage\":false},\"nodes\":[null]}",
                "{\"totalCount\":\"0\",\"pageInfo\":{\"hasNextPage\":false},\"nodes\":[]}",
                "[]"
            })
    void incomplete(String json) {
        assertThatThrownBy(() -> page(json)).isInstanceOf(Misreading.class);
    }
}
