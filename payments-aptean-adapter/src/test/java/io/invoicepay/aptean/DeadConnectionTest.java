package io.invoicepay.aptean;

import static io.invoicepay.aptean.Fixtures.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.invoicepay.spi.PaymentProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An HTTP/2 connection that went dead without a word")
class DeadConnectionTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final FakeAptean aptean = new FakeAptean();
    private final MockWebServer server = new MockWebServer();
    private final OkHttpClient base = new OkHttpClient.Builder()
            .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
            .pingInterval(Duration.ofMillis(500))
            .build();
    private SilentRelay relay;

    @BeforeEach
    void start() throws IOException {
        server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
        server.setDispatcher(aptean);
        server.start();
        relay = new SilentRelay(server.getPort());
    }

    @AfterEach
    void close() {
        relay.close();
        server.close();
        aptean.close();
    }

    private ApteanPayConfig config() {
        return Fixtures.settings(relay.url()).timeouts(LIMIT, LIMIT).build();
    }

    private Charging charging() {
        ApteanPayConfig config = config();
        Gateway gateway = Gateway.over(base, config, new Backoff(1, LIMIT, LIMIT, () -> 0.5), Fixtures.CLOCK);
        Documents documents = new Documents(config.lookups.mark());
        return Fixtures.charging(gateway, documents, new Knowledge(gateway, documents, config, Fixtures.CLOCK), config);
    }

    @DisplayName("VAL-05 costs the query that meets it, and not the next")
    @Test
    void query() {
        PaymentProvider provider = Fixtures.provider(config(), base);
        assertThat(view(provider)).isInstanceOf(ProviderView.Sent.class);

        relay.silence();

        assertThat(view(provider)).isEqualTo(ProviderView.inconclusive(Cause.UNREACHABLE));
        assertThat(view(provider)).isInstanceOf(ProviderView.Sent.class);
        assertThat(relay.connections()).isEqualTo(2);
    }

    @DisplayName("GST-10 leaves a charge open that met it, which is not sent again, and lets the next one through")
    @Test
    void charge() {
        Charging charging = charging();
        assertThat(charging.charge(Fixtures.order())).isInstanceOf(ChargeResult.Confirmed.class);

        relay.silence();

        assertThat(charging.charge(Fixtures.order())).isInstanceOf(ChargeResult.Ambiguous.class);
        assertThat(aptean.count("createPayment")).isEqualTo(1);
        assertThat(charging.charge(Fixtures.order())).isInstanceOf(ChargeResult.Confirmed.class);
        assertThat(aptean.count("createPayment")).isEqualTo(2);
        assertThat(relay.connections()).isEqualTo(2);
    }

    @DisplayName(
            "GST-10 is none of those that were idle for a minute: what forgets connections on the way keeps them longer")
    @Test
    void idle() {
        assertThat(HttpClients.ofOurOwn().connectionPool())
                .extracting("delegate.keepAliveDurationNs")
                .asInstanceOf(InstanceOfAssertFactories.LONG)
                .isBetween(1L, Duration.ofMinutes(1).toNanos() - 1);
    }

    @DisplayName("is looked for twice in the time that a query may take, unless the host has said how often")
    @Test
    void pings() {
        OkHttpClient plain = new OkHttpClient();
        OkHttpClient own =
                plain.newBuilder().pingInterval(Duration.ofMinutes(1)).build();

        for (OkHttpClient client : List.of(
                HttpClients.forQueries(plain, Duration.ofSeconds(10), false),
                HttpClients.forCharges(plain, Duration.ofSeconds(30), false))) {
            assertThat(client.pingIntervalMillis()).isBetween(1, 4_999);
        }
        assertThat(HttpClients.forCharges(own, Duration.ofSeconds(30), false).pingIntervalMillis())
                .isEqualTo(60_000);
    }
}
