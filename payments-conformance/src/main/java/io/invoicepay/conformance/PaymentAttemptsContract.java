package io.invoicepay.conformance;

import static io.invoicepay.conformance.SampleSlots.NOON;
import static io.invoicepay.conformance.SampleSlots.barest;
import static io.invoicepay.conformance.SampleSlots.due;
import static io.invoicepay.conformance.SampleSlots.fullest;
import static io.invoicepay.conformance.SampleSlots.key;
import static io.invoicepay.conformance.SampleSlots.payable;
import static io.invoicepay.conformance.SampleSlots.since;
import static io.invoicepay.spi.CasResult.LOST;
import static io.invoicepay.spi.CasResult.UNKNOWN;
import static io.invoicepay.spi.CasResult.WON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.invoicepay.attempt.Attempt;
import io.invoicepay.attempt.Attention;
import io.invoicepay.attempt.Cause;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.AttemptId;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.spi.AttemptsUnavailableException;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.StoredSlot;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link PaymentAttempts} promises, one test a sentence. A store proves itself by extending this class in its own tests:
 *
 * <pre>{@code
 * class AcmeStoreContractTest extends PaymentAttemptsContract {
 *     @Override
 *     protected AttemptsHarness newHarness() {
 *         AcmeStore store = AcmeStore.empty();
 *         return () -> store;
 *     }
 * }
 * }</pre>
 *
 * <p>The artifact {@code payments-conformance} goes into the store's build with scope {@code test}, next to {@code junit-jupiter}. A
 * store that outlives its process, or that can lose its connection, shows it by overriding more of {@link AttemptsHarness}; until then
 * those tests are skipped, with the reason.
 *
 * <p>Times are kept to the microsecond, from 1970 to 9999; what is finer may be cut off. Texts are kept to the last code point, up to the
 * limits of the types that hold them, and compared exactly.
 */
@DisplayName("A store of payment attempts")
public abstract class PaymentAttemptsContract {
    private static final InvoiceKey INVOICE = key("PS-INV1001");
    private static final InvoiceKey OTHER = key("PS-INV1002");
    private static final int CROWD = 64;
    /** Whoever loses has lost to a winner, so that among a few threads nobody needs as many. */
    private static final int MOST_TRIES = 2_000;

    private AttemptsHarness harness;
    private PaymentAttempts store;

    /** A harness around an empty store. */
    protected abstract AttemptsHarness newHarness();

    @BeforeEach
    final void open() {
        harness = newHarness();
        store = harness.attempts();
    }

    @AfterEach
    final void close() {
        harness.close();
    }

    // Writing and reading

    private StoredSlot write(PaymentSlot slot) {
        return write(slot, UUID.randomUUID());
    }

    private StoredSlot write(PaymentSlot slot, UUID writeId) {
        long version = store.read(slot.invoice()).version();
        assertThat(store.compareAndSet(version, slot, writeId)).isEqualTo(WON);
        return new StoredSlot(version + 1, slot, writeId);
    }

