package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.provider.ProviderPayment;
import io.vavr.control.Option;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The look-up of a payment that has ended")
class EndedPaymentsTest {
    @DisplayName("GST-10 ends without one if whoever waits between two looks is interrupted, and stays interrupted")
    @Test
    void interrupted() {
        Spoken server = new Spoken().then((request, body) -> {
            Thread.currentThread().interrupt();
            return Spoken.json(
                    request,
                    200,
                    FakeAptean.found(body, reference -> FakeAptean.page(FakeAptean.request(reference, 125000))));
        });
        ApteanPayConfig config = Fixtures.settings("https://api.aptean.example").build();
        Gateway gateway = server.gateway(config, Fixtures.CLOCK);
        Documents documents = new Documents(config.lookups.mark());
        Knowledge knowledge = new Knowledge(gateway, documents, config, Fixtures.CLOCK);
        Finder finder = new Finder(gateway, documents, knowledge, config, Fixtures.CLOCK);

        Option<ProviderPayment> found = new EndedPayments(finder, config, Duration.ofSeconds(4), Fixtures.CLOCK)
                .find(Fixtures.order(), Option.none(), Fixtures.NOW, Charging.ByTime.CONCLUDED);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(found).isEqualTo(Option.none());
        assertThat(server.bodies()).hasSize(1);
    }
}
