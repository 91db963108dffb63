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
    @Test
    @DisplayName("COL-08 costs one call to the provider, shows every row, and its status as data costs one as well")
    void thousand() {
        List<Invoice> invoices = IntStream.rangeClosed(1, 1_000)
                .mapToObj(i -> Invoice.of(
                        new InvoiceNumber("PS-INV" + (500_000 + i)),
                        new AccountId("20000"),
                        Money.ofMinor(10_000L + i, java.util.Currency.getInstance("USD"))))
                .toList();
        try (Storefront storefront =
                Storefront.of(new SalesDocuments(invoices, List.of(), Map.of())).start()) {
            InMemoryProvider provider = ((InMemoryBackend) storefront.backend()).inMemory();
            Visitor ann = Visitor.of(storefront, "20000");
            int before = provider.queryRequests();

            Page page = ann.get("/invoices?size=1000");
            assertThat(provider.queryRequests() - before).isEqualTo(1);
            assertThat(page.html().select("[data-test=row] a[data-test=pay]")).hasSize(1_000);

            ann.get("/status?size=1000");
            assertThat(provider.queryRequests() - before).isEqualTo(2);
        }
    }
}
