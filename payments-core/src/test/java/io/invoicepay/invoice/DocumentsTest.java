package io.invoicepay.invoice;

import static io.invoicepay.fixtures.Sample.ACCOUNT;
import static io.invoicepay.fixtures.Sample.NUMBER;
import static io.invoicepay.fixtures.Sample.invoice;
import static io.invoicepay.fixtures.Sample.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.invoicepay.money.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\t",
                " PS-1",
                "PS-1 ",
                "PS\n1",
                "PS\u00001",
                "PS\u202e1",
                "PS\u200b1",
                "PS\ud8001",
                "PS\u2028",
                "PS\ue0001"
            })
    @DisplayName(
            "A number that is blank, padded or hides characters is no invoice number, and the message does not repeat it")
    void hostileNumbers(String text) {
        assertThat(InvoiceNumber.parse(text)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InvoiceNumber(text))
                .withMessageStartingWith("invoice number ")
                .withMessageNotContaining("PS");
    }

    @Test
    @DisplayName("An invoice number has at most 50 characters, counted as people count, and is compared exactly")
    void length() {
        assertThat(InvoiceNumber.parse("9".repeat(50))).isNotEmpty();
        assertThat(InvoiceNumber.parse("9".repeat(51))).isEmpty();
        assertThat(InvoiceNumber.parse("\ud83d\ude00".repeat(50))).isNotEmpty();
        assertThat(InvoiceNumber.parse("\ud83d\ude00".repeat(51))).isEmpty();
        assertThat(new InvoiceNumber("ps-1")).isNotEqualTo(new InvoiceNumber("PS-1"));
        assertThat(new InvoiceNumber("A")).isLessThan(new InvoiceNumber("B"));
        assertThat(new AccountId("20000")).hasToString("20000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AccountId("9".repeat(65)))
                .withMessage("account is longer than 64 characters");
    }

    @Test
    @DisplayName("An invoice is open with what is outstanding as its total, unless told otherwise")
    void defaults() {
        Invoice invoice = invoice();
        assertThat(invoice.status()).isEqualTo(DocumentStatus.OPEN);
        assertThat(invoice.total()).isEqualTo(invoice.outstanding());
        assertThat(invoice.postedOn()).isEmpty();
        assertThat(invoice.dueOn()).isEmpty();
        assertThat(invoice).hasToString("Invoice[PS-INV103001 of 20000, 1250.00 USD outstanding, OPEN]");
    }

    @Test
    @DisplayName("Two invoices are the same exactly if all their parts are")
    void equality() {
        Invoice invoice = full("100.00", "40.00", DocumentStatus.OPEN, 1, 2);
        assertThat(full("100.00", "40.00", DocumentStatus.OPEN, 1, 2))
                .isEqualTo(invoice)
                .hasSameHashCodeAs(invoice);
        assertThat(invoice.withOutstanding(usd("40.01")))
                .isEqualTo(full("100.00", "40.01", DocumentStatus.OPEN, 1, 2))
                .doesNotHaveSameHashCodeAs(invoice);
        for (Invoice other : List.of(
                full("100.01", "40.00", DocumentStatus.OPEN, 1, 2),
                full("100.00", "40.01", DocumentStatus.OPEN, 1, 2),
                full("100.00", "40.00", DocumentStatus.PAID, 1, 2),
                full("100.00", "40.00", DocumentStatus.OPEN, 2, 2),
                full("100.00", "40.00", DocumentStatus.OPEN, 1, 3),
                Invoice.of(new InvoiceNumber("other"), ACCOUNT, usd("40.00")),
                Invoice.of(NUMBER, new AccountId("other"), usd("40.00")))) {
            assertThat(other).isNotEqualTo(invoice);
        }
    }

    private static Invoice full(String total, String outstanding, DocumentStatus status, int posted, int due) {
        return Invoice.of(NUMBER, ACCOUNT, usd(outstanding))
                .withTotal(usd(total))
                .withStatus(status)
                .withPostedOn(LocalDate.of(2026, 1, posted))
                .withDueOn(LocalDate.of(2026, 2, due));
    }

    @Test
    @DisplayName("An invoice in two currencies is refused")
    void twoCurrencies() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Invoice.of(NUMBER, ACCOUNT, usd("1.00")).withTotal(Money.of("1.00", "EUR")))
                .withMessageContaining("PS-INV103001");
    }

    @Test
    @DisplayName("COL-01 every status has a label of its own, as the ERP spells it")
    void labels() {
        assertThat(DocumentStatus.values())
                .extracting(DocumentStatus::label)
                .containsExactly("Draft", "In Review", "Open", "Paid", "Canceled", "Corrective", "Unrecognised");
    }

    @Test
    @DisplayName("Open items do not change behind their back")
    void copies() {
        List<Invoice> invoices = new ArrayList<>(List.of(invoice()));
        OpenItems items = new OpenItems(invoices, List.of());
        invoices.clear();
        assertThat(items.invoices()).containsExactly(invoice());
    }
}
