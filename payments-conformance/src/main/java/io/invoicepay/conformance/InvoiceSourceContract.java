package io.invoicepay.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.invoice.AccountBalance;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.CreditMemo;
import io.invoicepay.invoice.DocumentStatus;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.invoice.OpenItems;
import io.invoicepay.money.Money;
import io.invoicepay.spi.InvoicePage;
import io.invoicepay.spi.InvoiceSource;
import io.invoicepay.spi.PageRequest;
import io.vavr.control.Option;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link InvoiceSource} promises, one test a sentence. A source proves itself by extending this class in its own tests:
 *
 * <pre>{@code
 * class AcmeErpContractTest extends InvoiceSourceContract {
 *     @Override
 *     protected InvoiceSourceHarness newHarness() {
 *         return new AcmeErpHarness(); // an empty company, and the source on it
 *     }
 * }
 * }</pre>
 *
 * <p>The artifact {@code payments-conformance} goes into the source's build with scope {@code test}, next to {@code junit-jupiter}.
 */
@DisplayName("A source of invoices")
public abstract class InvoiceSourceContract {
    private static final AccountId ACCOUNT = new AccountId("20000");
    private static final AccountId OTHER_ACCOUNT = new AccountId("30000");
    private static final AccountId UNKNOWN_ACCOUNT = new AccountId("99999");
    private static final Money AMOUNT = Money.of("1250.00", "USD");
    private static final PageRequest ALL = PageRequest.first(1_000);

    private InvoiceSourceHarness harness;
    private InvoiceSource source;

    /** A harness around a source without documents. */
    protected abstract InvoiceSourceHarness newHarness();

    @BeforeEach
    final void open() {
        harness = newHarness();
        source = harness.source();
    }

    private void assertGiven(Invoice invoice) {
        Option<Invoice> given = source.invoice(ACCOUNT, invoice.number());

        assertThat(given.map(Told::of)).isEqualTo(Option.some(Told.of(invoice)));
        assertThat(given).isEqualTo(Option.some(invoice));
    }

    @AfterEach
    final void close() {
        harness.close();
    }

    // Arranging

    private static Invoice open(String number, AccountId account, Money outstanding) {
        return Invoice.of(new InvoiceNumber(number), account, outstanding);
    }

    private static Invoice open(String number) {
        return open(number, ACCOUNT, AMOUNT);
    }

    /** Without open invoices nothing can be tested: to skip here would make every promise look kept. */
    private Invoice put(Invoice invoice) {
        assertThat(harness.put(invoice).obstacle())
                .as("the harness has to be able to put %s", invoice)
                .isEqualTo(Option.none());
        harness.catchUp();
        return invoice;
    }

    private Invoice putIfPossible(Invoice invoice) {
        harness.put(invoice).orSkip();
        harness.catchUp();
        return invoice;
    }

    private CreditMemo putMemo(String number, AccountId account, Money credit, DocumentStatus status) {
        CreditMemo memo = new CreditMemo(number, account, credit, status);
        harness.put(memo).orSkip();
        harness.catchUp();
        return memo;
    }

