package io.invoicepay.conformance;

import static io.invoicepay.conformance.TwistedSource.giving;
import static io.invoicepay.conformance.TwistedSource.listing;
import static io.invoicepay.conformance.TwistedSource.owing;

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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sources that break one promise each, by the mistakes one would make. */
final class SourceFlaws {
    private static final AccountId ACCOUNT = new AccountId("20000");

    private final Map<String, Flaw> flaws = new LinkedHashMap<>();

    /**
     * A way to be wrong.
     *
     * @param caughtBy the test that has to catch it; others may too
     * @param twist makes a source go wrong
     */
    record Flaw(String caughtBy, Function<Books, InvoiceSource> twist) {
        InvoiceSourceHarness newHarness() {
            Books books = new Books();
            return new BooksHarness(books, twist.apply(books));
        }
    }

    /** Everything a test can ask of {@link Books}. */
    record BooksHarness(Books books, InvoiceSource source) implements InvoiceSourceHarness {
        @Override
        public Arranged put(Invoice invoice) {
            books.put(invoice);
            return Arranged.done();
        }

        @Override
        public Arranged put(CreditMemo memo) {
            books.put(memo);
            return Arranged.done();
        }
    }

    /** The contract on one of these. */
    @ExtendWith(Trial.SubjectResolver.class)
    static final class OnTrial extends InvoiceSourceContract {
        private final Flaw flaw;

        OnTrial(String name) {
            flaw = Option.of(all().get(name)).get();
        }

        @Override
        protected InvoiceSourceHarness newHarness() {
            return flaw.newHarness();
        }
    }

    static Map<String, Flaw> all() {
        SourceFlaws flaws = new SourceFlaws();
        flaws.ofOne();
        flaws.ofPages();
        flaws.ofBalances();
        return flaws.flaws;
    }

    private void add(String name, String caughtBy, Function<Books, InvoiceSource> twist) {
        if (flaws.put(name, new Flaw(caughtBy, twist)) != null) {
            throw new IllegalStateException("two flaws are named " + name);
        }
    }

    /** Twists every invoice that is given, alone or in a list. */
    private void shows(String name, String caughtBy, UnaryOperator<Invoice> twist) {
        add(
                name,
                caughtBy,
                books -> listing(
                        giving(
                                books,
                                (account, number) ->
                                        books.invoice(account, number).map(twist)),
                        (account, page) -> {
                            InvoicePage answer = books.invoices(account, page);
                            return paged(answer.invoices().stream().map(twist).toList(), answer.hasMore(), answer);
                        }));
    }

    private void ofOne() {
        shows("forgets when an invoice is due", "One.isGiven", invoice -> rebuilt(invoice, invoice.outstanding()));
        shows(
                "drops the decimals",
                "One.withEveryAmount",
                invoice -> Invoice.of(
                                invoice.number(),
                                invoice.account(),
                                Money.ofMinor(
                                        invoice.outstanding().minorUnits() / 100 * 100,
                                        invoice.outstanding().currency()))
                        .withStatus(invoice.status()));
        shows(
                "takes what it does not know for open",
                "One.inEveryStatus",
                invoice -> Invoice.of(invoice.number(), invoice.account(), invoice.outstanding())
                        .withStatus(
                                invoice.status() == DocumentStatus.UNRECOGNISED
                                        ? DocumentStatus.OPEN
                                        : invoice.status()));
        add(
                "throws where there is no such invoice",
                "One.isNothing",
                books -> giving(
                        books,
                        (account, number) ->
                                Option.some(books.invoice(account, number).get())));
        add(
                "gives everybody every invoice",
                "One.isNothingForOthers",
                books -> giving(
                        books,
                        (account, number) -> Option.ofOptional(books.everything().stream()
                                .filter(invoice -> invoice.number().equals(number))
                                .findFirst())));
        add(
                "tells that an invoice is another account's",
                "One.isNothingForOthers",
                books -> giving(books, (account, number) -> {
                    if (books.invoice(account, number).isEmpty()
                            && books.everything().stream()
                                    .anyMatch(i -> i.number().equals(number))) {
                        throw new IllegalArgumentException("not your invoice");
                    }
                    return books.invoice(account, number);
                }));
        add(
                "lets accounts that do not exist see everything",
                "One.isNothingForUnknownAccounts",
                books -> giving(
                        books,
                        (account, number) -> books.invoice(books.of(account).isEmpty() ? ACCOUNT : account, number)));
        add("remembers an invoice as it first saw it", "One.isCurrent", books -> {
            Map<InvoiceNumber, Invoice> seen = new ConcurrentHashMap<>();
            return giving(
                    books,
                    (account, number) ->
                            books.invoice(account, number).map(invoice -> seen.computeIfAbsent(number, n -> invoice)));
        });
        add(
                "takes no notice of case",
                "One.isFoundExactly",
                books -> giving(
                        books,
                        (account, number) -> Option.ofOptional(books.of(account).stream()
                                .filter(invoice -> invoice.number().value().equalsIgnoreCase(number.value()))
                                .findFirst())));
    }

