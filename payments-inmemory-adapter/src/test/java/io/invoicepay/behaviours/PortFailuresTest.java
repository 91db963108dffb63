package io.invoicepay.behaviours;

import static io.invoicepay.behaviours.Shop.AMOUNT;
import static io.invoicepay.behaviours.Shop.ANN;
import static io.invoicepay.behaviours.Shop.INVOICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invoicepay.attempt.Attention;
import io.invoicepay.attempt.Patience;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.checkout.InvoiceRow;
import io.invoicepay.checkout.PayState;
import io.invoicepay.engine.Engine;
import io.invoicepay.inmemory.FaultyAttempts;
import io.invoicepay.inmemory.FaultyAttempts.Fault;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.Plan;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.invoice.OpenItems;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.payment.Refusals;
import io.invoicepay.payment.StandardRefusal;
import io.invoicepay.provider.Capabilities;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.spi.AttemptsUnavailableException;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.InvoicePage;
import io.invoicepay.spi.InvoiceSource;
import io.invoicepay.spi.PageRequest;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.PaymentListener;
import io.invoicepay.spi.PaymentProvider;
import io.invoicepay.spi.StoredSlot;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.net.URI;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A port that fails")
class PortFailuresTest {
    private static final String DOWN = AttemptsUnavailableException.class.getName();
    private static final String BUG = IllegalStateException.class.getName();

    private final Shop shop = new Shop();
    private final FaultyAttempts store = FaultyAttempts.over(shop.attempts);
    private final OddProvider provider = new OddProvider(shop.provider);
    private final Failures failures = new Failures();
    private final InvoicePayments payments = wire(shop.invoices, store);

    private InvoicePayments wire(InvoiceSource source, PaymentAttempts attempts) {
        return shop.wire(source, attempts, b -> b.provider(provider).listener(failures));
    }

    private PaymentOutcome pay(InvoicePayments node, String token) {
        return node.payNow(ANN, token, Shop.card(node, "tok-good"));
    }

    @Test
    @DisplayName("GST-10 a store that cannot be read when Pay Now is pressed charges nothing, and the host is told")
    void storeUnreadable() {
        String token = shop.open().token();
        store.nextReads(Fault.UNAVAILABLE);

        assertThat(pay(payments, token)).isEqualTo(new PaymentOutcome.NotCharged(NotChargedReason.STORE_UNAVAILABLE));
        assertThat(failures.told).containsExactly("None store: read " + DOWN);
        assertThat(shop.ledger()).isEmpty();
    }

    @Test
    @DisplayName("GST-10 a reservation that the store does not confirm charges nothing")
    void reservationNotConfirmed() {
        String token = shop.open().token();
        store.nextWrites(Fault.UNKNOWN_NOT_WRITTEN);

        assertThat(pay(payments, token)).isEqualTo(new PaymentOutcome.NotCharged(NotChargedReason.STORE_UNAVAILABLE));
        assertThat(shop.ledger()).isEmpty();
        assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
    }

    @Test
    @DisplayName(
            "GST-05 what was looked at before the store took too long is not charged on, and the invoice is free again")
    void slowArming() {
        String token = shop.open().token();
        InvoicePayments slow = wire(
                shop.invoices,
                new WriteHook(
                        shop.attempts,
                        next -> shop.clock.advance(
                                next.status() == SlotStatus.SENDING
                                        ? Patience.standard().reservation()
                                        : Duration.ZERO)));

        assertThat(pay(slow, token)).isEqualTo(new PaymentOutcome.NotCharged(NotChargedReason.STORE_UNAVAILABLE));

        assertThat(failures.told).containsExactly("None store or listener: too slow for a charge to follow " + BUG);
        assertThat(shop.ledger()).isEmpty();
        assertThat(shop.payments.explain(ANN, INVOICE).get().status()).isEqualTo(SlotStatus.PAYABLE);
        assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
    }

    @Test
    @DisplayName("LIB-02 a store that refuses a write although nobody else has written is told to the host")
    void atOddsWithItself() {
        String token = shop.open().token();
        store.nextWrites(Fault.LOST);

        assertThat(pay(payments, token)).isEqualTo(new PaymentOutcome.NotCharged(NotChargedReason.STORE_UNAVAILABLE));
        assertThat(failures.told).containsExactly("None store: compare and set default/" + INVOICE + " " + BUG);
    }

