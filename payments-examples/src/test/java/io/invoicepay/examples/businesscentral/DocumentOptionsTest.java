package io.invoicepay.examples.businesscentral;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.examples.storefront.StorefrontCommand;
import io.invoicepay.invoice.CreditMemo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Currency;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayName("The options that say which documents the ERP has")
class DocumentOptionsTest {
    private static final SalesDocuments SAMPLE = new BusinessCentral(Currency.getInstance("USD")).sample();

    @TempDir
    private Path folder;

    private String file(String name, String document) throws IOException {
        return Files.writeString(folder.resolve(name), "{\"value\":[" + document + "]}")
                .toString();
    }

    private String creditMemos() throws IOException {
        return file(
                "credit-memos.json",
                "{\"number\":\"CR-1\",\"billToCustomerNumber\":\"20000\",\"currencyCode\":\"USD\","
                        + "\"totalAmountIncludingTax\":5.00,\"status\":\"Open\"}");
    }

    private static SalesDocuments read(String... args) {
        DocumentOptions options = new DocumentOptions();
        CommandLine.populateCommand(options, args);
        return options.read();
    }

    @Test
    @DisplayName("without any of them are the sample data")
    void sample() {
        assertThat(read().invoices()).isEqualTo(SAMPLE.invoices());
        assertThat(read().creditMemos()).isEqualTo(SAMPLE.creditMemos());
    }

    @Test
    @DisplayName("with credit memos alone keep the sample invoices")
    void creditMemosAlone() throws IOException {
        SalesDocuments documents = read("--credit-memos", creditMemos());

        assertThat(documents.invoices()).isEqualTo(SAMPLE.invoices());
        assertThat(documents.creditMemos())
                .hasSize(1)
                .extracting(CreditMemo::number)
                .hasToString("[CR-1]");
    }

    @Test
    @DisplayName("with invoices alone have no credit memos, and an empty currency code is the local one")
    void invoicesAlone() throws IOException {
        String invoices = file(
                "invoices.json",
                "{\"number\":\"A-1\",\"billToCustomerNumber\":\"7\",\"currencyCode\":\"\",\"remainingAmount\":5.00,\"status\":\"Open\"}");

        SalesDocuments documents = read("--invoices", invoices, "--local-currency", "EUR");

        assertThat(documents.invoices()).hasSize(1);
        assertThat(documents.invoices().get(0).outstanding()).hasToString("5.00 EUR");
        assertThat(documents.creditMemos()).isEmpty();
    }

    @Test
    @DisplayName("are the storefront's as well, so that it shows what the console shows")
    void storefront() throws IOException {
        CommandLine storefront = new CommandLine(new StorefrontCommand(Map.of()));
        storefront.parseArgs("--credit-memos", creditMemos());

        assertThat(storefront.getMixins().get("documents"))
                .isInstanceOfSatisfying(
                        DocumentOptions.class,
                        options -> assertThat(options.read().invoices()).isEqualTo(SAMPLE.invoices()));
    }
}
