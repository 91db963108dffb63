package io.invoicepay.examples.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invoicepay.attempt.Attempt;
import io.invoicepay.attempt.Attention;
import io.invoicepay.attempt.Cause;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
import io.invoicepay.examples.InputFault;
import io.invoicepay.inmemory.LedgerEntry;
import io.invoicepay.inmemory.Plan;
import io.invoicepay.inmemory.Snapshot;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.AttemptId;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.spi.StoredSlot;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The state file")
class StateFileTest {
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00.123Z");
    private static final InvoiceNumber NUMBER = new InvoiceNumber("RE-Ä \"1\"");
    private static final Money LARGE = Money.of("90071992547409.93", "USD");
    private static final IdempotencyKey KEY = new IdempotencyKey("key-1");

    @TempDir
    private Path folder;

    private static StateFile open(Path file) {
        return StateFile.open(file, () -> {
            throw new AssertionError("nobody else has it open");
        });
    }

    private static ProgramState rich() {
        InvoiceKey invoice = new InvoiceKey(new MerchantId("default"), NUMBER);
        Attempt attempt = new Attempt(new AttemptId(UUID.randomUUID()), "ann", LARGE, KEY, NOW);
        PaymentSlot first = PaymentSlot.builder(
                        invoice,
                        SlotStatus.SENDING,
                        new Cause(Transition.ARMED, NOW, "customer ann", "grounds: \"é\" \\ 1"))
                .sequence(3)
                .account(Option.some(new AccountId("20000")))
                .provider(Option.some(new ProviderId("in-memory")))
                .attempt(Option.some(attempt))
                .nextCheck(Option.some(NOW.plusSeconds(120)))
                .build();
        PaymentSlot second = PaymentSlot.builder(
                        invoice, SlotStatus.REVIEW, new Cause(Transition.SENT_TO_REVIEW, NOW, "reconciler", ""))
                .payments(List.of(new PaymentId("p-1"), new PaymentId("p-2")))
                .attention(Option.some(Attention.AMOUNT_MISMATCH))
                .since(NOW.minusSeconds(5))
                .nextCheck(Option.some(NOW))
                .checks(7)
                .build();
        List<StoredSlot> history =
                List.of(new StoredSlot(1, first, UUID.randomUUID()), new StoredSlot(2, second, UUID.randomUUID()));
        return new ProgramState(
                ProgramState.fresh().secret(),
                Duration.ofDays(3).plusMillis(1),
                List.of(history),
                Option.some(snapshot()));
    }

    private static Snapshot snapshot() {
        Money two = Money.of("2", "JPY");
        Snapshot.Charge charge = new Snapshot.Charge(KEY, NUMBER, "request-1", LARGE);
        return new Snapshot(
                NOW,
                Long.MAX_VALUE,
                List.of(
                        new Snapshot.Request(NUMBER, NOW, "request-1", true, LARGE, Option.none(), false),
                        new Snapshot.Request(
                                NUMBER,
                                NOW,
                                "request-2",
                                false,
                                two,
                                Option.some(new Snapshot.Discount(two, NOW)),
                                true)),
                List.of(
                        new Snapshot.Payment(
                                new PaymentId("p-1"),
                                NUMBER,
                                LedgerEntry.Channel.GUEST,
                                Option.some(KEY),
                                NOW,
                                Status.FAILED,
                                LARGE,
                                Money.zero(LARGE.currency()),
                                Option.some(DeclineReason.EXPIRED_CARD)),
                        new Snapshot.Payment(
                                new PaymentId("p-2"),
                                NUMBER,
                                LedgerEntry.Channel.PORTAL,
                                Option.none(),
                                NOW,
                                Status.COMPLETED,
                                two,
                                two,
                                Option.none())),
                List.of(new Snapshot.UsedKey(charge, new PaymentId("p-1"), true)),
                List.of(
                        new Snapshot.Settling(NOW, new PaymentId("p-1")),
                        new Snapshot.Failing(NOW, new PaymentId("p-2"), DeclineReason.DECLINED),
                        new Snapshot.Arriving(
                                NOW,
                                charge,
                                new Plan.Ending(Status.COMPLETED, Option.none(), Option.none(), Option.none())),
                        new Snapshot.Arriving(
                                NOW,
                                charge,
                                new Plan.Ending(
                                        Status.FAILED,
                                        Option.some(Duration.ofHours(1)),
                                        Option.some(DeclineReason.DECLINED),
                                        Option.some(two)))));
    }

    @Test
    @DisplayName(
            "LIB-08 gives back all that was written: slots with their history, the provider's books, secret and time")
    void roundTrip() {
        Path file = folder.resolve("state.json");
        ProgramState written = rich();
        try (StateFile state = open(file)) {
            state.write(written);
        }
        try (StateFile state = open(file)) {
            assertThat(state.found()).isEqualTo(written);
        }
    }

    @Test
    @DisplayName("begins afresh where there is none, with a secret of its own, and writes nothing by itself")
    void fresh() throws IOException {
        Path file = folder.resolve("state.json");
        try (StateFile state = open(file)) {
            ProgramState fresh = state.found();
            assertThat(fresh.slots()).isEmpty();
            assertThat(fresh.secret().length()).isEqualTo(32);
            assertThat(fresh.secret()).isNotEqualTo(ProgramState.fresh().secret());
        }
        assertThat(file).doesNotExist();
        try (var files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactly("state.json.lock");
        }
    }

    @Test
    @DisplayName("cannot be opened twice at once, and can once it is closed")
    void twice() {
        Path file = folder.resolve("state.json");
        try (StateFile first = open(file)) {
            assertThat(first.found().slots()).isEmpty();
            assertThatThrownBy(() -> open(file))
                    .isInstanceOf(InputFault.class)
                    .hasMessage(file + ": is in use by this very process");
        }
        open(file).close();
    }

    @Test
    @DisplayName("that is a link is written where the link leads")
    void link() throws IOException {
        Path target = folder.resolve("target.json");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), target);
        try (StateFile state = open(target)) {
            state.write(rich());
        }
        ProgramState other = rich();
        try (StateFile state = open(link)) {
            state.write(other);
        }
        assertThat(link).isSymbolicLink();
        try (StateFile state = open(target)) {
            assertThat(state.found()).isEqualTo(other);
        }
    }
}