    @Test
    @DisplayName("GST-10 a store that throws on a write, or cannot be read after it, has confirmed nothing")
    void writeThrows() {
        String token = shop.open().token();
        InvoicePayments throwing = wire(shop.invoices, new WriteHook(shop.attempts, next -> {
            throw new AttemptsUnavailableException("down");
        }));
        assertThat(pay(throwing, token)).isEqualTo(new PaymentOutcome.NotCharged(NotChargedReason.STORE_UNAVAILABLE));
        assertThat(failures.told).containsExactly("None store: compare and set " + DOWN);

        store.nextReads(Fault.NONE, Fault.UNAVAILABLE);
        store.nextWrites(Fault.UNKNOWN_WRITTEN);
        assertThat(pay(payments, token)).isEqualTo(new PaymentOutcome.NotCharged(NotChargedReason.STORE_UNAVAILABLE));
        assertThat(failures.told).last().isEqualTo("None store: read " + DOWN);
        assertThat(shop.ledger()).isEmpty();
    }

    @Test
    @DisplayName(
            "VAL-09 a rule of the host's that throws at Pay Now charges nothing, keeps nothing reserved, and the host is told")
    void ruleThrows() {
        AtomicBoolean broken = new AtomicBoolean();
        InvoicePayments ruled = shop.wire(
                shop.invoices,
                shop.attempts,
                b -> b.provider(provider).listener(failures).rule((customer, invoice) -> {
                    if (broken.get()) {
                        throw new IllegalStateException("no answer from the rights of users");
                    }
                    return Option.none();
                }));
        String token = ruled.open(ANN, INVOICE).get().token();
        broken.set(true);
        assertThat(pay(ruled, token)).isEqualTo(new PaymentOutcome.NotCharged(NotChargedReason.INVOICES_UNAVAILABLE));
        assertThat(failures.told).containsExactly("None rules java.lang.IllegalStateException");
        assertThat(shop.ledger()).isEmpty();

        broken.set(false);
        assertThat(pay(ruled, token)).isInstanceOf(PaymentOutcome.Pending.class);
    }

    @Test
    @DisplayName(
            "PAY-04 an invoice source that answers with another account's invoice, or with a null, has nothing charged at Pay Now")
    void foreignInvoice() {
        String token = shop.open().token();
        Invoice foreign = Invoice.of(INVOICE, Shop.STRANGER.account(), Shop.AMOUNT);
        InvoicePayments mixed = wire(sourceOf(Option.some(foreign)), shop.attempts);
        assertThat(pay(mixed, token))
                .isEqualTo(new PaymentOutcome.Refused(Refusals.of(StandardRefusal.UNKNOWN_INVOICE), Option.none()));
        InvoicePayments hollow = wire(sourceOf(Option.some(null)), shop.attempts);
        assertThat(pay(hollow, token)).isEqualTo(new PaymentOutcome.NotCharged(NotChargedReason.INVOICES_UNAVAILABLE));

        assertThat(shop.ledger()).isEmpty();
        assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
    }

    @Test
    @DisplayName("Pay Now without what the customer has entered is a mistake of the host's, and touches nothing")
    @SuppressWarnings("NullAway") // that is the mistake
    void nothingEntered() {
        String token = shop.open().token();

        assertThatThrownBy(() -> payments.payNow(ANN, token, null)).isInstanceOf(NullPointerException.class);
        assertThat(shop.payments.explain(ANN, INVOICE).get().status()).isEqualTo(SlotStatus.PAYABLE);
        assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
    }

    @Test
    @DisplayName("VAL-02 without the store no dialog opens, and the host is told")
    void noDialog() {
        store.nextReads(Fault.UNAVAILABLE);

        assertThat(payments.open(ANN, INVOICE).getLeft()).isEqualTo(Refusals.of(StandardRefusal.PAYMENTS_UNAVAILABLE));
        assertThat(failures.told).containsExactly("None store: read " + DOWN);
    }

    @Test
    @DisplayName("COL-08 without the store the list offers nothing to pay, and the host is told")
    void noColumn() {
        store.nextReads(Fault.UNAVAILABLE);

        assertThat(Shop.column(payments)).isNotEqualTo(PayState.PAY);
        assertThat(failures.told).containsExactly("None store: read all " + DOWN);
    }

