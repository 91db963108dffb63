package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.invoicepay.invoice.InvoiceNumber;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

/** Messages of any bytes, against the published keys: nobody here can sign for them. */
@DisplayName("Any message at all to the verifier of events")
class EventFuzzTest {
    private static final List<InvoiceNumber> SIGNED = List.of(new InvoiceNumber("PSI-100245"));

    private final ApteanEvents events = ApteanEventsTest.published();

    @DisplayName("STA-03 ends as accepted or refused, and names no invoice but the one in a published, signed payload")
    @FuzzTest(maxDuration = "1m")
    void receive(byte[] message) {
        for (String kind : List.of("Notification", "SubscriptionValidation")) {
            ApteanEvents.Receipt receipt = events.receive(kind, message);

            assertThat(receipt).isNotInstanceOf(ApteanEvents.Handshake.class);
            if (receipt instanceof ApteanEvents.Accepted accepted) {
                assertThat(kind).isEqualTo("Notification");
                assertThat(SIGNED).containsAll(accepted.sooner());
            }
        }
    }
}
