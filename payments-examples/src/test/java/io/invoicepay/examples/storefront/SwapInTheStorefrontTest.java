package io.invoicepay.examples.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.aptean.sandbox.ApteanSandbox;
import io.invoicepay.aptean.sandbox.SandboxClock;
import io.invoicepay.aptean.sandbox.SandboxSettings;
import io.invoicepay.aptean.sandbox.TestCard;
import io.invoicepay.examples.businesscentral.BusinessCentral;
import io.invoicepay.examples.store.StoreChoice;
import io.invoicepay.examples.storefront.provider.Backend;
import io.invoicepay.examples.storefront.provider.InMemoryBackend;
import io.invoicepay.examples.storefront.provider.SandboxBackend;
import io.invoicepay.invoice.InvoiceNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A storefront that changes its provider")
class SwapInTheStorefrontTest {
    private static final String BEGUN_BEFORE = "PS-INV103001";
    private static final String BEGUN_AFTER = "PS-INV103002";

    @TempDir
    private Path folder;

    private StorefrontSettings.Builder storefront(Backend.Choice provider, SandboxClock clock) {
        StoreChoice store = StoreChoice.parse(folder.resolve("payments").toString());
        return Storefront.of(new BusinessCentral(Currency.getInstance("USD")).sample())
                .clock(clock.asClock())
                .store(() -> store.open(Map.of()))
                .provider(provider);
    }

    @Test
    @DisplayName("LIB-06 follows what the former provider began to its end, and takes new payments with the other")
    void swap() {
        SandboxClock clock = SandboxClock.standingAt(Instant.parse("2026-11-20T12:00:00Z"));
        try (ApteanSandbox former = ApteanSandbox.start(SandboxSettings.builder()
                .clock(clock)
                .cardProcessing(Duration.ZERO)
                .build())) {
            former.issue(BEGUN_BEFORE, 125_000);
            try (Storefront before =
                    storefront(SandboxBackend.on(former), clock).start()) {
                Visitor ann = Visitor.of(before, "20000");
                ann.payNow(BEGUN_BEFORE, ann.card(BEGUN_BEFORE, former.claimCard(TestCard.APPROVED)));
                assertThat(ann.get("/invoices/" + BEGUN_BEFORE).text("payment-status"))
                        .isEqualTo("Payment accepted, being processed");
            }

            try (Storefront after = storefront(InMemoryBackend::open, clock)
                    .formerProvider(SandboxBackend.on(former))
                    .start()) {
                Visitor ann = Visitor.of(after, "20000");
                ann.payNow(BEGUN_AFTER, ann.card(BEGUN_AFTER, "a token of the new provider"));
                assertThat(ann.get("/invoices/" + BEGUN_BEFORE).has("pay")).isFalse();

                clock.advance(Duration.ofDays(3));
                after.work();

                assertThat(ann.get("/invoices/" + BEGUN_BEFORE).text("payment-status"))
                        .startsWith("Paid");
                assertThat(ann.get("/invoices/" + BEGUN_AFTER).text("payment-status"))
                        .startsWith("Paid");
                assertThat(former.charges()).hasSize(1);
                assertThat(((InMemoryBackend) after.backend()).inMemory().ledger(new InvoiceNumber(BEGUN_AFTER)))
                        .hasSize(1);
            }
        }
    }
}