    @Test
    @DisplayName("POR-03 that the store cannot be read afterwards keeps no portal shut, and the host is told")
    void portalNotWatched() {
        store.nextReads(Fault.NONE, Fault.UNAVAILABLE);

        assertThat(payments.portal(ANN, INVOICE).isRight()).isTrue();
        assertThat(failures.told).containsExactly("None store: read " + DOWN);
    }

    @Test
    @DisplayName("STA-05 without the store there is neither history nor explanation, and the host is told")
    void nothingToExplain() {
        store.nextReads(Fault.UNAVAILABLE, Fault.UNAVAILABLE);

        assertThat(payments.history(ANN, INVOICE).getLeft())
                .isEqualTo(Refusals.of(StandardRefusal.PAYMENTS_UNAVAILABLE));
        assertThat(payments.explain(ANN, INVOICE).getLeft())
                .isEqualTo(Refusals.of(StandardRefusal.PAYMENTS_UNAVAILABLE));
        assertThat(failures.told).hasSize(2).containsOnly("None store: read " + DOWN);
    }

    @Test
    @DisplayName("An adapter's bugs are told to the host with the provider's name and the kind of the exception alone")
    void adapterFails() {
        provider.findFails = true;
        assertThat(payments.open(ANN, INVOICE).getLeft()).isEqualTo(Refusals.of(StandardRefusal.PROVIDER_UNREACHABLE));
        provider.findFails = false;
        provider.portalFails = true;
        assertThat(payments.portal(ANN, INVOICE).getLeft())
                .isEqualTo(Refusals.of(StandardRefusal.PROVIDER_UNREACHABLE));
        shop.provider.next(Plan.approve().throwingAfter());
        pay(payments, shop.open().token());

        assertThat(failures.told)
                .extracting(told -> told.substring(0, told.lastIndexOf(' ')))
                .containsExactly(
                        "Some(in-memory) provider: find",
                        "Some(in-memory) provider: portal",
                        "Some(in-memory) provider: charge");
        assertThat(failures.told.subList(0, 2)).allMatch(told -> told.endsWith(BUG));
        assertThat(failures.told.toString()).doesNotContain("a bug of");
    }

    @Test
    @DisplayName("STA-01 a paid invoice stays paid while the ERP cannot be read, and the host is told")
    void sourceFails() {
        shop.provider.next(Plan.complete());
        shop.pay();
        InvoicePayments blind = wire(new Broken(), shop.attempts);
        shop.clock.advance(Duration.ofMinutes(1));

        assertThat(blind.reconciliation().checkDue(10).checked()).isEqualTo(1);
        assertThat(failures.told).containsExactly("None invoice source: invoice " + BUG);
        assertThat(shop.payments.explain(ANN, INVOICE).get().status()).isEqualTo(SlotStatus.PAID);
        assertThat(shop.payments.explain(ANN, INVOICE).get().checks()).isEqualTo(1);
    }

    @Test
    @DisplayName("GST-09 Pay Now on an invoice in other hands, which cannot be read just now, charges nothing")
    void heldAndUnreadable() {
        String token = shop.open().token();
        shop.pay();

        assertThat(pay(wire(new Broken(), shop.attempts), token))
                .isEqualTo(new PaymentOutcome.NotCharged(NotChargedReason.INVOICES_UNAVAILABLE));
        assertThat(failures.told).containsExactly("None invoice source: invoice " + BUG);
        assertThat(shop.ledger()).hasSize(1);
    }

    @Test
    @DisplayName("A store that cannot read many, and can read each, is read one by one, and the host is told")
    void readsOneByOne() {
        shop.pay();
        shop.provider.unreachable(true);
        PaymentAttempts single = new AttemptsAround(shop.attempts) {
            @Override
            public Map<InvoiceKey, StoredSlot> readAll(Collection<InvoiceKey> invoices) {
                throw new IllegalStateException("a bug");
            }
        };

        assertThat(Shop.column(wire(shop.invoices, single))).isEqualTo(PayState.PENDING);
        assertThat(failures.told).containsExactly("None store: read all " + BUG);
        failures.told.clear();
        PaymentAttempts none = new AttemptsAround(single) {
            @Override
            public StoredSlot read(InvoiceKey invoice) {
                throw new IllegalStateException("another bug");
            }
        };

        assertThat(Shop.column(wire(shop.invoices, none))).isEqualTo(PayState.NONE);
        assertThat(failures.told).containsExactly("None store: read default/" + INVOICE + " " + BUG);
    }

