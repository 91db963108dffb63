package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.Moshi;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The reading of answers, whatever they are,")
class AnswerMutationTest {
    private static final long SEED = Long.getLong("aptean.seed", 20_261_120L);
    private static final int MUTANTS = 20_000;
    private static final String COMPLETED =
            FakeAptean.created("SUCCESS", FakeAptean.payment("COMPLETED", 125000, "USD"));

    private byte[] answer = new byte[0];
    private final OkHttpClient spoken = new OkHttpClient.Builder()
            .addInterceptor(chain -> new Response.Builder()
                    .request(chain.request())
                    .protocol(Protocol.HTTP_1_1)
                    .code(200)
                    .message("")
                    .addHeader("content-type", "application/json")
                    .body(ResponseBody.create(answer, MediaType.get("application/json")))
                    .build())
            .build();
    private final ApteanPayConfig config =
            Fixtures.settings("https://api.aptean.example").build();
    private final Gateway gateway = new Gateway(
            config, spoken, spoken, new Backoff(1, Duration.ZERO, config.queries.timeout(), () -> 0.5), Fixtures.CLOCK);
    private final Documents documents = new Documents(config.lookups.mark());
    private final Knowledge knowledge = new Knowledge(gateway, documents, config, Fixtures.CLOCK);

    @DisplayName("GST-10 confirms a completed payment only if its status, amount, currency and id are plainly there")
    @Test
    void charges() {
        Charging charging = Fixtures.charging(gateway, documents, knowledge, config);
        Random random = new Random(SEED);
        int confirmed = 0;
        for (int n = 0; n < MUTANTS; n++) {
            answer = Mutations.of(COMPLETED.getBytes(StandardCharsets.UTF_8), random);
            ChargeResult result = charging.charge(Fixtures.order());
            assertThat(result).isNotInstanceOf(ChargeResult.NotSent.class);
            if (result instanceof ChargeResult.Confirmed c
                    && c.payment().status() == Status.COMPLETED
                    && c.payment().applied().equals(Fixtures.AMOUNT)) {
                confirmed++;
                assertThat(tells(answer, c.payment().id()))
                        .as("seed %d, mutant %d: %s", SEED, n, new String(answer, StandardCharsets.UTF_8))
                        .isTrue();
            }
        }
        System.out.println(
                "answers: " + MUTANTS + " mutants of seed " + SEED + ", " + confirmed + " confirmed, 0 broken");
        assertThat(confirmed).isBetween(1, MUTANTS / 2);
    }

    /** What another reader makes of it, one that takes the last of two members. */
    @NullUnmarked
    private static boolean tells(byte[] answer, PaymentId id) {
        try {
            Map<?, ?> root = (Map<?, ?>) new Moshi.Builder()
                    .build()
                    .adapter(Object.class)
                    .fromJson(new String(answer, StandardCharsets.UTF_8));
            Map<?, ?> created = (Map<?, ?>) ((Map<?, ?>) root.get("data")).get("createPayment");
            Map<?, ?> payment = (Map<?, ?>) created.get("payment");
            Object errors = root.get("errors");
            return (errors == null || ((List<?>) errors).isEmpty())
                    && "SUCCESS".equals(created.get("code"))
                    && Objects.equals(payment.get("id"), id.value())
                    && Objects.equals(payment.get("status"), "COMPLETED")
                    && Objects.equals(payment.get("amount"), 125000.0)
                    && Objects.equals(payment.get("currency"), "USD");
        } catch (IOException e) {
            return false;
        }
    }

    @DisplayName("STA-01 shows an invoice as covered only if a request with its very reference says so")
    @Test
    void views() {
        Finder finder = new Finder(gateway, documents, knowledge, config, Fixtures.CLOCK);
        RequestView view = new RequestView(config, Fixtures.CLOCK);
        String sound = FakeAptean.found(
                "\"queryString\":\"PSI-100245\"",
                reference -> FakeAptean.page(FakeAptean.request(
                        reference, "COMPLETED", 125000, FakeAptean.payment("COMPLETED", 125000, "USD"))));
        PaymentQuery query = PaymentQuery.about(Fixtures.INVOICE);
        Random random = new Random(SEED);
        int covered = 0;
        for (int n = 0; n < MUTANTS; n++) {
            answer = Mutations.of(sound.getBytes(StandardCharsets.UTF_8), random);
            Search search = finder.find(List.of(query)).get(0);
            @Nullable ProviderView seen = search.failure().isDefined() ? null : view.of(query, search.matches());
            if (seen instanceof ProviderView.Sent sent && sent.isCovered()) {
                covered++;
                assertThat(new String(answer, StandardCharsets.UTF_8)).contains("PSI-100245", "COMPLETED");
                assertThat(Option.some(sent.request())).isNotEqualTo(Option.some(""));
            }
        }
        System.out.println("views: " + MUTANTS + " mutants of seed " + SEED + ", " + covered + " covered, 0 broken");
        assertThat(covered).isBetween(1, MUTANTS / 2);
    }
}
