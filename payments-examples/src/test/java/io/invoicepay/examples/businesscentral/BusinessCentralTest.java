package io.invoicepay.examples.businesscentral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invoicepay.examples.InputFault;
import io.invoicepay.invoice.AccountBalance;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.DocumentStatus;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.money.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Business Central's answers")
class BusinessCentralTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final String GOOD = document("'A-1'", "'20000'", "'USD'", "1250.00", "'Open'");

    @TempDir
    private Path folder;

    private static String document(String number, String account, String currency, String remaining, String status) {
        return "{'number':" + number + ",'billToCustomerNumber':" + account + ",'currencyCode':" + currency
                + ",'remainingAmount':" + remaining + ",'status':" + status + "}";
    }

    private static String envelope(String... documents) {
        return "{'@odata.context':'x','value':[" + String.join(",", documents) + "]}";
    }

    private Path file(String name, String json) throws IOException {
        return Files.writeString(folder.resolve(name), json.replace('\'', '"'));
    }

    private static SalesDocuments read(Path... invoices) {
        return new BusinessCentral(USD).read(List.of(invoices), List.of());
    }

    private Invoice only(String document) throws IOException {
        List<Invoice> invoices = read(file("one.json", envelope(document))).invoices();
        assertThat(invoices).hasSize(1);
        return invoices.get(0);
    }

    private String fault(String json) throws IOException {
        return fault(file("given.json", json)).replace(folder + "/", "");
    }

    private static String fault(Path... files) {
        try {
            read(files);
        } catch (InputFault e) {
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("read without a fault");
    }

    @Nested
    @DisplayName("of invoices and credit memos")
    class Documents {
        @Test
        @DisplayName("the sample data has the sums that it was made with, drafts and closed memos left out")
        void sample() {
            SalesDocuments sample = new BusinessCentral(USD).sample();
            assertThat(sample.invoices()).hasSize(62);
            assertThat(sample.creditMemos()).hasSize(6);
            assertThat(balance(sample, "20000")).containsExactly(Money.of("22413.20", "USD"));
            assertThat(balance(sample, "50000")).containsExactly(Money.of("30343.98", "EUR"));
            assertThat(balance(sample, "90000")).containsExactly(Money.of("-350.00", "USD"));
            assertThat(balance(sample, "60000")).containsExactly(Money.of("2997043", "JPY"));
        }

        private List<Money> balance(SalesDocuments documents, String account) {
            AccountId id = new AccountId(account);
            return AccountBalance.of(
                            documents.invoices().stream()
                                    .filter(i -> i.account().equals(id))
                                    .toList(),
                            documents.creditMemos().stream()
                                    .filter(m -> m.account().equals(id))
                                    .toList())
                    .amounts();
        }

        @ParameterizedTest(name = "{0} {1} are {2} minor units")
        @CsvSource({
            "0.1, USD, 10",
            "1250.00, USD, 125000",
            "1250.000, USD, 125000",
            "1e3, USD, 100000",
            "90071992547409.93, USD, 9007199254740993",
            "92233720368547758.07, USD, 9223372036854775807",
            "341749, JPY, 341749",
            "341749.00, JPY, 341749",
            "1.234, KWD, 1234",
            "-0.00, USD, 0"
        })
        @DisplayName("amounts are exact, however they are written")
        void exact(String written, String currency, long minorUnits) throws IOException {
            Invoice invoice = only(document("'A-1'", "'20000'", "'" + currency + "'", written, "'Open'"));
            assertThat(invoice.outstanding()).isEqualTo(Money.ofMinor(minorUnits, Currency.getInstance(currency)));
        }

        @Test
        @DisplayName("an empty currency code is the local currency, with its own decimals")
        void localCurrency() throws IOException {
            Path file = file("one.json", envelope(document("'A-1'", "'20000'", "''", "5000", "'Open'")));
            SalesDocuments read = new BusinessCentral(Currency.getInstance("JPY")).read(List.of(file), List.of());
            assertThat(read.invoices().get(0).outstanding()).isEqualTo(Money.of("5000", "JPY"));
        }

        @Test
        @DisplayName("the account is the bill-to customer, and the customer only where that is not told")
        void account() throws IOException {
            String both = GOOD.replace("{", "{'customerNumber':'10000',");
            String noBillTo = both.replace("'billToCustomerNumber':'20000'", "'billToName':'x'");
            assertThat(only(both).account()).isEqualTo(new AccountId("20000"));
            assertThat(only(noBillTo).account()).isEqualTo(new AccountId("10000"));
        }

        @ParameterizedTest(name = "{0} is {1}")
        @CsvSource({
            "Draft, DRAFT",
            "In Review, IN_REVIEW",
            "Open, OPEN",
            "Paid, PAID",
            "Canceled, CANCELLED",
            "Corrective, CORRECTIVE",
            "' ', UNRECOGNISED",
            "open, UNRECOGNISED",
            "Frozen, UNRECOGNISED"
        })
        @DisplayName("each status has its meaning, and the ERP's spelling is kept")
        void status(String spelled, DocumentStatus status) throws IOException {
            SalesDocuments read =
                    read(file("one.json", envelope(document("'A-1'", "'20000'", "'USD'", "1", "'" + spelled + "'"))));
            Invoice invoice = read.invoices().get(0);
            assertThat(invoice.status()).isEqualTo(status);
            assertThat(read.spellingOf(invoice)).isEqualTo(spelled);
        }

        @Test
        @DisplayName("what claims to be open without a posting date is not posted")
        void notPosted() throws IOException {
            Invoice open = only(GOOD.replace("{", "{'postingDate':'2026-11-02','dueDate':'2026-12-02',"));
            Invoice undated = only(GOOD.replace("{", "{'postingDate':'0001-01-01',"));
            assertThat(open.postedOn()).contains(LocalDate.of(2026, 11, 2));
            assertThat(open.dueOn()).contains(LocalDate.of(2026, 12, 2));
            assertThat(open.isPosted()).isTrue();
            assertThat(undated.isPosted()).isFalse();
            assertThat(undated.postedOn()).isEmpty();
        }

        @Test
        @DisplayName("only an open, posted credit memo counts, with its total")
        void creditMemos() throws IOException {
            String memo = "{'number':'C-%d','billToCustomerNumber':'20000','currencyCode':'USD',"
                    + "'totalAmountIncludingTax':10.50,'status':'%s','postingDate':'%s'}";
            Path memos = file(
                    "memos.json",
                    envelope(
                            String.format(Locale.ROOT, memo, 1, "Open", "2026-08-29"),
                            String.format(Locale.ROOT, memo, 2, "Draft", "2026-08-29"),
                            String.format(Locale.ROOT, memo, 3, "Paid", "2026-08-29"),
                            String.format(Locale.ROOT, memo, 4, "Open", "0001-01-01")));
            SalesDocuments read =
                    new BusinessCentral(USD).read(List.of(file("i.json", envelope(GOOD))), List.of(memos));
            assertThat(balance(read, "20000")).containsExactly(Money.of("1239.50", "USD"));
        }

        @Test
        @DisplayName("unknown properties are ignored, nested ones too")
        void unknownProperties() throws IOException {
            Invoice invoice =
                    only(GOOD.replace("{", "{'@odata.etag':'x','lines':[{'a':{'b':[1,null,true]}}],'z':1.5e7,"));
            assertThat(invoice.outstanding()).isEqualTo(Money.of("1250.00", "USD"));
        }
    }

    @Nested
    @DisplayName("in pages")
    class InPages {
        private String page(int number, String link) {
            String next = link.isEmpty() ? "" : "'@odata.nextLink':'" + link + "',";
            return "{" + next + envelope(GOOD.replace("A-1", "A-" + number)).substring(1);
        }

        private List<String> numbers(Path... files) {
            return read(files).invoices().stream().map(i -> i.number().value()).toList();
        }

        @Test
        @DisplayName("several files are read in their order")
        void severalFiles() throws IOException {
            Path first = file("p1.json", page(1, "https://erp.example/salesInvoices?$skiptoken=1"));
            assertThat(numbers(first, file("p2.json", page(2, "")))).containsExactly("A-1", "A-2");
        }

        @Test
        @DisplayName("one file may hold an array of envelopes")
        void arrayOfEnvelopes() throws IOException {
            String both = "[" + page(1, "https://erp.example/2") + "," + page(2, "") + "]";
            assertThat(numbers(file("all.json", both))).containsExactly("A-1", "A-2");
        }

        @Test
        @DisplayName("a next page that lies beside is followed by its plain name")
        void beside() throws IOException {
            file("p2.json", page(2, "p3.json"));
            file("p3.json", page(3, ""));
            assertThat(numbers(file("p1.json", page(1, "p2.json")))).containsExactly("A-1", "A-2", "A-3");
        }

        @Test
        @DisplayName("a page that was given and lies beside is read once")
        void onlyOnce() throws IOException {
            Path second = file("p2.json", page(2, ""));
            assertThat(numbers(file("p1.json", page(1, "p2.json")), second)).containsExactly("A-1", "A-2");
        }

        @ParameterizedTest(name = "[{index}] {0}")
        @CsvSource(
                delimiter = '|',
                value = {
                    "https://erp.example/salesInvoices?$skiptoken=1 | https://erp.example/salesInvoices?… | is an address, and only a file beside this one is followed",
                    "HTTPS://me:hunter2@erp.example/s?sig=hunter2 | HTTPS://erp.example/s?… | is an address, and only a file beside this one is followed",
                    "//me:hunter2@erp.example/s#token=hunter2 | //erp.example/s#… | is no plain file name, and only a file beside this one is followed",
                    "p2.json | p2.json | is not there beside this file",
                    "../given.json | ../given.json | is no plain file name, and only a file beside this one is followed",
                    "./given.json | ./given.json | is no plain file name, and only a file beside this one is followed",
                    "sales/s?sig=hunter2 | sales/s?… | is no plain file name, and only a file beside this one is followed",
                    "'' | '' | is no plain file name, and only a file beside this one is followed",
                    "given.json | given.json | leads back to a file that was read already"
                })
        @DisplayName(
                "a missing page is a fault, since a balance without it would be wrong; its link is named, and why it leads nowhere")
        void missing(String link, String shown, String why) throws IOException {
            assertThat(fault("{'@odata.nextLink':'" + link + "','value':[]}"))
                    .isEqualTo("given.json: @odata.nextLink: a further page is missing: '" + shown + "' " + why
                            + "; give the file that holds it with another --invoices");
        }

        @Test
        @DisplayName("a link that is very long is cut short")
        void longLink() throws IOException {
            String link = "https://erp.example/" + "a".repeat(9_000);
            assertThat(fault("{'@odata.nextLink':'" + link + "','value':[]}"))
                    .contains("'https://erp.example/aaa", "aaa…' is an address", "with another --invoices")
                    .hasSizeLessThan(300);
        }

        @Test
        @DisplayName("pages that lead to each other have no end, so one is missing")
        void circle() throws IOException {
            file("p2.json", page(2, "p1.json"));
            assertThat(fault(file("p1.json", page(1, "p2.json"))))
                    .contains("p2.json: @odata.nextLink: a further page is missing: 'p1.json' leads back to a file");
        }
    }

    @Nested
    @DisplayName("with a fault are refused in one line that names")
    class Faults {
        @ParameterizedTest(name = "{0} {1}")
        @CsvSource(
                delimiter = '|',
                value = {
                    "number | 5 | is a number, not a string",
                    "number | '' | invoice number is blank",
                    "number | ' A-1' | invoice number has white space around it",
                    "number | 'A\\u0000' | invoice number has a control or invisible character",
                    "billToCustomerNumber | 20000 | is a number, not a string",
                    "billToCustomerNumber | '' | account is blank",
                    "currencyCode | 5 | is a number, not a string",
                    "currencyCode | null | is null, not a string",
                    "currencyCode | 'XYZ' | is not an ISO 4217 code of a currency with amounts",
                    "currencyCode | 'usd' | is not an ISO 4217 code of a currency with amounts",
                    "currencyCode | 'XXX' | is not an ISO 4217 code of a currency with amounts",
                    "remainingAmount | '5.00' | is a string, not a number",
                    "remainingAmount | null | is null, not a number",
                    "remainingAmount | [] | is an array, not a number",
                    "remainingAmount | {} | is an object, not a number",
                    "remainingAmount | true | is true or false, not a number",
                    "remainingAmount | 12.345 | has more decimals than USD has",
                    "remainingAmount | 1e-3 | has more decimals than USD has",
                    "remainingAmount | -0.01 | is negative",
                    "remainingAmount | 92233720368547758.08 | is too large",
                    "remainingAmount | 1e400 | is too large",
                    "remainingAmount | 1e99999999999 | is too large or too small a number",
                    "status | 1 | is a number, not a string",
                    "postingDate | 'soon' | is not a date such as 2026-11-20",
                    "dueDate | 5 | is a number, not a string",
                    "totalAmountIncludingTax | '1' | is a string, not a number"
                },
                quoteCharacter = '"')
        @DisplayName("record, property and fault:")
        void ofAProperty(String property, String value, String fault) throws IOException {
            String replaced = GOOD.contains("'" + property + "'")
                    ? GOOD.replaceFirst(
                            "'" + property + "':('[^']*'|[0-9.]+)", "'" + property + "':" + value.replace("\\", "\\\\"))
                    : GOOD.replace("{", "{'" + property + "':" + value + ",");
            String record = property.equals("number") ? "value[1].number" : "value[1] (A-1)." + property;
            assertThat(fault(envelope(GOOD.replace("A-1", "A-0"), replaced)))
                    .isEqualTo("given.json: " + record + ": " + fault);
        }

        @ParameterizedTest(name = "[{index}] {0}")
        @CsvSource({"number", "billToCustomerNumber", "currencyCode", "remainingAmount", "status"})
        @DisplayName("what is missing:")
        void missing(String property) throws IOException {
            String without = GOOD.replace("'" + property + "'", "'other'");
            String name = property.equals("billToCustomerNumber") ? "customerNumber" : property;
            String record = property.equals("number") ? "value[0].number" : "value[0] (A-1)." + name;
            assertThat(fault(envelope(without))).isEqualTo("given.json: " + record + ": is missing");
        }

        @Test
        @DisplayName("a number that appears twice, in one file or in two")
        void duplicates() throws IOException {
            String fault = "(A-1).number: there is an invoice of this number already";
            assertThat(fault(envelope(GOOD, GOOD))).isEqualTo("given.json: value[1] " + fault);
            assertThat(fault(file("a.json", envelope(GOOD)), file("b.json", envelope(GOOD))))
                    .endsWith("b.json: value[0] " + fault);
        }

        @Test
        @DisplayName("a property that appears twice")
        void duplicateProperty() throws IOException {
            assertThat(fault(envelope(GOOD.replace("{", "{'remainingAmount':1,"))))
                    .isEqualTo("given.json: value[0].remainingAmount: appears twice");
        }

        @ParameterizedTest(name = "[{index}] {0}")
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {
                    "{} | value: is missing: an envelope of Business Central's API is expected",
                    "[] | is an empty array, without any envelope",
                    "[5] | [0]: is not an envelope: an object with value is expected",
                    "5 | is not an envelope: an object with value is expected",
                    "{'value':{}} | value: is not an array",
                    "{'value':[],'value':[]} | value: appears twice",
                    "{'value':[5]} | value[0]: is a number, not an object",
                    "{'value':[],'@odata.nextLink':5} | @odata.nextLink: is a number, not a string",
                    "{'value':[{'a':nonsense}]} | is not JSON, from value[0].a on",
                    "{'value':[{'a':NaN}]} | is not JSON, from value[0].a on",
                    "{'value':[{'a':1 | is not complete JSON: it ends within value[0].a",
                    "{'value':[]}{} | goes on behind the end of its JSON document",
                    "<html> | is not JSON, from its beginning on"
                })
        @DisplayName("what is no answer of Business Central's:")
        void malformed(String json, String fault) throws IOException {
            assertThat(fault(json)).isEqualTo("given.json: " + fault);
        }

        @Test
        @DisplayName("a file that is cut off anywhere")
        void truncated() throws IOException {
            String whole = envelope(GOOD, GOOD.replace("A-1", "A-2")).replace('\'', '"');
            for (int length = 1; length < whole.length(); length++) {
                assertThat(fault(whole.substring(0, length)))
                        .startsWith("given.json: ")
                        .doesNotContain("\n");
            }
        }

        @Test
        @DisplayName("nesting without end, whose place is cut short")
        void nested() throws IOException {
            assertThat(fault("{'value':[" + "[".repeat(100_000)))
                    .startsWith("given.json: is nested too deeply, from value[0]")
                    .hasSizeLessThan(200);
        }

        @Test
        @DisplayName("an empty file, a directory, a file that is not there, one with a byte order mark")
        void files() throws IOException {
            assertThat(fault("")).isEqualTo("given.json: is empty");
            assertThat(fault(folder)).isEqualTo(folder + ": is a directory, not a file");
            assertThat(fault(folder.resolve("no.json")))
                    .isEqualTo(folder.resolve("no.json") + ": there is no such file");
            assertThat(fault("\uFEFF" + envelope(GOOD)))
                    .isEqualTo("given.json: begins with a byte order mark; JSON is UTF-8 without one");
        }

        @Test
        @DisplayName("amounts whose sum cannot be counted")
        void sum() throws IOException {
            String largest = document("'A-1'", "'20000'", "'USD'", "92233720368547758.07", "'Open'");
            SalesDocuments read = read(file("two.json", envelope(largest, GOOD.replace("A-1", "A-2"))));
            assertThatThrownBy(() -> read.checkSum(new AccountId("20000")))
                    .isInstanceOf(InputFault.class)
                    .hasMessage("account 20000: its amounts add up to more than can be counted");
        }
    }
}