    @Test
    @DisplayName("STA-01 a list whose first find the store does not take is not made to offer it the others")
    void oneRefusedWrite() {
        InvoiceNumber other = new InvoiceNumber("PS-INV103002");
        shop.invoices.put(Invoice.of(other, Shop.ACCOUNT, AMOUNT));
        shop.provider.send(other, AMOUNT);
        shop.provider.payInPortal(INVOICE, AMOUNT, Plan.complete());
        shop.provider.payInPortal(other, AMOUNT, Plan.complete());
        AtomicInteger writes = new AtomicInteger();
        PaymentAttempts refusing = new AttemptsAround(shop.attempts) {
            @Override
            public CasResult compareAndSet(long expectedVersion, PaymentSlot next, UUID writeId) {
                writes.incrementAndGet();
                return CasResult.UNKNOWN;
            }
        };

        assertThat(wire(shop.invoices, refusing)
                        .invoices(ANN, PageRequest.first(10))
                        .rows())
                .extracting(InvoiceRow::pay)
                .containsOnly(PayState.PENDING);
        assertThat(writes).hasValue(1);

        assertThat(payments.invoices(ANN, PageRequest.first(10)).rows()).hasSize(2);
        for (InvoiceNumber number : List.of(INVOICE, other)) {
            assertThat(payments.explain(ANN, number).get().status()).isEqualTo(SlotStatus.PAID);
        }
    }

    @Test
    @DisplayName("STA-03 a reservation whose lapse the store does not take has not been moved, and the round is stuck")
    void lapseNotTaken() {
        String token = shop.open().token();
        InvoicePayments dying = wire(shop.invoices, new DyingStore(shop.attempts, 2));
        assertThatThrownBy(() -> pay(dying, token)).isInstanceOf(DyingStore.Death.class);
        shop.clock.advance(Duration.ofMinutes(5));
        store.nextWrites(Fault.UNKNOWN_NOT_WRITTEN);

        assertThat(payments.reconciliation().checkDue(10).stuck()).isTrue();
        assertThat(payments.reconciliation().checkDue(10).stuck()).isFalse();
    }

    @Test
    @DisplayName("A payment on which something fails keeps no other from being cleared up")
    void oneOfTwoFails() {
        InvoiceNumber other = new InvoiceNumber("PS-INV103002");
        shop.invoices.put(Invoice.of(other, Shop.ACCOUNT, AMOUNT));
        shop.provider.send(other, AMOUNT);
        shop.provider.next(Plan.settleAfter(Duration.ofMinutes(1)), Plan.settleAfter(Duration.ofMinutes(1)));
        shop.pay();
        pay(shop.payments, shop.payments.open(ANN, other).get().token());
        shop.clock.advance(Duration.ofMinutes(2));
        InvoicePayments failing = wire(shop.invoices, new WriteHook(shop.attempts, next -> {
            if (next.invoice().invoice().equals(INVOICE)) {
                throw new IllegalStateException("a bug of the store's");
            }
        }));

        var report = failing.reconciliation().checkDue(10);

        assertThat(report.checked()).isEqualTo(2);
        assertThat(report.changes())
                .extracting(change -> change.after().invoice().invoice())
                .containsExactly(other);
        assertThat(failures.told).containsExactly("None store: compare and set " + BUG);
        assertThat(shop.payments.explain(ANN, INVOICE).get().status()).isEqualTo(SlotStatus.PENDING);
        assertThat(shop.payments.explain(ANN, other).get().status()).isEqualTo(SlotStatus.PAID);
    }

    @Test
    @DisplayName(
            "STA-04 a payment on whose answer something breaks is told to a person in the end, and does not stay first in line")
    void breaksOnItsAnswer() {
        shop.provider.next(Plan.settleAfter(Duration.ofDays(30)));
        shop.pay();
        AtomicBoolean broken = new AtomicBoolean();
        InvoicePayments failing = shop.wire(
                new ProviderAround(shop.provider) {
                    @Override
                    public Capabilities capabilities() {
                        if (broken.getAndSet(false)) {
                            throw new IllegalStateException("a bug");
                        }
                        return super.capabilities();
                    }
                },
                b -> b.listener(failures));
        for (int day = 0; day < 3; day++) {
            shop.clock.advance(Duration.ofDays(1));
            broken.set(true);
            assertThat(failing.reconciliation().checkDue(10).checked()).isEqualTo(1);
            assertThat(failing.reconciliation().checkDue(10).checked()).isZero();
        }

        assertThat(failures.told)
                .containsOnly("Some(in-memory) reconciliation of default/" + INVOICE + " " + BUG)
                .hasSize(3);
        assertThat(shop.payments.explain(ANN, INVOICE).get().attention()).contains(Attention.PENDING_TOO_LONG);
    }