    private List<Invoice> putMany(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> put(
                        open("PS-INV" + (1000 + (i * 7) % count), ACCOUNT, Money.ofMinor(100 + i, AMOUNT.currency()))))
                .toList();
    }

    private AccountBalance balance() {
        return AccountBalance.of(source.openItems(ACCOUNT));
    }

    private static Set<Invoice> openInvoices(OpenItems items) {
        return items.invoices().stream().filter(Invoice::isOpen).collect(Collectors.toSet());
    }

    private static Set<CreditMemo> openMemos(OpenItems items) {
        return items.creditMemos().stream().filter(CreditMemo::isOpen).collect(Collectors.toSet());
    }

    /** One invoice. */
    @DisplayName("One invoice")
    @Nested
    class One {
        @DisplayName("is given with all its values")
        @Test
        void isGiven() {
            Invoice invoice = put(open("PS-INV1001")
                    .withTotal(Money.of("1500.00", "USD"))
                    .withPostedOn(LocalDate.of(2026, 10, 5))
                    .withDueOn(LocalDate.of(2026, 11, 4)));

            assertGiven(invoice);
        }

        @DisplayName("is nothing if there is none with that number")
        @Test
        void isNothing() {
            put(open("PS-INV1001"));

            assertThat(source.invoice(ACCOUNT, new InvoiceNumber("PS-INV9999"))).isEqualTo(Option.none());
        }

        @DisplayName("PAY-04 of another account is nothing, just as one that does not exist")
        @Test
        void isNothingForOthers() {
            Invoice others = put(open("PS-INV2001", OTHER_ACCOUNT, AMOUNT));
            put(open("PS-INV1001"));

            assertThat(source.invoice(ACCOUNT, others.number()))
                    .isEqualTo(source.invoice(ACCOUNT, new InvoiceNumber("PS-INV9999")))
                    .isEqualTo(Option.none());
            assertThat(source.invoice(OTHER_ACCOUNT, others.number())).isEqualTo(Option.some(others));
        }

        @DisplayName("PAY-04 is nothing for an account that does not exist")
        @Test
        void isNothingForUnknownAccounts() {
            Invoice invoice = put(open("PS-INV1001"));

            assertThat(source.invoice(UNKNOWN_ACCOUNT, invoice.number())).isEqualTo(Option.none());
        }

        @DisplayName("GST-08 is given as it is right now")
        @Test
        void isCurrent() {
            Invoice before = put(open("PS-INV1001"));
            assertThat(source.invoice(ACCOUNT, before.number())).isEqualTo(Option.some(before));
            Invoice after = put(open("PS-INV1001", ACCOUNT, Money.of("1000.00", "USD")));

            assertThat(source.invoice(ACCOUNT, before.number())).isEqualTo(Option.some(after));
        }

        @DisplayName("is found by its exact number alone")
        @Test
        void isFoundExactly() {
            put(open("PS-INV1001a"));
            put(open("PS-INV100"));

            assertThat(source.invoice(ACCOUNT, new InvoiceNumber("PS-INV1001"))).isEqualTo(Option.none());
            assertThat(source.invoice(ACCOUNT, new InvoiceNumber("ps-inv100"))).isEqualTo(Option.none());
            assertThat(source.invoice(ACCOUNT, new InvoiceNumber("PS-INV1001A")))
                    .isEqualTo(Option.none());
        }

        @DisplayName("VAL-04 is given in every status of the ERP")
        @TestFactory
        Stream<DynamicTest> inEveryStatus() {
            return Stream.of(DocumentStatus.values())
                    .map(status -> DynamicTest.dynamicTest(status.name(), () -> {
                        Invoice invoice = putIfPossible(open("PS-" + status).withStatus(status));

                        assertGiven(invoice);
                    }));
        }

        @DisplayName("PAY-02 is given with its exact outstanding balance")
        @TestFactory
        Stream<DynamicTest> withEveryAmount() {
            return Stream.of(
                            Money.of("0.00", "USD"),
                            Money.of("0.01", "USD"),
                            Money.of("-12.34", "USD"),
                            Money.of("12345678901.23", "USD"),
                            Money.of("125000", "JPY"),
                            Money.of("1250.125", "KWD"))
                    .map(amount -> DynamicTest.dynamicTest(amount.toString(), () -> {
                        Invoice invoice =
                                putIfPossible(open("PS-" + amount.minorUnits() + amount.currency(), ACCOUNT, amount));

                        assertGiven(invoice);
                    }));
        }
    }

    /** The invoices of an account, by page. */
    @DisplayName("The list of invoices")
    @Nested
    class Pages {
        @DisplayName("holds all invoices of the account: open, paid, draft and cancelled")
        @Test
        void holdsAll() {
            Set<Invoice> put = Set.of(
                    put(open("PS-INV1001")),
                    putIfPossible(
                            open("PS-INV1002", ACCOUNT, Money.of("0.00", "USD")).withStatus(DocumentStatus.PAID)),
                    putIfPossible(open("PS-INV1003").withStatus(DocumentStatus.DRAFT)),
                    putIfPossible(open("PS-INV1004").withStatus(DocumentStatus.CANCELLED)));

            InvoicePage page = source.invoices(ACCOUNT, ALL);

            assertThat(page.invoices()).containsExactlyInAnyOrderElementsOf(put);
            assertThat(page.hasMore()).isFalse();
        }

        @DisplayName("PAY-04 holds no invoice of another account")
        @Test
        void holdsOnlyTheAccounts() {
            Invoice own = put(open("PS-INV1001"));
            Invoice others = put(open("PS-INV2001", OTHER_ACCOUNT, AMOUNT));

            assertThat(source.invoices(ACCOUNT, ALL).invoices()).containsExactly(own);
            assertThat(source.invoices(OTHER_ACCOUNT, ALL).invoices()).containsExactly(others);
        }

        @DisplayName("PAY-04 is empty for an account that does not exist, and owes nothing")
        @Test
        void isEmptyForUnknownAccounts() {
            put(open("PS-INV1001"));

            InvoicePage page = source.invoices(UNKNOWN_ACCOUNT, ALL);

            assertThat(page).isEqualTo(new InvoicePage(List.of(), false, new OpenItems(List.of(), List.of())));
        }

        @DisplayName("COL-01 comes in pages that neither overlap nor leave a gap, whatever their size")
        @TestFactory
        Stream<DynamicTest> isWhole() {
            List<Invoice> put = putMany(25);
            return IntStream.of(1, 2, 5, 7, 24, 25, 26)
                    .mapToObj(size -> DynamicTest.dynamicTest("pages of " + size, () -> {
                        List<Invoice> read = new ArrayList<>();
                        for (PageRequest page = PageRequest.first(size); page.offset() < 25; page = page.next()) {
                            List<Invoice> part = source.invoices(ACCOUNT, page).invoices();
                            assertThat(part).hasSize(Math.min(size, 25 - page.offset()));
                            read.addAll(part);
                        }
                        assertThat(read).containsExactlyInAnyOrderElementsOf(put);
                    }));
        }

        @DisplayName("says that there is more exactly as long as there is")
        @Test
        void knowsItsEnd() {
            putMany(6);

            assertThat(source.invoices(ACCOUNT, new PageRequest(0, 5)).hasMore())
                    .isTrue();
            assertThat(source.invoices(ACCOUNT, new PageRequest(0, 6)).hasMore())
                    .isFalse();
            assertThat(source.invoices(ACCOUNT, new PageRequest(0, 7)).hasMore())
                    .isFalse();
            assertThat(source.invoices(ACCOUNT, new PageRequest(3, 2)).hasMore())
                    .isTrue();
            assertThat(source.invoices(ACCOUNT, new PageRequest(3, 3)).hasMore())
                    .isFalse();
            assertThat(source.invoices(ACCOUNT, new PageRequest(5, 1)).hasMore())
                    .isFalse();
        }

        @DisplayName("is empty behind its end, and still tells what the balance is made of")
        @Test
        void isEmptyBehindItsEnd() {
            List<Invoice> put = putMany(3);

            for (int offset : new int[] {3, 4, 1_000}) {
                InvoicePage page = source.invoices(ACCOUNT, new PageRequest(offset, 10));

                assertThat(page.invoices()).isEmpty();
                assertThat(page.hasMore()).isFalse();
                assertThat(openInvoices(page.openItems())).isEqualTo(Set.copyOf(put));
            }
        }

        @DisplayName("is in one order, whatever the page")
        @Test
        void hasAStableOrder() {
            putMany(9);
            List<Invoice> all = source.invoices(ACCOUNT, ALL).invoices();

            assertThat(source.invoices(ACCOUNT, ALL).invoices()).isEqualTo(all);
            for (int i = 0; i < 9; i++) {
                assertThat(source.invoices(ACCOUNT, new PageRequest(i, 1)).invoices())
                        .containsExactly(all.get(i));
            }
        }

        @DisplayName("BAL-01 tells with every page all that the balance is made of")
        @Test
        void tellsTheBalanceWithEveryPage() {
            putMany(5);
            OpenItems whole = source.openItems(ACCOUNT);

            for (int offset = 0; offset < 5; offset++) {
                OpenItems items =
                        source.invoices(ACCOUNT, new PageRequest(offset, 1)).openItems();

                assertThat(items.invoices()).hasSameSizeAs(whole.invoices());
                assertThat(openInvoices(items)).isEqualTo(openInvoices(whole));
                assertThat(AccountBalance.of(items)).isEqualTo(AccountBalance.of(whole));
            }
        }

        @DisplayName("holds what can be read one by one")
        @Test
        void agreesWithOne() {
            putMany(4);

            assertThat(source.invoices(ACCOUNT, ALL).invoices())
                    .allSatisfy(invoice -> assertThat(source.invoice(ACCOUNT, invoice.number()))
                            .isEqualTo(Option.some(invoice)));
        }

        @DisplayName("is given to many threads at once, to each its own account's")
        @Test
        void isReadByMany() {
            Invoice own = put(open("PS-INV1001"));
            Invoice others = put(open("PS-INV2001", OTHER_ACCOUNT, AMOUNT));

            List<List<Invoice>> read = Together.run(
                    16,
                    i -> source.invoices(i % 2 == 0 ? ACCOUNT : OTHER_ACCOUNT, ALL)
                            .invoices());

            for (int i = 0; i < 16; i++) {
                assertThat(read.get(i)).containsExactly(i % 2 == 0 ? own : others);
            }
        }
    }

    /** What the account balance is made of. */
    @DisplayName("What the balance is made of")
    @Nested
    class Balance {
        @DisplayName("BAL-01 adds up to what is outstanding on open invoices")
        @Test
        void addsUpInvoices() {
            put(open("PS-INV1001", ACCOUNT, Money.of("1250.00", "USD")));
            put(open("PS-INV1002", ACCOUNT, Money.of("0.01", "USD")));
            put(open("PS-INV1003", ACCOUNT, Money.of("99.99", "USD")).withTotal(Money.of("500.00", "USD")));

            assertThat(balance().amounts()).containsExactly(Money.of("1350.00", "USD"));
        }

        @DisplayName("BAL-01 holds every open invoice once")
        @Test
        void holdsOpenInvoicesOnce() {
            List<Invoice> put = putMany(30);

            assertThat(source.openItems(ACCOUNT).invoices()).containsExactlyInAnyOrderElementsOf(put);
        }

        @DisplayName("BAL-01 counts neither drafts nor cancelled, paid or unrecognised documents")
        @Test
        void leavesOutWhatIsNotOwed() {
            put(open("PS-INV1001"));
            putIfPossible(open("PS-INV1002").withStatus(DocumentStatus.DRAFT));
            putIfPossible(open("PS-INV1003").withStatus(DocumentStatus.CANCELLED));
            putIfPossible(open("PS-INV1004", ACCOUNT, Money.of("0.00", "USD")).withStatus(DocumentStatus.PAID));

            assertThat(balance().amounts()).containsExactly(AMOUNT);
        }

        @DisplayName("BAL-01 takes open credit memos off, down below zero, and leaves closed ones out")
        @Test
        void takesCreditsOff() {
            put(open("PS-INV1001"));
            putMemo("PS-CR1", ACCOUNT, Money.of("2000.00", "USD"), DocumentStatus.OPEN);
            putMemo("PS-CR2", ACCOUNT, Money.of("70.00", "USD"), DocumentStatus.PAID);

            assertThat(balance().in(AMOUNT.currency())).isEqualTo(Money.of("-750.00", "USD"));
        }

        @DisplayName("BAL-01 tells with every page of open credit memos too")
        @Test
        void tellsCreditsWithEveryPage() {
            put(open("PS-INV1001"));
            CreditMemo memo = putMemo("PS-CR1", ACCOUNT, Money.of("50.00", "USD"), DocumentStatus.OPEN);

            assertThat(openMemos(source.openItems(ACCOUNT))).containsExactly(memo);
            assertThat(openMemos(source.invoices(ACCOUNT, new PageRequest(0, 1)).openItems()))
                    .containsExactly(memo);
            assertThat(openMemos(source.invoices(ACCOUNT, new PageRequest(9, 1)).openItems()))
                    .containsExactly(memo);
        }

        @DisplayName("COL-05 lists no credit memo among the invoices")
        @Test
        void keepsCreditsOutOfTheList() {
            Invoice invoice = put(open("PS-INV1001"));
            putMemo("PS-CR1", ACCOUNT, Money.of("50.00", "USD"), DocumentStatus.OPEN);

            assertThat(source.invoices(ACCOUNT, ALL).invoices()).containsExactly(invoice);
            assertThat(source.invoice(ACCOUNT, new InvoiceNumber("PS-CR1"))).isEqualTo(Option.none());
        }

        @DisplayName("BAL-01 keeps currencies apart")
        @Test
        void keepsCurrenciesApart() {
            put(open("PS-INV1001"));
            putIfPossible(open("PS-INV1002", ACCOUNT, Money.of("300", "JPY")));

            assertThat(balance().amounts()).containsExactly(Money.of("300", "JPY"), AMOUNT);
        }

        @DisplayName("PAY-04 holds nothing of another account")
        @Test
        void holdsNothingOfOthers() {
            put(open("PS-INV1001"));
            put(open("PS-INV2001", OTHER_ACCOUNT, Money.of("9.00", "USD")));

            assertThat(balance().amounts()).containsExactly(AMOUNT);
            assertThat(source.openItems(UNKNOWN_ACCOUNT)).isEqualTo(new OpenItems(List.of(), List.of()));
        }

        @DisplayName("PAY-04 holds no credit memo of another account")
        @Test
        void holdsNoCreditOfOthers() {
            put(open("PS-INV1001"));
            putMemo("PS-CR2", OTHER_ACCOUNT, Money.of("5.00", "USD"), DocumentStatus.OPEN);

            assertThat(balance().amounts()).containsExactly(AMOUNT);
            assertThat(openMemos(source.openItems(ACCOUNT))).isEmpty();
        }

        @DisplayName("BAL-04 follows the ERP: what was paid there no longer counts")
        @Test
        void followsTheErp() {
            put(open("PS-INV1001"));
            put(open("PS-INV1002", ACCOUNT, Money.of("10.00", "USD")));
            assertThat(balance().in(AMOUNT.currency())).isEqualTo(Money.of("1260.00", "USD"));
            put(open("PS-INV1001", ACCOUNT, Money.of("0.00", "USD")).withTotal(AMOUNT));

            assertThat(balance().in(AMOUNT.currency())).isEqualTo(Money.of("10.00", "USD"));
        }
    }
}