    /** Writes so many slots of an invoice, each with the number of its write for its sequence. */
    private List<StoredSlot> writeOften(InvoiceKey invoice, int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> write(payable(invoice, i)))
                .toList();
    }

    private void comesBackEqual(PaymentSlot slot) {
        StoredSlot written = write(slot);

        assertReads(store, written);
        assertThat(store.history(slot.invoice())).endsWith(written);
        harness.catchUp();
        assertThat(store.readAll(List.of(slot.invoice()))).isEqualTo(Map.of(slot.invoice(), written));
    }

    private static void assertReads(PaymentAttempts handle, StoredSlot written) {
        StoredSlot read = handle.read(written.slot().invoice());

        assertThat(Told.of(read)).isEqualTo(Told.of(written));
        assertThat(read).isEqualTo(written);
    }

    /** A slot of every status, barest and fullest, and texts, times and an amount that are easily lost on the way to a disk. */
    private List<StoredSlot> writeOneOfEachKind() {
        return SampleSlots.ofEachKind().stream().map(this::write).toList();
    }

    /** Whoever keeps in memory what it writes gives that back at once: another handle sees what has really been kept. */
    private static void assertHolds(PaymentAttempts handle, List<StoredSlot> written) {
        for (StoredSlot one : written) {
            assertReads(handle, one);
            assertThat(Told.of(handle.history(one.slot().invoice()))).isEqualTo(Told.of(List.of(one)));
        }
    }

    private static CasResult tryToWrite(PaymentAttempts handle, long version, PaymentSlot slot) {
        return handle.compareAndSet(version, slot, UUID.randomUUID());
    }

    private List<InvoiceKey> dueAt(Instant now, int limit) {
        harness.catchUp();
        return store.due(SampleSlots.MERCHANT, now, limit);
    }

    private List<InvoiceKey> attention(Set<SlotStatus> statuses, int limit) {
        harness.catchUp();
        return store.attention(SampleSlots.MERCHANT, statuses, limit);
    }

    private PaymentAttempts secondHandle() {
        return harness.secondHandle().getOrElse(() -> abort("the store has a single handle"));
    }

    /** Where there is no row yet. */
    @DisplayName("An invoice nobody has touched")
    @Nested
    class Untouched {
        @DisplayName("reads as payable with the first key, in version 0, written by nobody")
        @Test
        void readsAsUntouched() {
            assertThat(store.read(INVOICE))
                    .isEqualTo(new StoredSlot(0, PaymentSlot.untouched(INVOICE), new UUID(0, 0)));
        }

        @DisplayName("has no history")
        @Test
        void hasNoHistory() {
            assertThat(store.history(INVOICE)).isEmpty();
        }

        @DisplayName("is left out when many are read")
        @Test
        void isLeftOut() {
            StoredSlot written = write(payable(OTHER, 1));
            harness.catchUp();

            assertThat(store.readAll(List.of(INVOICE, OTHER))).isEqualTo(Map.of(OTHER, written));
        }

        @DisplayName("is neither due nor in need of attention")
        @Test
        void asksForNothing() {
            store.read(INVOICE);

            assertThat(dueAt(Instant.parse("9999-12-31T00:00:00Z"), 10)).isEmpty();
            assertThat(attention(EnumSet.allOf(SlotStatus.class), 10)).isEmpty();
        }

        @DisplayName("stays untouched by being read")
        @Test
        void staysUntouched() {
            store.read(INVOICE);
            store.readAll(List.of(INVOICE));
            store.history(INVOICE);

            assertThat(tryToWrite(store, 0, payable(INVOICE, 1))).isEqualTo(WON);
            assertThat(store.history(INVOICE)).hasSize(1);
        }
    }

    /** The one operation on which the promise of the library rests. */
    @DisplayName("Compare and set")
    @Nested
    class CompareAndSet {
        @DisplayName("writes the first slot of an invoice as version 1")
        @Test
        void writesTheFirst() {
            PaymentSlot slot = fullest(INVOICE, SlotStatus.RESERVED).build();
            UUID writeId = UUID.randomUUID();

            assertThat(store.compareAndSet(0, slot, writeId)).isEqualTo(WON);

            assertThat(store.read(INVOICE)).isEqualTo(new StoredSlot(1, slot, writeId));
        }

        @DisplayName("raises the version by exactly 1 with every write")
        @Test
        void raisesTheVersion() {
            for (int i = 0; i < 12; i++) {
                assertThat(tryToWrite(store, i, payable(INVOICE, i))).isEqualTo(WON);
                assertThat(store.read(INVOICE).version()).isEqualTo(i + 1L);
            }
        }

        @DisplayName("GST-10 gives back the id of the write that was won, so that it can be recognised")
        @Test
        void givesBackTheWriteId() {
            UUID first = UUID.fromString("00000000-0000-0000-0000-000000000001");
            UUID second = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

            write(payable(INVOICE, 0), first);
            assertThat(store.read(INVOICE).writeId()).isEqualTo(first);
            write(payable(INVOICE, 1), second);
            assertThat(store.read(INVOICE).writeId()).isEqualTo(second);
        }

        @DisplayName("GST-09 is lost with a version that has been overtaken")
        @Test
        void losesWithAnOldVersion() {
            writeOften(INVOICE, 3);

            assertThat(tryToWrite(store, 2, payable(INVOICE, 9))).isEqualTo(LOST);
            assertThat(tryToWrite(store, 1, payable(INVOICE, 9))).isEqualTo(LOST);
        }

        @DisplayName("GST-09 is lost as a first write where there is a row already")
        @Test
        void losesAsFirstWrite() {
            write(payable(INVOICE, 0));

            assertThat(tryToWrite(store, 0, payable(INVOICE, 9))).isEqualTo(LOST);
        }

        @DisplayName("is lost with a version that has not been reached")
        @Test
        void losesWithAFutureVersion() {
            write(payable(INVOICE, 0));

            assertThat(tryToWrite(store, 2, payable(INVOICE, 9))).isEqualTo(LOST);
        }

        @DisplayName("is lost with a version where there is no row")
        @Test
        void losesWithoutARow() {
            assertThat(tryToWrite(store, 1, payable(INVOICE, 9))).isEqualTo(LOST);

            assertThat(store.read(INVOICE)).isEqualTo(StoredSlot.none(INVOICE));
            assertThat(store.history(INVOICE)).isEmpty();
        }

        @DisplayName("writes nothing when it is lost: slot, version and write id stay")
        @Test
        void losingLeavesTheSlot() {
            StoredSlot current = writeOften(INVOICE, 2).get(1);

            assertThat(tryToWrite(store, 1, fullest(INVOICE, SlotStatus.PAID).build()))
                    .isEqualTo(LOST);

            assertThat(store.read(INVOICE)).isEqualTo(current);
        }

        @DisplayName("writes no history when it is lost")
        @Test
        void losingLeavesTheHistory() {
            List<StoredSlot> written = writeOften(INVOICE, 2);

            assertThat(tryToWrite(store, 1, payable(INVOICE, 9))).isEqualTo(LOST);
            assertThat(tryToWrite(store, 5, payable(INVOICE, 9))).isEqualTo(LOST);

            assertThat(store.history(INVOICE)).isEqualTo(written);
        }

        @DisplayName("makes nothing due and nothing wanting attention when it is lost")
        @Test
        void losingLeavesTheLists() {
            writeOften(INVOICE, 2);

            assertThat(tryToWrite(store, 1, fullest(INVOICE, SlotStatus.REVIEW).build()))
                    .isEqualTo(LOST);

            assertThat(dueAt(NOON.plusSeconds(3_600), 10)).isEmpty();
            assertThat(attention(EnumSet.of(SlotStatus.REVIEW), 10)).isEmpty();
        }

        @DisplayName("can be won by the loser, once it has read again")
        @Test
        void loserCanGoOn() {
            writeOften(INVOICE, 2);
            assertThat(tryToWrite(store, 1, payable(INVOICE, 7))).isEqualTo(LOST);

            StoredSlot written = write(payable(INVOICE, 8));

            assertThat(written.version()).isEqualTo(3);
            assertThat(store.read(INVOICE)).isEqualTo(written);
        }

        @DisplayName("writes an equal slot again as a version of its own")
        @Test
        void writesEqualSlotsAgain() {
            PaymentSlot slot = fullest(INVOICE, SlotStatus.PENDING).build();
            write(slot);
            write(slot);

            assertThat(store.read(INVOICE).version()).isEqualTo(2);
            assertThat(store.history(INVOICE)).hasSize(2);
        }

        @DisplayName("leaves every other invoice alone")
        @Test
        void leavesOthersAlone() {
            StoredSlot other = write(fullest(OTHER, SlotStatus.PAID).build());

            writeOften(INVOICE, 3);

            assertThat(store.read(OTHER)).isEqualTo(other);
            assertThat(store.history(OTHER)).containsExactly(other);
        }

        @DisplayName("keeps the invoices of two merchants apart, though they bear the same number")
        @Test
        void keepsMerchantsApart() {
            InvoiceKey here = new InvoiceKey(new MerchantId("CRONUS"), new InvoiceNumber("1001"));
            InvoiceKey there = new InvoiceKey(new MerchantId("FABRIKAM"), new InvoiceNumber("1001"));
            StoredSlot written = write(payable(here, 4));

            assertThat(store.read(there)).isEqualTo(StoredSlot.none(there));
            assertThat(tryToWrite(store, 0, payable(there, 5))).isEqualTo(WON);
            assertThat(store.read(here)).isEqualTo(written);
            assertThat(store.history(there)).hasSize(1);
        }

        @DisplayName("keeps merchant and number apart, wherever the one ends and the other begins")
        @Test
        void keepsMerchantAndNumberApart() {
            assertApart(List.of(
                    new InvoiceKey(new MerchantId("A"), new InvoiceNumber("B/C")),
                    new InvoiceKey(new MerchantId("A/B"), new InvoiceNumber("C")),
                    new InvoiceKey(new MerchantId("A"), new InvoiceNumber("BC")),
                    new InvoiceKey(new MerchantId("AB"), new InvoiceNumber("C"))));
        }

        @DisplayName("compares numbers exactly: case, accents, width and inner blanks tell them apart")
        @Test
        void comparesNumbersExactly() {
            assertApart(Stream.of(
                            "inv 1",
                            "INV 1",
                            "Inv 1",
                            "inv  1",
                            "inv1",
                            "ínv 1",
                            "i\u0301nv 1",
                            "inv １",
                            "inv 01",
                            "inv_1",
                            "inv%1")
                    .map(SampleSlots::key)
                    .toList());
        }

        private void assertApart(List<InvoiceKey> keys) {
            for (int i = 0; i < keys.size(); i++) {
                assertThat(tryToWrite(store, 0, payable(keys.get(i), i))).isEqualTo(WON);
            }
            for (int i = 0; i < keys.size(); i++) {
                assertThat(store.read(keys.get(i)).slot()).isEqualTo(payable(keys.get(i), i));
                assertThat(store.history(keys.get(i))).hasSize(1);
            }
            harness.catchUp();
            assertThat(store.readAll(keys)).containsOnlyKeys(keys);
        }
    }

    /** Whatever a slot holds comes back as it was. */
    @DisplayName("A slot")
    @Nested
    class RoundTrip {
        @DisplayName("STA-05 comes back equal in every status, with all that may be missing and with none of it")
        @TestFactory
        Stream<DynamicTest> everyStatus() {
            return Stream.of(SlotStatus.values())
                    .flatMap(status -> Stream.of(
                            DynamicTest.dynamicTest(
                                    status + " with as little as there can be",
                                    () -> comesBackEqual(barest(key("bare " + status), status)
                                            .build())),
                            DynamicTest.dynamicTest(
                                    status + " with all there can be",
                                    () -> comesBackEqual(fullest(key("full " + status), status)
                                            .build()))));
        }

        @DisplayName("comes back without what an earlier version had")
        @Test
        void forgetsWhatWasCleared() {
            write(fullest(INVOICE, SlotStatus.PENDING).build());

            comesBackEqual(barest(INVOICE, SlotStatus.PAYABLE).build());
        }

        @DisplayName("comes back with every transition that can have made it")
        @TestFactory
        Stream<DynamicTest> everyTransition() {
            return Stream.of(Transition.values())
                    .map(transition -> DynamicTest.dynamicTest(
                            transition.name(),
                            () -> comesBackEqual(PaymentSlot.builder(
                                            key(transition.name()), SlotStatus.PAYABLE, SampleSlots.cause(transition))
                                    .build())));
        }

        @DisplayName("STA-04 comes back with every reason for attention")
        @TestFactory
        Stream<DynamicTest> everyAttention() {
            return Stream.of(Attention.values())
                    .map(attention -> DynamicTest.dynamicTest(
                            attention.name(),
                            () -> comesBackEqual(fullest(key(attention.name()), SlotStatus.REVIEW)
                                    .attention(Option.some(attention))
                                    .build())));
        }

        @DisplayName(
                "PAY-02 comes back with its exact amount, in currencies of no, two and three decimals, the largest included")
        @TestFactory
        Stream<DynamicTest> everyAmount() {
            return Stream.of("JPY", "USD", "KWD", "CLF")
                    .flatMap(currency -> LongStream.of(
                                    1, 125_001, Integer.MAX_VALUE + 2L, Long.MAX_VALUE - 1, Long.MAX_VALUE)
                            .mapToObj(minor -> Money.ofMinor(minor, Currency.getInstance(currency))))
                    .map(amount -> DynamicTest.dynamicTest(
                            amount.minorUnits() + " minor units of " + amount.currency(),
                            () -> comesBackEqual(
                                    barest(key(amount.currency() + " " + amount.minorUnits()), SlotStatus.RESERVED)
                                            .attempt(Option.some(SampleSlots.attempt(amount)))
                                            .build())));
        }

        @DisplayName("comes back with its times to the microsecond, from 1970 to 9999")
        @TestFactory
        Stream<DynamicTest> everyTime() {
            return Stream.of(
                            "1970-01-01T00:00:00Z",
                            "1970-01-01T00:00:00.000001Z",
                            "2026-03-29T01:30:00.999999Z", // the hour that clocks in Europe skip
                            "2026-10-25T01:30:00.000001Z", // the hour that they show twice
                            "2038-01-19T03:14:08.500Z",
                            "9999-12-31T23:59:59.999999Z")
                    .map(Instant::parse)
                    .map(at -> DynamicTest.dynamicTest(at.toString(), () -> comesBackEqual(at(at))));
        }

        private PaymentSlot at(Instant at) {
            Attempt attempt = SampleSlots.attempt();
            return PaymentSlot.builder(
                            key(at.toString()), SlotStatus.UNKNOWN, new Cause(Transition.CHECKED, at, "a", "b"))
                    .since(at)
                    .nextCheck(Option.some(at))
                    .attempt(
                            Option.some(new Attempt(attempt.id(), attempt.user(), attempt.amount(), attempt.key(), at)))
                    .build();
        }

        @DisplayName("comes back with four times that are told apart")
        @Test
        void keepsItsTimesApart() {
            Attempt attempt = SampleSlots.attempt();
            comesBackEqual(PaymentSlot.builder(
                            INVOICE, SlotStatus.UNKNOWN, new Cause(Transition.CHECKED, NOON.plusSeconds(2), "a", "b"))
                    .since(NOON.plusSeconds(1))
                    .nextCheck(Option.some(NOON.plusSeconds(3)))
                    .attempt(Option.some(new Attempt(
                            attempt.id(), attempt.user(), attempt.amount(), attempt.key(), NOON.plusSeconds(4))))
                    .build());
        }

        @DisplayName("comes back with times that differ by less than a microsecond from finer ones")
        @Test
        void mayCutFinerTimes() {
            Instant fine = Instant.parse("2026-11-02T12:00:00.123456789Z");
            write(since(INVOICE, SlotStatus.UNKNOWN, fine));

            assertThat(Duration.between(fine, store.read(INVOICE).slot().since())
                            .abs())
                    .isLessThan(Duration.ofNanos(1_000));
        }

        @DisplayName("comes back with the largest counts there can be")
        @Test
        void keepsLargeCounts() {
            comesBackEqual(fullest(INVOICE, SlotStatus.UNKNOWN)
                    .sequence(Integer.MAX_VALUE)
                    .checks(Integer.MAX_VALUE)
                    .build());
        }

        @DisplayName("comes back with texts of the greatest length, in letters of one to four bytes")
        @TestFactory
        Stream<DynamicTest> everyLength() {
            return Stream.of("a", "é", "€", "漢", "😀")
                    .map(letter -> DynamicTest.dynamicTest(letter, () -> comesBackEqual(asLongAsCanBe(letter))));
        }

        private PaymentSlot asLongAsCanBe(String letter) {
            InvoiceKey invoice =
                    new InvoiceKey(new MerchantId(letter.repeat(64)), new InvoiceNumber(letter.repeat(50)));
            return withTexts(
                    invoice,
                    letter.repeat(64),
                    letter.repeat(32),
                    letter.repeat(100),
                    letter.repeat(64),
                    List.of(letter.repeat(128), letter.repeat(127)),
                    letter.repeat(120),
                    letter.repeat(300));
        }

        @DisplayName("comes back with texts that need quoting")
        @TestFactory
        Stream<DynamicTest> everyText() {
            return Stream.of(
                            "O'Neill & \"Sons\"",
                            "'; DROP TABLE x; --",
                            "a\\b\\\\c\\n%s%%_{0}$1",
                            "[\"a\",\"b\"]",
                            "a,b;c|d/e:f\u00a0g",
                            "<a href=\"x\">é&amp;</a>",
                            "null",
                            "0",
                            "אבג ابج",
                            "e\u0301 ≠ é",
                            "\uFFFD?")
                    .map(text -> DynamicTest.dynamicTest(
                            text,
                            () -> comesBackEqual(withTexts(
                                    new InvoiceKey(new MerchantId(text), new InvoiceNumber(text)),
                                    text,
                                    text,
                                    text,
                                    text,
                                    List.of(text, text + " 2", "3 " + text),
                                    text,
                                    text))));
        }

        private PaymentSlot withTexts(
                InvoiceKey invoice,
                String account,
                String provider,
                String user,
                String key,
                List<String> payments,
                String actor,
                String evidence) {
            Attempt attempt = new Attempt(
                    new AttemptId(UUID.randomUUID()), user, Money.of("1.00", "USD"), new IdempotencyKey(key), NOON);
            return PaymentSlot.builder(
                            invoice, SlotStatus.PENDING, new Cause(Transition.ACCEPTED, NOON, actor, evidence))
                    .account(Option.some(new AccountId(account)))
                    .provider(Option.some(new ProviderId(provider)))
                    .attempt(Option.some(attempt))
                    .payments(payments.stream().map(PaymentId::new).toList())
                    .nextCheck(Option.some(NOON))
                    .build();
        }

        @DisplayName("comes back with an actor and an evidence that are empty")
        @Test
        void keepsEmptyTexts() {
            comesBackEqual(PaymentSlot.builder(
                            INVOICE, SlotStatus.PAYABLE, new Cause(Transition.CHECK_BROUGHT_FORWARD, NOON, "", ""))
                    .build());
        }

        @DisplayName("STA-06 comes back with many payments, in their order")
        @Test
        void keepsManyPayments() {
            comesBackEqual(fullest(INVOICE, SlotStatus.OVERPAID)
                    .payments(IntStream.range(0, 60)
                            .map(i -> (i * 37) % 60)
                            .mapToObj(i -> new PaymentId("pay-" + i))
                            .toList())
                    .build());
        }
    }

    /** Reading a list's worth of slots in one go. */
    @DisplayName("Reading many")
    @Nested
    class ReadAll {
        @DisplayName("COL-08 gives exactly the slots asked for, as they would be read one by one")
        @Test
        void givesWhatWasAsked() {
            StoredSlot first = write(fullest(INVOICE, SlotStatus.PENDING).build());
            write(payable(OTHER, 1));
            writeOften(key("PS-INV1003"), 3);
            harness.catchUp();

            assertThat(store.readAll(List.of(key("PS-INV1003"), INVOICE)))
                    .isEqualTo(Map.of(INVOICE, first, key("PS-INV1003"), store.read(key("PS-INV1003"))));
        }

        @DisplayName("gives nothing for no invoice")
        @Test
        void givesNothingForNothing() {
            write(payable(INVOICE, 1));
            harness.catchUp();

            assertThat(store.readAll(List.of())).isEmpty();
            assertThat(store.readAll(Set.of())).isEmpty();
        }

        @DisplayName("gives a slot once that is asked for twice")
        @Test
        void givesTwinsOnce() {
            StoredSlot written = write(payable(INVOICE, 1));
            harness.catchUp();

            assertThat(store.readAll(List.of(INVOICE, INVOICE, OTHER))).isEqualTo(Map.of(INVOICE, written));
        }

        @DisplayName("COL-08 takes more than a thousand invoices at once")
        @Test
        void takesMany() {
            List<InvoiceKey> keys =
                    IntStream.range(0, 1_500).mapToObj(i -> key("PS-INV" + i)).toList();
            Map<InvoiceKey, StoredSlot> written = new HashMap<>();
            for (int i = 0; i < keys.size(); i += 2) {
                written.put(keys.get(i), write(payable(keys.get(i), i)));
            }
            harness.catchUp();

            assertThat(store.readAll(keys)).isEqualTo(written);
        }
    }

    /** What the reconciler has to look at. */
    @DisplayName("The list of what is due")
    @Nested
    class Due {
        @DisplayName("STA-04 holds what is due now, and not what is due a microsecond later")
        @Test
        void holdsWhatIsDue() {
            write(due(INVOICE, NOON));
            write(due(OTHER, NOON.plusNanos(1_000)));

            assertThat(dueAt(NOON, 10)).containsExactly(INVOICE);
            assertThat(dueAt(NOON.minusNanos(1_000), 10)).isEmpty();
            assertThat(dueAt(NOON.plusNanos(1_000), 10)).containsExactly(INVOICE, OTHER);
        }

        @DisplayName("has the longest overdue first, whatever was written first")
        @Test
        void longestOverdueFirst() {
            List<Integer> minutes = List.of(5, 1, 9, 3, 7, 2, 8, 4, 6, 0);
            minutes.forEach(minute -> write(due(key("due " + minute), NOON.minusSeconds(60L * minute))));

            assertThat(dueAt(NOON, 20))
                    .containsExactlyElementsOf(minutes.stream()
                            .sorted(Comparator.reverseOrder())
                            .map(minute -> key("due " + minute))
                            .toList());
        }

        @DisplayName("holds at most as many as asked for, and those are the longest overdue")
        @Test
        void keepsToTheLimit() {
            IntStream.of(4, 2, 5, 1, 3).forEach(i -> write(due(key("due " + i), NOON.minusSeconds(i))));

            assertThat(dueAt(NOON, 2)).containsExactly(key("due 5"), key("due 4"));
            assertThat(dueAt(NOON, 1)).containsExactly(key("due 5"));
            assertThat(dueAt(NOON, 5)).hasSize(5);
        }

        @DisplayName("LIB-02 holds one merchant's invoices alone, and others take none of their places")
        @Test
        void holdsOneMerchant() {
            InvoiceKey there = new InvoiceKey(new MerchantId("FABRIKAM"), INVOICE.invoice());
            write(due(there, NOON.minusSeconds(60)));
            write(due(INVOICE, NOON));

            assertThat(dueAt(NOON, 1)).containsExactly(INVOICE);
            assertThat(store.due(there.merchant(), NOON, 10)).containsExactly(there);
            assertThat(store.due(new MerchantId("CONTOSO"), NOON, 10)).isEmpty();
        }

        @DisplayName("holds slots of every status that have a due time, and none without one")
        @Test
        void holdsEveryStatus() {
            for (SlotStatus status : SlotStatus.values()) {
                write(fullest(key("due " + status), status)
                        .nextCheck(Option.some(NOON))
                        .build());
            }
            write(barest(key("never"), SlotStatus.PAYABLE).build());
            write(barest(key("nor this"), SlotStatus.PAID).build());

            assertThat(dueAt(NOON, 20))
                    .containsExactlyInAnyOrderElementsOf(Stream.of(SlotStatus.values())
                            .map(status -> key("due " + status))
                            .toList());
        }

        @DisplayName("follows the last write: what is put off or done with is due no longer")
        @Test
        void followsTheLastWrite() {
            write(due(INVOICE, NOON));
            write(due(OTHER, NOON));
            write(due(INVOICE, NOON.plusSeconds(60)));
            write(payable(OTHER, 1));

            assertThat(dueAt(NOON, 10)).isEmpty();
            assertThat(dueAt(NOON.plusSeconds(60), 10)).containsExactly(INVOICE);
        }

        @DisplayName("can be read at the ends of time")
        @Test
        void takesAnyTime() {
            write(due(INVOICE, NOON));

            assertThat(dueAt(Instant.EPOCH, 10)).isEmpty();
            assertThat(dueAt(Instant.parse("9999-12-31T23:59:59.999999Z"), Integer.MAX_VALUE))
                    .containsExactly(INVOICE);
        }
    }

    /** What an operator has to look at. */
    @DisplayName("The list of what needs attention")
    @Nested
    class AttentionList {
        @DisplayName("STA-04 holds every slot in one of the statuses asked for, and no other")
        @Test
        void holdsTheStatuses() {
            for (SlotStatus status : SlotStatus.values()) {
                write(fullest(key(status.name()), status)
                        .attention(
                                status == SlotStatus.REVIEW ? Option.some(Attention.RECORDS_CONFLICT) : Option.none())
                        .build());
            }

            for (SlotStatus status : SlotStatus.values()) {
                List<InvoiceKey> listed = new ArrayList<>(attention(EnumSet.of(status), 20));
                listed.remove(key("REVIEW")); // it always needs attention
                assertThat(listed).isEqualTo(status == SlotStatus.REVIEW ? List.of() : List.of(key(status.name())));
            }
        }

        @DisplayName("LIB-02 holds one merchant's invoices alone, and others take none of their places")
        @Test
        void holdsOneMerchant() {
            InvoiceKey there = new InvoiceKey(new MerchantId("FABRIKAM"), INVOICE.invoice());
            write(since(there, SlotStatus.REVIEW, NOON.minusSeconds(60)));
            write(since(INVOICE, SlotStatus.REVIEW, NOON));
            write(since(new InvoiceKey(there.merchant(), OTHER.invoice()), SlotStatus.PENDING, NOON.minusSeconds(60)));
            write(since(OTHER, SlotStatus.PENDING, NOON.plusSeconds(1)));

            assertThat(attention(EnumSet.of(SlotStatus.PENDING), 2)).containsExactly(INVOICE, OTHER);
            assertThat(store.attention(there.merchant(), Set.of(), 10)).containsExactly(there);
        }

        @DisplayName("STA-04 holds every slot that needs attention, whatever its status")
        @Test
        void holdsTheFlagged() {
            write(since(key("quiet"), SlotStatus.PAID, NOON));
            write(fullest(key("flagged"), SlotStatus.PAID)
                    .attention(Option.some(Attention.PAID_BUT_OPEN))
                    .build());

            assertThat(attention(Set.of(), 10)).containsExactly(key("flagged"));
            assertThat(attention(EnumSet.of(SlotStatus.PENDING), 10)).containsExactly(key("flagged"));
        }

        @DisplayName("holds a slot once that qualifies twice")
        @Test
        void holdsTwinsOnce() {
            write(fullest(INVOICE, SlotStatus.OVERPAID)
                    .attention(Option.some(Attention.OVERPAID))
                    .build());

            assertThat(attention(EnumSet.of(SlotStatus.OVERPAID), 10)).containsExactly(INVOICE);
        }

        @DisplayName("is in the order in which the statuses were entered, and holds at most as many as asked for")
        @Test
        void isInOrder() {
            IntStream.of(3, 1, 4, 0, 2)
                    .forEach(i -> write(since(key("since " + i), SlotStatus.PENDING, NOON.plusSeconds(i))));
            write(fullest(key("flagged"), SlotStatus.PAID)
                    .since(NOON.plusMillis(1_500))
                    .build());

            assertThat(attention(EnumSet.of(SlotStatus.PENDING), 20))
                    .containsExactly(
                            key("since 0"),
                            key("since 1"),
                            key("flagged"),
                            key("since 2"),
                            key("since 3"),
                            key("since 4"));
            assertThat(attention(EnumSet.of(SlotStatus.PENDING), 2)).containsExactly(key("since 0"), key("since 1"));
        }

        @DisplayName("follows the last write: what has been cleared up is listed no longer")
        @Test
        void followsTheLastWrite() {
            write(fullest(INVOICE, SlotStatus.REVIEW).build());
            write(payable(INVOICE, 1));

            assertThat(attention(EnumSet.of(SlotStatus.REVIEW), 10)).isEmpty();
        }
    }

    /** What the audit reads. */
    @DisplayName("The history")
    @Nested
    class History {
        @DisplayName("STA-05 holds every slot that ever won, oldest first, just as it was written")
        @Test
        void holdsAllThatWon() {
            List<StoredSlot> written = new ArrayList<>();
            for (SlotStatus status : SlotStatus.values()) {
                written.add(write(fullest(INVOICE, status).build()));
            }

            assertThat(store.history(INVOICE)).isEqualTo(written);
        }

        @DisplayName("STA-05 has versions from 1 without a gap, also when there are many")
        @Test
        void hasNoGap() {
            writeOften(INVOICE, 150);

            assertThat(store.history(INVOICE))
                    .extracting(StoredSlot::version)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 150).boxed().toList());
        }

        @DisplayName("ends with the slot that is read")
        @Test
        void endsWithTheCurrentSlot() {
            writeOften(INVOICE, 3);

            assertThat(store.history(INVOICE)).endsWith(store.read(INVOICE));
        }

        @DisplayName("PAY-04 holds nothing of another invoice")
        @Test
        void holdsNothingElse() {
            List<StoredSlot> written = writeOften(INVOICE, 2);
            writeOften(OTHER, 3);

            assertThat(store.history(INVOICE)).isEqualTo(written);
        }
    }

    /** What has been handed out is the caller's, what was handed in stays the caller's. */
    @DisplayName("What the store hands out")
    @Nested
    class Aliasing {
        @DisplayName("does not change by later writes")
        @Test
        void isASnapshot() {
            StoredSlot first = write(fullest(INVOICE, SlotStatus.REVIEW).build());
            harness.catchUp();
            Map<InvoiceKey, StoredSlot> all = store.readAll(List.of(INVOICE));
            List<StoredSlot> history = store.history(INVOICE);
            List<InvoiceKey> due = store.due(SampleSlots.MERCHANT, NOON.plusSeconds(60), 10);
            List<InvoiceKey> attention = store.attention(SampleSlots.MERCHANT, Set.of(), 10);

            write(payable(INVOICE, 4));

            assertThat(all).isEqualTo(Map.of(INVOICE, first));
            assertThat(history).containsExactly(first);
            assertThat(due).containsExactly(INVOICE);
            assertThat(attention).containsExactly(INVOICE);
        }

        @DisplayName("STA-05 can be changed by nobody to the store's harm")
        @Test
        void cannotBeChanged() {
            StoredSlot written = write(fullest(INVOICE, SlotStatus.REVIEW).build());
            harness.catchUp();

            tryToClear(store.history(INVOICE));
            tryToClear(store.readAll(List.of(INVOICE)).values());
            tryToClear(store.due(SampleSlots.MERCHANT, NOON.plusSeconds(60), 10));
            tryToClear(store.attention(SampleSlots.MERCHANT, Set.of(), 10));

            assertThat(store.history(INVOICE)).containsExactly(written);
            assertThat(store.read(INVOICE)).isEqualTo(written);
            assertThat(store.readAll(List.of(INVOICE))).isEqualTo(Map.of(INVOICE, written));
            assertThat(store.due(SampleSlots.MERCHANT, NOON.plusSeconds(60), 10))
                    .containsExactly(INVOICE);
            assertThat(store.attention(SampleSlots.MERCHANT, Set.of(), 10)).containsExactly(INVOICE);
        }

        private void tryToClear(Collection<?> handedOut) {
            try {
                handedOut.clear();
            } catch (UnsupportedOperationException e) {
                assertThat(handedOut).as("what cannot be changed").isNotEmpty();
            }
        }

        @DisplayName("does not hang on what was handed in")
        @Test
        void keepsNothingThatWasHandedIn() {
            StoredSlot written = write(barest(INVOICE, SlotStatus.PENDING).build());
            harness.catchUp();
            List<InvoiceKey> asked = new ArrayList<>(List.of(INVOICE));
            Set<SlotStatus> statuses = EnumSet.of(SlotStatus.PENDING);

            Map<InvoiceKey, StoredSlot> all = store.readAll(asked);
            List<InvoiceKey> attention = store.attention(SampleSlots.MERCHANT, statuses, 10);
            asked.clear();
            statuses.clear();

            assertThat(all).isEqualTo(Map.of(INVOICE, written));
            assertThat(attention).containsExactly(INVOICE);
        }
    }

    /** Many at the same moment: linearizable, one winner for each version. */
    @DisplayName("When many write at once")
    @Nested
    class Races {
        @DisplayName("GST-09 one of 64 threads wins an invoice nobody has touched, and all others lose")
        @Test
        void oneFirstWriter() {
            List<CasResult> results = Together.run(CROWD, i -> tryToWrite(store, 0, payable(INVOICE, i)));

            assertThat(results).containsOnlyOnce(WON);
            assertThat(results.stream().filter(result -> result == LOST)).hasSize(CROWD - 1);
            assertThat(store.read(INVOICE).version()).isEqualTo(1);
            assertThat(store.read(INVOICE).slot().sequence()).isEqualTo(results.indexOf(WON));
        }

        @DisplayName("GST-09 one of 64 threads wins the next version of an invoice, and all others lose")
        @Test
        void oneNextWriter() {
            writeOften(INVOICE, 3);

            List<CasResult> results = Together.run(CROWD, i -> tryToWrite(store, 3, payable(INVOICE, i)));

            assertThat(results).containsOnlyOnce(WON);
            assertThat(results.stream().filter(result -> result == LOST)).hasSize(CROWD - 1);
            assertThat(store.read(INVOICE).slot().sequence()).isEqualTo(results.indexOf(WON));
        }

        @DisplayName("GST-09 each of many invoices has one winner")
        @Test
        void oneWriterForEach() {
            int invoices = 100;
            int threads = 8;

            List<List<CasResult>> results = Together.run(
                    threads,
                    thread -> IntStream.range(0, invoices)
                            .mapToObj(i -> tryToWrite(store, 0, payable(key("raced " + i), thread)))
                            .toList());

            for (int i = 0; i < invoices; i++) {
                int invoice = i;
                List<CasResult> ofOne =
                        results.stream().map(r -> r.get(invoice)).toList();
                assertThat(ofOne).containsOnlyOnce(WON);
                assertThat(store.read(key("raced " + i)).slot().sequence()).isEqualTo(ofOne.indexOf(WON));
            }
        }

        @DisplayName("LIB-08 every version is won once, none is left out, and the history tells the winners in order")
        @Test
        void everyVersionOnce() {
            List<List<Long>> won = Together.run(8, thread -> winVersions(store, 20, thread));

            List<Long> versions = won.stream().flatMap(List::stream).sorted().toList();
            assertThat(versions)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 8 * 20).boxed().toList());
            List<StoredSlot> history = store.history(INVOICE);
            assertThat(history).extracting(StoredSlot::version).isEqualTo(versions);
            for (int thread = 0; thread < won.size(); thread++) {
                for (long version : won.get(thread)) {
                    assertThat(history.get((int) version - 1).slot().sequence()).isEqualTo(thread);
                }
            }
        }

        /** Reads and writes until it has won so often; the versions it has won. */
        private List<Long> winVersions(PaymentAttempts handle, int times, int mark) {
            List<Long> won = new ArrayList<>();
            for (int tries = 0; won.size() < times; tries++) {
                assertThat(tries).as("tries, of which %s have won", won.size()).isLessThan(MOST_TRIES);
                long version = handle.read(INVOICE).version();
                if (tryToWrite(handle, version, payable(INVOICE, mark)) == WON) {
                    won.add(version + 1);
                }
            }
            return won;
        }

        @DisplayName("GST-10 no read is older than a write that was known to have won before it began")
        @Test
        void readsAreNeverStale() {
            AtomicLong known = new AtomicLong();

            List<Long> stale = Together.run(6, thread -> {
                long staleReads = 0;
                for (int i = 0; i < 60; i++) {
                    long atLeast = known.get();
                    long version = store.read(INVOICE).version();
                    staleReads += version < atLeast ? 1 : 0;
                    if (tryToWrite(store, version, payable(INVOICE, thread)) == WON) {
                        known.accumulateAndGet(version + 1, Math::max);
                    }
                }
                return staleReads;
            });

            assertThat(stale).containsOnly(0L);
        }

        @DisplayName("slot, version and write id that are read together belong together")
        @Test
        void readsAreWhole() {
            List<UUID> ids = Stream.generate(UUID::randomUUID).limit(8).toList();

            List<Boolean> torn = Together.run(8, mark -> {
                boolean mixed = false;
                for (int i = 0; i < 40; i++) {
                    StoredSlot seen = store.read(INVOICE);
                    mixed |= seen.version() > 0
                            && !seen.writeId().equals(ids.get(seen.slot().sequence()));
                    store.compareAndSet(seen.version(), payable(INVOICE, mark), ids.get(mark));
                }
                return mixed;
            });

            assertThat(torn).containsOnly(false);
        }

        @DisplayName("LIB-08 two nodes share the versions of an invoice between them")
        @Test
        void twoNodesRace() {
            List<PaymentAttempts> nodes = List.of(store, secondHandle());

            List<List<Long>> won = Together.run(4, thread -> winVersions(nodes.get(thread % 2), 20, thread));

            assertThat(won.stream().flatMap(List::stream).sorted())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 4 * 20).boxed().toList());
        }
    }

    /** Another node of the storefront. */
    @DisplayName("Another node")
    @Nested
    class OtherNode {
        @DisplayName("LIB-08 reads at once what this one has won")
        @Test
        void readsWhatWasWon() {
            PaymentAttempts other = secondHandle();
            for (int i = 0; i < 10; i++) {
                StoredSlot written = write(payable(INVOICE, i));

                assertThat(other.read(INVOICE)).isEqualTo(written);
                assertThat(other.history(INVOICE)).hasSize(i + 1);
            }
        }

        @DisplayName("STA-05 reads slots of every kind just as this one has written them")
        @Test
        void readsEveryKind() {
            List<StoredSlot> written = writeOneOfEachKind();

            assertHolds(secondHandle(), written);
        }

        @DisplayName("GST-09 loses against what this one has won")
        @Test
        void losesAgainstThisOne() {
            PaymentAttempts other = secondHandle();
            long version = other.read(INVOICE).version();
            StoredSlot written = write(payable(INVOICE, 1));

            assertThat(tryToWrite(other, version, payable(INVOICE, 2))).isEqualTo(LOST);
            assertThat(store.read(INVOICE)).isEqualTo(written);
        }

        @DisplayName("GST-09 makes this one lose by what it has won")
        @Test
        void winsAgainstThisOne() {
            long version = write(payable(INVOICE, 1)).version();
            assertThat(tryToWrite(secondHandle(), version, payable(INVOICE, 2))).isEqualTo(WON);

            assertThat(tryToWrite(store, version, payable(INVOICE, 3))).isEqualTo(LOST);
            assertThat(store.read(INVOICE).slot()).isEqualTo(payable(INVOICE, 2));
        }
    }

    /** For stores that outlive their process. */
    @DisplayName("After a restart")
    @Nested
    class Restart {
        private void restart() {
            harness.restart().orSkip();
            store = harness.attempts();
        }

        @DisplayName("GST-10 slots, versions and write ids are as they were")
        @Test
        void slotsSurvive() {
            writeOften(OTHER, 3);
            StoredSlot written = write(fullest(INVOICE, SlotStatus.SENDING).build());
            StoredSlot other = store.read(OTHER);

            restart();

            assertReads(store, written);
            assertReads(store, other);
            assertThat(store.readAll(List.of(INVOICE, OTHER))).isEqualTo(Map.of(INVOICE, written, OTHER, other));
        }

        @DisplayName("STA-05 slots of every kind come back just as they were written")
        @Test
        void everyKindSurvives() {
            List<StoredSlot> written = writeOneOfEachKind();

            restart();

            assertHolds(store, written);
        }

        @DisplayName("GST-09 an overtaken version still loses, and the next one wins")
        @Test
        void versionsSurvive() {
            writeOften(INVOICE, 3);

            restart();

            assertThat(tryToWrite(store, 0, payable(INVOICE, 9))).isEqualTo(LOST);
            assertThat(tryToWrite(store, 2, payable(INVOICE, 9))).isEqualTo(LOST);
            assertThat(tryToWrite(store, 3, payable(INVOICE, 9))).isEqualTo(WON);
        }

        @DisplayName("STA-05 the history is as it was")
        @Test
        void historySurvives() {
            List<StoredSlot> written = writeOften(INVOICE, 20);

            restart();

            assertThat(Told.of(store.history(INVOICE))).isEqualTo(Told.of(written));
        }

        @DisplayName("STA-04 what was due is due, and what needed attention needs it")
        @Test
        void listsSurvive() {
            write(due(INVOICE, NOON));
            write(fullest(OTHER, SlotStatus.REVIEW).build());

            restart();

            assertThat(dueAt(NOON, 10)).containsExactly(INVOICE);
            assertThat(attention(Set.of(), 10)).containsExactly(OTHER);
        }
    }

    /** When the connection dies on the way. */
    @DisplayName("A write whose connection dies")
    @Nested
    class LostConnection {
        @DisplayName(
                "GST-10 before anything is written is unknown, and leaves version, slot, history and lists as they were")
        @Test
        void isNotWritten() {
            List<StoredSlot> written = writeOften(INVOICE, 2);
            harness.loseNextWrite().orSkip();

            assertThat(tryToWrite(store, 2, fullest(INVOICE, SlotStatus.REVIEW).build()))
                    .isEqualTo(UNKNOWN);

            assertThat(store.read(INVOICE)).isEqualTo(written.get(1));
            assertThat(store.history(INVOICE)).isEqualTo(written);
            assertThat(attention(Set.of(), 10)).isEmpty();
        }

        @DisplayName("GST-10 before anything is written can be made again")
        @Test
        void canBeMadeAgain() {
            harness.loseNextWrite().orSkip();
            assertThat(tryToWrite(store, 0, payable(INVOICE, 1))).isEqualTo(UNKNOWN);

            StoredSlot written = write(payable(INVOICE, 2));

            assertThat(written.version()).isEqualTo(1);
            assertThat(store.history(INVOICE)).containsExactly(written);
        }

        @DisplayName("GST-10 after it was written is unknown, and recognised by its id when it is read")
        @Test
        void isRecognised() {
            List<StoredSlot> earlier = writeOften(INVOICE, 2);
            PaymentSlot slot = fullest(INVOICE, SlotStatus.SENDING).build();
            UUID writeId = UUID.randomUUID();
            harness.loseNextAnswer().orSkip();

            assertThat(store.compareAndSet(2, slot, writeId)).isEqualTo(UNKNOWN);

            StoredSlot written = new StoredSlot(3, slot, writeId);
            assertThat(store.read(INVOICE)).isEqualTo(written);
            assertThat(store.history(INVOICE)).containsExactly(earlier.get(0), earlier.get(1), written);
        }

        @DisplayName("GST-10 after it was written as the first is unknown, and recognised by its id when it is read")
        @Test
        void isRecognisedAsTheFirst() {
            UUID writeId = UUID.randomUUID();
            harness.loseNextAnswer().orSkip();

            assertThat(store.compareAndSet(0, payable(INVOICE, 1), writeId)).isEqualTo(UNKNOWN);

            assertThat(store.read(INVOICE)).isEqualTo(new StoredSlot(1, payable(INVOICE, 1), writeId));
            assertThat(tryToWrite(store, 0, payable(INVOICE, 2))).isEqualTo(LOST);
        }

        @DisplayName("GST-09 after it was lost is never said to have won")
        @Test
        void losesAllTheSame() {
            StoredSlot current = writeOften(INVOICE, 2).get(1);
            harness.loseNextAnswer().orSkip();

            assertThat(tryToWrite(store, 1, payable(INVOICE, 9))).isIn(LOST, UNKNOWN);

            assertThat(store.read(INVOICE)).isEqualTo(current);
            assertThat(store.history(INVOICE)).hasSize(2);
        }
    }

    /** When the store is away. */
    @DisplayName("A store that cannot be reached")
    @Nested
    class Unavailable {
        @DisplayName("says so to whoever reads")
        @Test
        void readersAreTold() {
            write(fullest(INVOICE, SlotStatus.PENDING).build());
            harness.disconnect().orSkip();

            assertThatThrownBy(() -> store.read(INVOICE)).isInstanceOf(AttemptsUnavailableException.class);
            assertThatThrownBy(() -> store.readAll(List.of(INVOICE))).isInstanceOf(AttemptsUnavailableException.class);
            assertThatThrownBy(() -> store.due(SampleSlots.MERCHANT, NOON, 10))
                    .isInstanceOf(AttemptsUnavailableException.class);
            assertThatThrownBy(() -> store.attention(SampleSlots.MERCHANT, Set.of(), 10))
                    .isInstanceOf(AttemptsUnavailableException.class);
            assertThatThrownBy(() -> store.history(INVOICE)).isInstanceOf(AttemptsUnavailableException.class);
        }

        @DisplayName("GST-10 answers whoever writes that it is unknown")
        @Test
        void writersAreTold() {
            harness.disconnect().orSkip();

            assertThat(tryToWrite(store, 0, payable(INVOICE, 1))).isEqualTo(UNKNOWN);
        }

        @DisplayName("GST-10 has kept what was won when it is back, and works again")
        @Test
        void comesBack() {
            StoredSlot written = write(fullest(INVOICE, SlotStatus.SENDING).build());
            harness.disconnect().orSkip();
            assertThatThrownBy(() -> store.read(INVOICE)).isInstanceOf(AttemptsUnavailableException.class);
            harness.reconnect();

            assertThat(store.read(INVOICE)).isEqualTo(written);
            write(payable(INVOICE, 1));
            assertThat(new HashSet<>(store.history(INVOICE))).hasSize(2);
        }
    }
}
