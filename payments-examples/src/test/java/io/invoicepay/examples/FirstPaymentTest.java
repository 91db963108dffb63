package io.invoicepay.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.payment.Secret;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The first payment")
class FirstPaymentTest {
    private static final Path SOURCE = Path.of("src/main/java/io/invoicepay/examples/FirstPayment.java");

    @Test
    @DisplayName("EX-01 LIB-02 ends pending, with the full amount and the provider's reference")
    void pays() {
        assertThat(FirstPayment.pay(Secret.of("the same thirty-two bytes, or more")))
                .isEqualTo("1250.00 USD pending as payment-2");
    }

    @Test
    @DisplayName("is in the README as it is compiled")
    void inReadme() throws IOException {
        assertThat(Readme.snippet("FirstPayment")).isEqualTo(Readme.tagged(SOURCE));
    }
}
