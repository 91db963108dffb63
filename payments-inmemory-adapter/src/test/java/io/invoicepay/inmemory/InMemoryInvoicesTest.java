package io.invoicepay.inmemory;

import static io.invoicepay.inmemory.Fixtures.ACCOUNT;
import static io.invoicepay.inmemory.Fixtures.AMOUNT;
import static io.invoicepay.inmemory.Fixtures.invoice;
import static io.invoicepay.inmemory.Fixtures.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.invoice.AccountBalance;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.CreditMemo;
import io.invoicepay.invoice.DocumentStatus;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.spi.InvoicePage;
import io.invoicepay.spi.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Invoices in memory")
class InMemoryInvoicesTest {
    private static final AccountId OTHER = new AccountId("30000");

    private final InMemoryInvoices source =
            InMemoryInvoices.of(List.of(invoice("PS-2"), invoice("PS-1"), invoice("PS-3")), List.of());

    @DisplayName("are answered in the order in which they were given, page by page without overlap or gap")
    @Test
    void pages() {
        InvoicePage first = source.invoices(ACCOUNT, PageRequest.first(2));
        InvoicePage second = source.invoices(ACCOUNT, PageRequest.first(2).next());

        assertThat(first.invoices()).containsExactly(invoice("PS-2"), invoice("PS-1"));
        assertThat(first.hasMore()).isTrue();
        assertThat(second.invoices()).containsExactly(invoice("PS-3"));
        assertThat(second.hasMore()).isFalse();
        assertThat(source.invoices(ACCOUNT, new PageRequest(7, Integer.MAX_VALUE))
                        .invoices())
                .isEmpty();
        assertThat(second.openItems().invoices()).hasSize(3);
    }

    @DisplayName(
            "are shown with the credit memos they came with, and gone from list and balance once they are taken away")
    @Test
    void takenAway() {
        CreditMemo memo = new CreditMemo("PS-CR1", ACCOUNT, usd("10.00"), DocumentStatus.OPEN);
        InMemoryInvoices both = InMemoryInvoices.of(List.of(invoice("PS-1"), invoice("PS-2")), List.of(memo));
        assertThat(both.openItems(ACCOUNT).creditMemos()).containsExactly(memo);
        assertThat(both.invoices(ACCOUNT, PageRequest.first(10)).invoices()).hasSize(2);

        both.remove(new InvoiceNumber("PS-1"));
        assertThat(both.invoices(ACCOUNT, PageRequest.first(10)).invoices()).containsExactly(invoice("PS-2"));
        assertThat(both.openItems(ACCOUNT).invoices()).containsExactly(invoice("PS-2"));

        both.put(new CreditMemo("PS-CR1", OTHER, usd("10.00"), DocumentStatus.OPEN));
        assertThat(both.openItems(ACCOUNT).creditMemos()).isEmpty();
        assertThat(both.openItems(OTHER).creditMemos()).hasSize(1);
    }

    @DisplayName("keep their place when they change")
    @Test
    void keepPlace() {
        Invoice settled = Invoice.of(new InvoiceNumber("PS-2"), ACCOUNT, usd("0.00"))
                .withTotal(AMOUNT)
                .withStatus(DocumentStatus.PAID);

        source.put(settled);

        assertThat(source.invoices(ACCOUNT, PageRequest.first(10)).invoices())
                .containsExactly(settled, invoice("PS-1"), invoice("PS-3"));
        assertThat(source.invoice(ACCOUNT, settled.number())).contains(settled);
    }

    @DisplayName("PAY-04 are answered to the account that owes them, and to no other")
    @Test
    void ownOnly() {
        assertThat(source.invoice(OTHER, new InvoiceNumber("PS-1"))).isEmpty();
        assertThat(source.invoices(OTHER, PageRequest.first(10)).invoices()).isEmpty();
        assertThat(source.openItems(OTHER).invoices()).isEmpty();

        source.put(Invoice.of(new InvoiceNumber("PS-1"), OTHER, AMOUNT));

        assertThat(source.invoice(ACCOUNT, new InvoiceNumber("PS-1"))).isEmpty();
        assertThat(source.invoice(OTHER, new InvoiceNumber("PS-1"))).isNotEmpty();
        assertThat(source.accounts()).containsExactly(ACCOUNT, OTHER);
    }

    @DisplayName("BAL-01 make up the balance with the open credit memos; drafts and closed credits add nothing")
    @Test
    void balance() {
        source.put(Invoice.of(new InvoiceNumber("PS-4"), ACCOUNT, usd("99.00")).withStatus(DocumentStatus.DRAFT));
        source.put(new CreditMemo("CR-1", ACCOUNT, usd("1000.01"), DocumentStatus.OPEN));
        source.put(new CreditMemo("CR-2", ACCOUNT, usd("500.00"), DocumentStatus.PAID));

        assertThat(AccountBalance.of(source.openItems(ACCOUNT)).amounts()).containsExactly(usd("2749.99"));
        assertThat(source.openItems(ACCOUNT).creditMemos()).hasSize(1);
    }

    @DisplayName("BAL-01 show a settled account's currency with its zero")
    @Test
    void settledAccount() {
        Invoice settled =
                Invoice.of(new InvoiceNumber("PS-9"), OTHER, usd("0.00")).withStatus(DocumentStatus.PAID);
        source.put(settled);

        assertThat(AccountBalance.of(source.openItems(OTHER)).amounts()).containsExactly(usd("0.00"));
    }

    @DisplayName("can be taken away; an account without documents is forgotten")
    @Test
    void removal() {
        source.put(new CreditMemo("CR-1", OTHER, usd("5.00"), DocumentStatus.OPEN));
        source.put(new CreditMemo("CR-1", ACCOUNT, usd("5.00"), DocumentStatus.OPEN));
        assertThat(source.accounts()).containsExactly(ACCOUNT);
        assertThat(source.openItems(OTHER).creditMemos()).isEmpty();

        source.put(Invoice.of(new InvoiceNumber("PS-9"), OTHER, AMOUNT));
        source.remove(new InvoiceNumber("PS-9"));
        source.remove(new InvoiceNumber("PS-9"));

        assertThat(source.invoice(OTHER, new InvoiceNumber("PS-9"))).isEmpty();
        assertThat(source.accounts()).containsExactly(ACCOUNT);
    }

    @DisplayName("are handed out as values: a page read before does not change")
    @Test
    void values() {
        InvoicePage before = source.invoices(ACCOUNT, PageRequest.first(10));
        List<Invoice> copy = new ArrayList<>(before.invoices());

        source.remove(new InvoiceNumber("PS-1"));

        assertThat(before.invoices()).isEqualTo(copy);
    }

    @DisplayName("can be changed and read by many threads at once")
    @Test
    void concurrent() throws InterruptedException {
        Race.run(
                4,
                thread -> IntStream.range(0, 250).forEach(i -> {
                    source.put(invoice("T" + thread + "-" + i));
                    assertThat(source.openItems(ACCOUNT).invoices()).hasSizeGreaterThan(i);
                }));

        assertThat(source.invoices(ACCOUNT, PageRequest.first(5_000)).invoices())
                .hasSize(1_003);
    }
}