    private void ofPages() {
        pagesOf(
                "lists open invoices alone",
                "Pages.holdsAll",
                (books, account) ->
                        books.of(account).stream().filter(Invoice::isOpen).toList());
        pagesOf("lists everybody's invoices", "Pages.holdsOnlyTheAccounts", (books, account) -> books.everything());
        pagesOf(
                "lists everybody's invoices for accounts that do not exist",
                "Pages.isEmptyForUnknownAccounts",
                (books, account) -> books.of(account).isEmpty() ? books.everything() : books.of(account));
        add(
                "begins a page with the last row of the one before",
                "Pages.isWhole",
                books -> listing(
                        books,
                        (account, page) -> books.invoices(
                                account, new PageRequest(Math.max(0, page.offset() - 1), page.limit()))));
        add(
                "counts pages from one",
                "Pages.isWhole",
                books -> listing(
                        books,
                        (account, page) -> books.invoices(
                                account, new PageRequest(page.offset() == 0 ? 0 : page.offset() + 1, page.limit()))));
        add(
                "gives a row too many",
                "Pages.isWhole",
                books -> listing(books, (account, page) -> {
                    return books.invoices(account, new PageRequest(page.offset(), page.limit() + 1));
                }));
        add(
                "says that there is more when a page is full",
                "Pages.knowsItsEnd",
                books -> listing(books, (account, page) -> {
                    InvoicePage answer = books.invoices(account, page);
                    return paged(answer.invoices(), answer.invoices().size() == page.limit(), answer);
                }));
        add(
                "never says that there is more",
                "Pages.knowsItsEnd",
                books -> listing(books, (account, page) -> {
                    InvoicePage answer = books.invoices(account, page);
                    return paged(answer.invoices(), false, answer);
                }));
        add(
                "throws behind the end",
                "Pages.isEmptyBehindItsEnd",
                books -> listing(books, (account, page) -> {
                    Objects.checkIndex(page.offset(), books.of(account).size() + 1);
                    return books.invoices(account, page);
                }));
        add("turns the list over at each reading", "Pages.hasAStableOrder", books -> {
            int[] readings = {0};
            return listing(books, (account, page) -> {
                List<Invoice> all = new ArrayList<>(books.of(account));
                if (readings[0]++ % 2 == 1) {
                    Collections.reverse(all);
                }
                return cut(all, page, books.openItems(account));
            });
        });
        add(
                "tells the balance of the page",
                "Pages.tellsTheBalanceWithEveryPage",
                books -> listing(books, (account, page) -> {
                    InvoicePage answer = books.invoices(account, page);
                    return new InvoicePage(
                            answer.invoices(),
                            answer.hasMore(),
                            new OpenItems(answer.invoices(), answer.openItems().creditMemos()));
                }));
        add(
                "lists another balance than it gives",
                "Pages.agreesWithOne",
                books -> giving(
                        books,
                        (account, number) -> books.invoice(account, number)
                                .map(invoice -> rebuilt(
                                        invoice,
                                        invoice.outstanding()
                                                .plus(Money.ofMinor(
                                                        1, invoice.outstanding().currency()))))));
        add("hands out pages that were read before", "Pages.isWhole", books -> {
            Map<AccountId, InvoicePage> pages = new HashMap<>();
            return listing(books, (account, page) -> pages.computeIfAbsent(account, a -> books.invoices(a, page)));
        });
        add("answers no other thread than its first", "Pages.isReadByMany", books -> {
            Thread owner = Thread.currentThread();
            return listing(
                    books,
                    (account, page) -> Thread.currentThread() == owner
                            ? books.invoices(account, page)
                            : cut(List.of(), page, books.openItems(account)));
        });
    }

    private void pagesOf(String name, String caughtBy, BiFunction<Books, AccountId, List<Invoice>> rows) {
        add(
                name,
                caughtBy,
                books -> listing(
                        books, (account, page) -> cut(rows.apply(books, account), page, books.openItems(account))));
    }

