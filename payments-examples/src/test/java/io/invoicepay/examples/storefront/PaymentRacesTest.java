package io.invoicepay.examples.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.examples.businesscentral.SalesDocuments;
import io.invoicepay.examples.storefront.Visitor.Page;
import io.invoicepay.examples.storefront.provider.InMemoryBackend;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.VirtualClock;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How many races: the system property {@code races}, 1,000 unless said otherwise; {@code races.seed} repeats who pressed where. */
@DisplayName("Races for one invoice over HTTP")
class PaymentRacesTest {
    private static final int PRESSES = 50;
    private static final AccountId ACCOUNT = new AccountId("20000");
    private static final Money OWED = Money.ofMinor(125_000, Currency.getInstance("USD"));

    private final int races = Integer.getInteger("races", 1_000);
    private final long seed = Long.getLong("races.seed", System.nanoTime());

    private final ExecutorService pool = Executors.newFixedThreadPool(PRESSES);

    private static InvoiceNumber number(int race) {
        return new InvoiceNumber("PS-INV" + (600_000 + race));
    }

    @Test
    @DisplayName(
            "GST-09 of fifty presses of Pay Now at once, by three users, one is accepted; the others are told a payment is pending")
    void races() {
        List<Invoice> invoices = IntStream.range(0, races)
                .mapToObj(race -> Invoice.of(number(race), ACCOUNT, OWED))
                .toList();
        try (Storefront storefront = Storefront.of(new SalesDocuments(invoices, List.of(), Map.of()))
                .clock(VirtualClock.at(Instant.parse("2026-11-20T12:00:00Z")))
                .paymentsPerMinute(1_000_000)
                .start()) {
            InMemoryProvider provider = ((InMemoryBackend) storefront.backend()).inMemory();
            List<Visitor> users = IntStream.range(0, 3)
                    .mapToObj(i -> Visitor.of(storefront, ACCOUNT.value()))
                    .toList();
            Random random = new Random(seed);

            for (int race = 0; race < races; race++) {
                InvoiceNumber number = number(race);
                List<Page> answers = race(number, users, random);
                assertThat(answers)
                        .as("race %d, seed %d", race, seed)
                        .filteredOn(answer -> answer.status() == 303)
                        .hasSize(1);
                assertThat(answers)
                        .as("race %d, seed %d", race, seed)
                        .filteredOn(answer -> answer.status() == 200
                                && answer.body().contains("A payment for this invoice is already pending."))
                        .hasSize(PRESSES - 1);
                assertThat(provider.ledger(number)).hasSize(1);
            }
            assertThat(provider.chargeRequests()).isEqualTo(races);
        } finally {
            pool.shutdownNow();
        }
        System.out.printf(
                "S9: exactly 1 accepted per race; losers all got the pending error; %d races x %d (seed %d)%n",
                races, PRESSES, seed);
    }

    private List<Page> race(InvoiceNumber number, List<Visitor> users, Random random) {
        String invoice = number.value();
        List<Map<String, String>> forms = users.stream()
                .map(user -> user.card(invoice, "token-" + invoice + "-" + users.indexOf(user)))
                .toList();
        CountDownLatch start = new CountDownLatch(1);
        List<CompletableFuture<Page>> presses = new ArrayList<>();
        for (int press = 0; press < PRESSES; press++) {
            int user = random.nextInt(users.size());
            presses.add(CompletableFuture.supplyAsync(
                    () -> {
                        await(start);
                        return users.get(user).payNow(invoice, forms.get(user));
                    },
                    pool));
        }
        start.countDown();
        return presses.stream().map(CompletableFuture::join).toList();
    }

    private static void await(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
