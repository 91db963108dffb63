package io.invoicepay.examples.businesscentral;

import io.invoicepay.examples.json.JsonNode;
import io.invoicepay.examples.json.MisreadException;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.CreditMemo;
import io.invoicepay.invoice.DocumentStatus;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.vavr.control.Option;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Makes invoices and credit memos of Business Central's records and gathers them. Properties it does not need are ignored. */
final class DocumentReader {
    private static final Map<String, DocumentStatus> STATUSES = Map.of(
            "Draft", DocumentStatus.DRAFT,
            "In Review", DocumentStatus.IN_REVIEW,
            "Open", DocumentStatus.OPEN,
            "Paid", DocumentStatus.PAID,
            "Canceled", DocumentStatus.CANCELLED,
            "Corrective", DocumentStatus.CORRECTIVE);
    private static final LocalDate NOT_POSTED = LocalDate.of(1, 1, 1);

    private final Currency local;
    private final Map<String, Option<Currency>> currencies = new HashMap<>();
    private final List<Invoice> invoices = new ArrayList<>();
    private final List<CreditMemo> creditMemos = new ArrayList<>();
    private final Map<InvoiceNumber, String> spelling = new HashMap<>();
    private final Set<String> memoNumbers = new HashSet<>();

    DocumentReader(Currency local) {
        this.local = local;
    }

    SalesDocuments all() {
        return new SalesDocuments(invoices, creditMemos, spelling);
    }

    void invoice(JsonNode unnamed) {
        InvoiceNumber number = value(unnamed.get("number"), InvoiceNumber::new);
        JsonNode document = unnamed.named(unnamed.place() + " (" + number + ")");
        String status = document.get("status").text();
        if (spelling.put(number, status) != null) {
            throw document.get("number").misread("there is an invoice of this number already");
        }
        AccountId account = account(document);
        Currency currency = currency(document.get("currencyCode"));
        Invoice invoice = Invoice.of(number, account, amount(document.get("remainingAmount"), currency))
                .withStatus(status(document, status));
        for (JsonNode total : document.find("totalAmountIncludingTax")) {
            invoice = invoice.withTotal(amount(total, currency));
        }
        for (LocalDate posted : date(document, "postingDate")) {
            invoice = invoice.withPostedOn(posted);
        }
        for (LocalDate due : date(document, "dueDate")) {
            invoice = invoice.withDueOn(due);
        }
        invoices.add(invoice);
    }

    void creditMemo(JsonNode unnamed) {
        JsonNode numbered = unnamed.get("number");
        String number = numbered.text();
        JsonNode document = unnamed.named(unnamed.place() + " (" + number + ")");
        AccountId account = account(document);
        Money credit = amount(document.get("totalAmountIncludingTax"), currency(document.get("currencyCode")));
        DocumentStatus status = status(document, document.get("status").text());
        creditMemos.add(value(numbered, text -> new CreditMemo(text, account, credit, status)));
        if (!memoNumbers.add(number)) {
            throw document.get("number").misread("there is a credit memo of this number already");
        }
    }

    /** The bill-to customer owes the money; a release that does not tell one bills the customer. */
    private static AccountId account(JsonNode document) {
        return value(
                document.find("billToCustomerNumber").getOrElse(() -> document.get("customerNumber")), AccountId::new);
    }

    private Currency currency(JsonNode code) {
        String text = code.text();
        return text.isEmpty()
                ? local
                : currencies
                        .computeIfAbsent(text, DocumentReader::currency)
                        .getOrElseThrow(() -> code.misread("is not an ISO 4217 code of a currency with amounts"));
    }

    private static Option<Currency> currency(String code) {
        return Option.ofOptional(Currency.getAvailableCurrencies().stream()
                .filter(c -> c.getCurrencyCode().equals(code) && c.getDefaultFractionDigits() >= 0)
                .findFirst());
    }

    private static Money amount(JsonNode number, Currency currency) {
        BigDecimal amount = number.decimal();
        if (amount.signum() < 0) {
            throw number.misread("is negative");
        }
        try {
            return Money.of(amount, currency);
        } catch (ArithmeticException e) {
            boolean fine = amount.stripTrailingZeros().scale() > currency.getDefaultFractionDigits();
            throw number.misread(fine ? "has more decimals than " + currency + " has" : "is too large");
        }
    }

    /** What claims to be posted and has no posting date is not posted. */
    private static DocumentStatus status(JsonNode document, String spelled) {
        DocumentStatus status = STATUSES.getOrDefault(spelled, DocumentStatus.UNRECOGNISED);
        boolean undated = document.find("postingDate").exists(date -> date(date).equals(NOT_POSTED));
        return undated && status.isPosted() ? DocumentStatus.DRAFT : status;
    }

    private static Option<LocalDate> date(JsonNode document, String name) {
        return document.find(name).map(DocumentReader::date).filter(date -> !date.equals(NOT_POSTED));
    }

    private static LocalDate date(JsonNode date) {
        try {
            return LocalDate.parse(date.text());
        } catch (DateTimeParseException e) {
            throw date.misread("is not a date such as 2026-11-20");
        }
    }

    /** A value of ours from a text; what it refuses becomes a fault of the text's place. */
    private static <T> T value(JsonNode text, Function<String, T> make) {
        try {
            return make.apply(text.text());
        } catch (IllegalArgumentException e) {
            throw new MisreadException(text.place(), String.valueOf(e.getMessage()));
        }
    }
}