    private void ofBalances() {
        owes(
                "leaves out small invoices",
                "Balance.addsUpInvoices",
                invoice -> invoice.outstanding().minorUnits() > 99);
        add(
                "counts the total of an invoice",
                "Balance.addsUpInvoices",
                books -> owing(
                        books,
                        account -> new OpenItems(
                                books.openItems(account).invoices().stream()
                                        .map(invoice -> rebuilt(invoice, invoice.total()))
                                        .toList(),
                                books.openItems(account).creditMemos())));
        add(
                "counts open invoices twice",
                "Balance.holdsOpenInvoicesOnce",
                books -> owing(
                        books,
                        account -> new OpenItems(
                                Stream.concat(
                                                books.openItems(account).invoices().stream(),
                                                books.openItems(account).invoices().stream())
                                        .toList(),
                                books.openItems(account).creditMemos())));
        add(
                "counts the first twenty open invoices",
                "Balance.holdsOpenInvoicesOnce",
                books -> owing(
                        books,
                        account -> new OpenItems(
                                books.openItems(account).invoices().stream()
                                        .limit(20)
                                        .toList(),
                                books.openItems(account).creditMemos())));
        add(
                "counts drafts as open",
                "Balance.leavesOutWhatIsNotOwed",
                books -> owing(
                        books,
                        account -> new OpenItems(
                                books.of(account).stream()
                                        .map(invoice ->
                                                Invoice.of(invoice.number(), invoice.account(), invoice.outstanding()))
                                        .toList(),
                                books.openItems(account).creditMemos())));
        add(
                "leaves credits out",
                "Balance.takesCreditsOff",
                books -> owing(
                        books, account -> new OpenItems(books.openItems(account).invoices(), List.of())));
        add(
                "counts credits that were used up",
                "Balance.takesCreditsOff",
                books -> owing(
                        books,
                        account -> new OpenItems(
                                books.openItems(account).invoices(),
                                books.allMemos().stream()
                                        .filter(memo -> memo.account().equals(account))
                                        .map(memo -> new CreditMemo(
                                                memo.number(), account, memo.credit(), DocumentStatus.OPEN))
                                        .toList())));
        add(
                "leaves credits out of pages",
                "Balance.tellsCreditsWithEveryPage",
                books -> listing(books, (account, page) -> {
                    InvoicePage answer = books.invoices(account, page);
                    return new InvoicePage(
                            answer.invoices(),
                            answer.hasMore(),
                            new OpenItems(answer.openItems().invoices(), List.of()));
                }));
        pagesOf(
                "lists credits as invoices",
                "Balance.keepsCreditsOutOfTheList",
                (books, account) -> Stream.concat(
                                books.of(account).stream(),
                                books.allMemos().stream()
                                        .map(memo ->
                                                Invoice.of(new InvoiceNumber(memo.number()), account, memo.credit())))
                        .toList());
        add(
                "counts every currency as one",
                "Balance.keepsCurrenciesApart",
                books -> owing(
                        books,
                        account -> new OpenItems(
                                books.openItems(account).invoices().stream()
                                        .map(invoice -> rebuilt(
                                                invoice,
                                                Money.of(invoice.outstanding().minorUnits() + "", "USD")))
                                        .toList(),
                                books.openItems(account).creditMemos())));
        add(
                "counts everybody's invoices",
                "Balance.holdsNothingOfOthers",
                books -> owing(
                        books,
                        account -> new OpenItems(
                                books.everything().stream()
                                        .filter(Invoice::isOpen)
                                        .toList(),
                                books.openItems(account).creditMemos())));
        add(
                "counts everybody's credits",
                "Balance.holdsNoCreditOfOthers",
                books -> owing(
                        books,
                        account -> new OpenItems(
                                books.openItems(account).invoices(),
                                books.openItems(account).invoices().isEmpty() ? List.of() : books.allMemos())));
        add("remembers a balance as it first saw it", "Balance.followsTheErp", books -> {
            Map<AccountId, OpenItems> seen = new ConcurrentHashMap<>();
            return owing(books, account -> seen.computeIfAbsent(account, books::openItems));
        });
    }

    private void owes(String name, String caughtBy, Predicate<Invoice> counted) {
        add(
                name,
                caughtBy,
                books -> owing(
                        books,
                        account -> new OpenItems(
                                books.openItems(account).invoices().stream()
                                        .filter(counted)
                                        .toList(),
                                books.openItems(account).creditMemos())));
    }

    // Words for the flaws

    private static InvoicePage paged(List<Invoice> invoices, boolean hasMore, InvoicePage answer) {
        return new InvoicePage(invoices, hasMore, answer.openItems());
    }

    private static InvoicePage cut(List<Invoice> all, PageRequest page, OpenItems items) {
        int from = Math.min(page.offset(), all.size());
        int to = Math.min(from + page.limit(), all.size());
        return new InvoicePage(all.subList(from, to), to < all.size(), items);
    }

    private static Invoice rebuilt(Invoice invoice, Money outstanding) {
        return Invoice.of(invoice.number(), invoice.account(), outstanding).withStatus(invoice.status());
    }
}