    @Test
    @DisplayName("VAL-09 a refusal is told with customer, invoice and reasons, from the dialog and from Pay Now")
    void refusalsAreTold() {
        String token = shop.open().token();
        shop.pay();

        assertThat(payments.open(ANN, INVOICE).isLeft()).isTrue();
        assertThat(pay(payments, token)).isInstanceOf(PaymentOutcome.Refused.class);

        String told = "default/" + INVOICE + " ann [PAYMENT_PENDING]";
        assertThat(failures.refused).containsExactly(told, told);
    }

    @Test
    @DisplayName("POR-02 a link that is not handed out is told to the host, and named by its provider alone in the log")
    void refusedLinkIsTold() {
        InMemoryProvider odd = InMemoryProvider.builder(shop.clock)
                .portal(URI.create("http://pay.example.com/"))
                .build();
        odd.send(INVOICE, AMOUNT);
        InvoicePayments node = shop.wire(odd, b -> b.listener(failures));

        List<LogRecord> lines =
                logged(() -> assertThat(node.portal(ANN, INVOICE).isLeft()).isTrue());

        assertThat(failures.refused).containsExactly("default/" + INVOICE + " ann [PORTAL_LINK_REFUSED]");
        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(new MessageFormat(line.getMessage()).format(line.getParameters()))
                    .startsWith("the link that in-memory gave is not handed out")
                    .endsWith("[pay.example.com]")
                    .doesNotContain(INVOICE.value());
            assertThat(line.getLevel()).isEqualTo(Level.WARNING);
        });
    }

    @Test
    @DisplayName(
            "GST-10 a listener that fails with an Error changes no payment either; what the machine throws goes on")
    void listenerFails() {
        AtomicReference<Error> thrown = new AtomicReference<>(new AssertionError("of the customer's"));
        InvoicePayments node = shop.wire(
                shop.provider,
                b -> b.listener(new PaymentListener() {
                    @Override
                    public void moved(PaymentSlot before, PaymentSlot after) {
                        throw thrown.get();
                    }
                }));

        List<LogRecord> lines =
                logged(() -> assertThat(pay(node, node.open(ANN, INVOICE).get().token()))
                        .isInstanceOf(PaymentOutcome.Pending.class));
        assertThat(lines).hasSize(3);
        assertThat(shop.ledger()).hasSize(1);

        thrown.set(new OutOfMemoryError());
        shop.clock.advance(Duration.ofDays(1));
        assertThatThrownBy(() -> node.reconciliation().checkDue(10)).isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    @DisplayName("A listener that throws is logged by the kind of its exception, and by nothing that it says")
    void listenerThrows() {
        List<LogRecord> records = logged(() -> {
            InvoicePayments node = shop.wire(
                    shop.provider,
                    b -> b.listener(new PaymentListener() {
                        @Override
                        public void moved(PaymentSlot before, PaymentSlot after) {
                            throw new IllegalStateException("of the customer's");
                        }
                    }));
            pay(node, node.open(ANN, INVOICE).get().token());
        });

        assertThat(records).hasSize(3).allSatisfy(logged -> {
            assertThat(logged.getLevel()).isEqualTo(Level.WARNING);
            assertThat(logged.getParameters()).containsExactly(BUG);
            assertThat(logged.getMessage()).isEqualTo("a payment listener failed with {0}");
            assertThat(logged.getThrown()).isNull();
        });
    }

    @Test
    @SuppressWarnings("NullAway") // an adapter that is compiled without
    @DisplayName("GST-10 an adapter that answers null is taken for one that throws: nothing is concluded from it")
    void adapterAnswersNull() {
        String token = shop.open().token();
        PaymentProvider ofNulls = new ProviderAround(shop.provider) {
            @Override
            public Map<InvoiceNumber, ProviderView> find(List<PaymentQuery> queries) {
                return null;
            }

            @Override
            public Either<ProviderView.Inconclusive.Cause, URI> portal(
                    AccountId account, Option<InvoiceNumber> invoice) {
                return null;
            }
        };
        InvoicePayments asking = shop.wire(ofNulls, b -> b.listener(failures));
        InvoicePayments charging = shop.wire(
                new OddProvider(shop.provider, (sound, order) -> {
                    sound.charge(order);
                    return null;
                }),
                b -> b.listener(failures));

        assertThat(asking.open(ANN, INVOICE).getLeft()).isEqualTo(Refusals.of(StandardRefusal.PROVIDER_UNREACHABLE));
        assertThat(asking.invoices(ANN, PageRequest.first(10)).rows()).hasSize(1);
        assertThat(asking.balancePortal(ANN).getLeft()).isEqualTo(Refusals.of(StandardRefusal.PROVIDER_UNREACHABLE));
        assertThat(pay(charging, token)).isInstanceOf(PaymentOutcome.OutcomeUnknown.class);
        assertThat(failures.told)
                .containsExactly(
                        "Some(in-memory) provider: find java.lang.NullPointerException",
                        "Some(in-memory) provider: find java.lang.NullPointerException",
                        "Some(in-memory) provider: portal java.lang.NullPointerException",
                        "Some(in-memory) provider: charge java.lang.NullPointerException");
        assertThat(shop.ledger()).hasSize(1);
    }

    @Test
    @DisplayName("An adapter's bug leaves a line in the log that tells where, and nothing of its message")
    void bugIsLogged() {
        List<LogRecord> lines = logged(() -> {
            provider.findFails = true;
            payments.open(ANN, INVOICE);
        });

        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARNING);
            assertThat(line.getMessage())
                    .startsWith("provider: find failed: " + BUG + " at " + OddProvider.class.getName())
                    .contains("OddProvider.java:")
                    .doesNotContain("a bug of", "\n");
            assertThat(line.getThrown()).isNull();
        });
    }

    @Test
    @DisplayName("A bug with a cause is logged with the places of both")
    void causeIsLogged() {
        List<LogRecord> lines = logged(() -> pay(
                wire(
                        new Broken() {
                            @Override
                            public Option<Invoice> invoice(AccountId account, InvoiceNumber number) {
                                throw new IllegalStateException("secret", new IllegalArgumentException("secret too"));
                            }
                        },
                        shop.attempts),
                shop.open().token()));

        assertThat(lines)
                .singleElement()
                .extracting(LogRecord::getMessage)
                .asString()
                .contains(", caused by java.lang.IllegalArgumentException at ")
                .doesNotContain("secret");
    }

    @Test
    @DisplayName("A store out of reach is told to the listener alone: every page would fill the log with it")
    void storeIsNotLogged() {
        store.nextReads(Fault.UNAVAILABLE);

        assertThat(logged(() -> Shop.column(payments))).isEmpty();
        assertThat(failures.told).hasSize(1);
    }

    private static List<LogRecord> logged(Runnable run) {
        List<LogRecord> records = new ArrayList<>();
        Logger logger = Logger.getLogger(Engine.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                records.add(line);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            run.run();
        } finally {
            logger.setUseParentHandlers(true);
            logger.removeHandler(handler);
        }
        return records;
    }

    /** What a host is told of ports that fail, and of refusals. */
    private static final class Failures implements PaymentListener {
        private final List<String> told = new ArrayList<>();
        private final List<String> refused = new ArrayList<>();

        @Override
        public void portFailed(Option<ProviderId> provider, String what, String exceptionType) {
            told.add(provider + " " + what + " " + exceptionType);
        }

        @Override
        public void refused(InvoiceKey invoice, Customer customer, Refusals refusals) {
            refused.add(invoice + " " + customer.user() + " " + refusals.reasons());
        }
    }

    /** The host's ERP is down. */
    /** An ERP that answers the same of whatever it is asked about. */
    private static InvoiceSource sourceOf(Option<Invoice> answer) {
        return new Broken() {
            @Override
            public Option<Invoice> invoice(AccountId account, InvoiceNumber number) {
                return answer;
            }
        };
    }

    private static class Broken implements InvoiceSource {
        @Override
        public Option<Invoice> invoice(AccountId account, InvoiceNumber number) {
            throw new IllegalStateException("the ERP does not answer");
        }

        @Override
        public InvoicePage invoices(AccountId account, PageRequest page) {
            throw new IllegalStateException("the ERP does not answer");
        }

        @Override
        public OpenItems openItems(AccountId account) {
            throw new IllegalStateException("the ERP does not answer");
        }
    }
}
