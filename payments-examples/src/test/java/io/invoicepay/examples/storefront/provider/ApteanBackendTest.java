package io.invoicepay.examples.storefront.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invoicepay.aptean.sandbox.ApteanSandbox;
import io.invoicepay.aptean.sandbox.SandboxProgram;
import io.invoicepay.aptean.sandbox.SandboxSettings;
import io.invoicepay.examples.InputFault;
import io.invoicepay.inmemory.InMemoryInvoices;
import io.invoicepay.payment.PaymentMethod;
import io.invoicepay.spi.PaymentProvider;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The storefront on an Aptean Pay that the environment describes")
class ApteanBackendTest {
    private static final ApteanSandbox SANDBOX =
            ApteanSandbox.start(SandboxSettings.builder().build());

    private final Map<String, String> environment = new HashMap<>(SandboxProgram.environment(SANDBOX));

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    private Backend open() {
        InMemoryInvoices erp = InMemoryInvoices.of(List.of(), List.of());
        return ApteanBackend.open(new Backend.Surroundings(Clock.systemUTC(), erp), environment);
    }

    @DisplayName(
            "DLG-01 offers the portal alone, and says why, where no card form is described that a page could mount")
    @Test
    void noCardForm() {
        environment
                .keySet()
                .removeAll(List.of("APTEAN_PAY_SDK_URL", "APTEAN_PAY_BROWSER_KEY", "APTEAN_PAY_ACCOUNT_ID"));
        Backend backend = open();
        PaymentProvider provider = backend.provider().get();

        assertThat(provider.capabilities().offers(PaymentMethod.GUEST_CHECKOUT)).isFalse();
        assertThat(provider.capabilities().offers(PaymentMethod.PORTAL)).isTrue();
        assertThat(provider.cardEntry().isEmpty()).isTrue();
        assertThat(backend.note().get()).startsWith("APTEAN_PAY_SDK_URL is not set");
    }

    @DisplayName("tells all that is missing in one line, without a portal as well: then nothing could be paid")
    @Test
    void neither() {
        environment.keySet().retainAll(List.of("APTEAN_PAY_URL", "APTEAN_PAY_TENANT_ID", "APTEAN_PAY_TENANT_SECRET"));

        assertThatThrownBy(this::open)
                .isInstanceOf(InputFault.class)
                .hasMessage("--provider aptean: APTEAN_PAY_APIM_KEY is missing; "
                        + "APTEAN_PAY_PORTAL_URL is missing, and guest checkout is off: nothing could be paid; "
                        + "APTEAN_PAY_SDK_URL is not set: there is no card form, and guest checkout is not offered");
    }

    @DisplayName("DLG-01 offers guest checkout where it is, and has nothing to say")
    @Test
    void cardForm() {
        Backend backend = open();

        assertThat(backend.provider().get().capabilities().offers(PaymentMethod.GUEST_CHECKOUT))
                .isTrue();
        assertThat(backend.note().isEmpty()).isTrue();
    }
}
