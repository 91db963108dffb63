package io.invoicepay.examples.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.examples.businesscentral.SalesDocuments;
import io.invoicepay.examples.storefront.Visitor.Page;
import io.invoicepay.examples.storefront.provider.InMemoryBackend;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A page of a thousand invoices")
class ManyInvoicesTest {
    private static Storefront storefrontOf(int count) {
        List<Invoice> invoices = IntStream.rangeClosed(1, count)
                .mapToObj(i -> Invoice.of(
                        new InvoiceNumber("PS-INV" + (500_000 + i)),
                        new AccountId("20000"),
                        Money.ofMinor(10_000L + i, java.util.Currency.getInstance("USD"))))
                .toList();
        return Storefront.of(new SalesDocuments(invoices, List.of(), Map.of())).start();
    }

    @Test
    @DisplayName("COL-08 costs one call to the provider, shows every row, and its status as data costs one as well")
    void thousand() {
        try (Storefront storefront = storefrontOf(1_000)) {
            InMemoryProvider provider = ((InMemoryBackend) storefront.backend()).inMemory();
            Visitor ann = Visitor.of(storefront, "20000");
            int before = provider.queryRequests();

            Page page = ann.get("/invoices?size=1000");
            assertThat(provider.queryRequests() - before).isEqualTo(1);
            assertThat(page.html().select("[data-test=row] a[data-test=pay]")).hasSize(1_000);

            ann.get("/status?size=1000");
            assertThat(provider.queryRequests() - before).isEqualTo(2);

            assertThat(ann.get("/invoices?show=open").has("partial")).isFalse();
        }
    }

    @Test
    @DisplayName("COL-08 a filter that has not looked at all of them says so, and one that has does not")
    void partial() {
        try (Storefront storefront = storefrontOf(1_001)) {
            Visitor ann = Visitor.of(storefront, "20000");
            for (String path : List.of("/", "/invoices?show=open", "/invoices?search=501001")) {
                assertThat(ann.get(path).text("partial")).as(path).contains("first 1,000 invoices", "there are more");
            }
            assertThat(ann.get("/invoices").has("partial")).isFalse();
        }
    }
}
