package io.invoicepay.checkout;

import static io.invoicepay.fixtures.Sample.ACCOUNT;
import static io.invoicepay.fixtures.Sample.AMOUNT;
import static io.invoicepay.fixtures.Sample.NUMBER;
import static io.invoicepay.fixtures.Sample.USD;
import static io.invoicepay.fixtures.Sample.portal;
import static io.invoicepay.fixtures.Sample.sent;
import static io.invoicepay.fixtures.Sample.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.checkout.DecisionTable.Fact;
import io.invoicepay.invoice.AccountBalance;
import io.invoicepay.invoice.DocumentStatus;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.HostRefusal;
import io.invoicepay.payment.Refusal;
import io.invoicepay.payment.StandardRefusal;
import io.invoicepay.provider.Capabilities;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Writes {@code docs/truth-table.md} from the code and compares it with the file ({@code -Dinvoicepay.truthTable=write} writes it), and
 * compares the code with the numbered behaviours over every combination that can occur.
 */
class TruthTableTest {
    private static final Path FILE = Path.of("..", "docs", "truth-table.md");

    private static final String YES = "yes";
    private static final String NO = "no";
    private static final String NOT_ASKED = "not asked";

    private static final Fact PROVIDER = new Fact("provider configured", List.of(YES, NO));
    private static final Fact BALANCE = new Fact("account balance", List.of("positive", "zero", "negative"));
    private static final Fact STATUS = new Fact(
            "invoice",
            Stream.concat(
                            Stream.of("unknown"),
                            Arrays.stream(DocumentStatus.values()).map(TruthTableTest::label))
                    .toList());
    private static final Fact KNOWN_STATUS = new Fact(
            "invoice",
            Arrays.stream(DocumentStatus.values()).map(TruthTableTest::label).toList());
    private static final Fact OUTSTANDING = new Fact("outstanding", List.of("positive", "zero", "negative"));
    private static final Fact RECORD = new Fact(
            "our record",
            Arrays.stream(Held.values()).map(TruthTableTest::label).toList());
    private static final Map<String, ProviderView> VIEWS = views();
    private static final Fact VIEW = new Fact(
            "provider shows",
            Stream.concat(Stream.of(NOT_ASKED), VIEWS.keySet().stream()).toList());
    private static final Fact CURRENCY = new Fact("currency", List.of("accepted", "not accepted"));
    private static final Fact SIZE = new Fact("amount", List.of("within limits", "below minimum", "above maximum"));
    private static final Fact HOST = new Fact("host's rules", List.of("nothing against it", "refuse"));

    private static final HostRefusal HOST_REFUSAL = new HostRefusal("ON_HOLD", "shop.hold", "The account is on hold.");

    private static Map<String, ProviderView> views() {
        Option<Money> discount = Option.some(usd("25.00"));
        Map<String, ProviderView> views = new LinkedHashMap<>();
        views.put("same amount", sent());
        views.put("same amount (failed payment)", sent(portal(Status.FAILED)));
        views.put("same amount (discount)", Candidates.collecting(AMOUNT, discount));
        views.put("other amount", sent(usd("1249.99")));
        views.put("other amount (part paid)", sent(portal("part", Status.COMPLETED, usd("250.00"))));
        views.put(
                "other currency",
                new ProviderView.Sent(
                        "request-1",
                        true,
                        Money.of("1250.00", "CAD"),
                        Money.of("1250.00", "CAD"),
                        Option.none(),
                        List.of()));
        views.put("other amount (discount)", Candidates.collecting(usd("1225.00"), discount));
        views.put("closed", Candidates.closed());
        views.put("settled (no payment)", Candidates.settled());
        views.put("settled (failed payment)", Candidates.settled(portal(Status.FAILED)));
        views.put("payment pending", sent(portal(Status.PENDING)));
        views.put("payment in unknown status", sent(portal(Status.UNRECOGNISED)));
        views.put("payment pending (closed)", Candidates.closed(portal(Status.PENDING)));
        views.put("payment completed", sent(portal(Status.COMPLETED)));
        views.put("payment completed (total lags)", sent(AMOUNT, portal(Status.COMPLETED)));
        views.put("payment completed (closed)", Candidates.closed(portal(Status.COMPLETED)));
        views.put(
                "one completed and one pending",
                sent(portal(Status.COMPLETED), portal("second", Status.PENDING, AMOUNT)));
        views.put("not sent", ProviderView.notSent());
        views.put("contradictory", new ProviderView.Contradictory("two requests"));
        views.put("no answer", ProviderView.inconclusive(ProviderView.Inconclusive.Cause.UNREACHABLE));
        return views;
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private static <E extends Enum<E>> E of(Class<E> type, String label) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> label(value).equals(label))
                .findFirst()
                .orElseThrow();
    }

    private static Option<ProviderView> view(String name) {
        return Option.of(VIEWS.get(name));
    }

    private static Money amount(String sign) {
        return switch (sign) {
            case "positive" -> AMOUNT;
            case "zero" -> usd("0.00");
            default -> usd("-3.00");
        };
    }

    private static Invoice invoice(String status, String outstanding) {
        return Invoice.of(NUMBER, ACCOUNT, amount(outstanding)).withStatus(of(DocumentStatus.class, status));
    }

    /** The provider is asked about what is posted and outstanding. */
    private static boolean owed(String status, String outstanding) {
        boolean posted = Set.of("open", "paid", "corrective").contains(status);
        return posted && outstanding.equals("positive");
    }

    // The list asks the provider about what is owed and free on record, if there is a provider; a list without a
    // readable record asks
    // nobody. A provider that leaves an invoice out of its answer was as good as not asked.
    private static boolean occursInList(String provider, String status, String outstanding, String held, String view) {
        boolean mayAsk = provider.equals(YES) && owed(status, outstanding) && held.equals("free");
        return view.equals(NOT_ASKED) || mayAsk;
    }

    // The detail also asks about what is in flight, but not while it is reserved here, nor where another provider began
    // it.
    private static boolean occursOnDetail(
            String provider, String status, String outstanding, String held, String view) {
        boolean mayAsk = provider.equals(YES) && owed(status, outstanding) && !held.equals("unreadable");
        boolean mustAsk = mayAsk && held.equals("free");
        return view.equals(NOT_ASKED) ? !mustAsk : mayAsk;
    }

    private static DecisionTable list() {
        return new DecisionTable(
                List.of(KNOWN_STATUS, OUTSTANDING, RECORD, VIEW, PROVIDER, BALANCE), "Pay column", f -> {
                    Invoice invoice = invoice(f.get(0), f.get(1));
                    Held held = of(Held.class, f.get(2));
                    boolean configured = f.get(4).equals(YES);
                    AccountBalance balance = AccountBalance.of(
                            List.of(Invoice.of(new InvoiceNumber("OTHER"), ACCOUNT, amount(f.get(5)))), List.of());
                    return Option.when(
                            occursInList(f.get(4), f.get(0), f.get(1), f.get(2), f.get(3)),
                            () -> PayColumn.rows(
                                            List.of(invoice),
                                            balance,
                                            configured,
                                            Map.of(NUMBER, held),
                                            view(f.get(3))
                                                    .map(v -> Map.of(NUMBER, v))
                                                    .getOrElse(Map.of()))
                                    .get(0)
                                    .pay()
                                    .name());
                });
    }

    private static DecisionTable detail() {
        return new DecisionTable(
                List.of(KNOWN_STATUS, OUTSTANDING, RECORD, VIEW, PROVIDER),
                "Pay button",
                f -> Option.when(
                        occursOnDetail(f.get(4), f.get(0), f.get(1), f.get(2), f.get(3)),
                        () -> PayColumn.forDetail(
                                        invoice(f.get(0), f.get(1)),
                                        f.get(4).equals(YES),
                                        of(Held.class, f.get(2)),
                                        view(f.get(3)).exists(PayColumn::busyAt))
                                .name()));
    }

    private static final List<Fact> ELIGIBILITY = List.of(PROVIDER, STATUS, OUTSTANDING, RECORD, VIEW);
    private static final List<Fact> FURTHER = List.of(CURRENCY, SIZE, HOST);

    private static boolean occurs(List<String> f) {
        if (f.get(1).equals("unknown")) {
            return f.get(3).equals("free") && f.get(4).equals(NOT_ASKED);
        }
        return occursOnDetail(f.get(0), f.get(1), f.get(2), f.get(3), f.get(4));
    }

    private static Candidate candidate(List<String> main, List<String> further) {
        Capabilities.Builder capabilities = Capabilities.builder();
        if (further.get(0).equals("not accepted")) {
            capabilities.currencies(Set.of(java.util.Currency.getInstance("EUR")));
        }
        switch (further.get(1)) {
            case "below minimum" -> capabilities.minimum(AMOUNT.plus(Money.ofMinor(1, USD)));
            case "above maximum" -> capabilities.maximum(AMOUNT.minus(Money.ofMinor(1, USD)));
            default -> capabilities.minimum(AMOUNT).maximum(AMOUNT);
        }
        boolean known = !main.get(1).equals("unknown");
        return new Candidate(
                Option.when(main.get(0).equals(YES), capabilities::build),
                Option.when(known, () -> invoice(main.get(1), main.get(2))),
                of(Held.class, main.get(3)),
                view(main.get(4)),
                known && further.get(2).equals("refuse") ? List.of(HOST_REFUSAL) : List.of());
    }

    private static String reasons(Candidate candidate) {
        List<Refusal> refusals = candidate.refusals();
        return refusals.isEmpty() ? "can be paid" : names(refusals);
    }

    private static String names(List<? extends Refusal> refusals) {
        return refusals.stream().map(Refusal::name).collect(Collectors.joining(", "));
    }

    private static final List<String> NOTHING_FURTHER = List.of("accepted", "within limits", "nothing against it");

    private static DecisionTable eligibility() {
        return new DecisionTable(
                ELIGIBILITY,
                "reasons",
                main -> Option.when(occurs(main), () -> reasons(candidate(main, NOTHING_FURTHER))));
    }

    private static DecisionTable further(List<String> main) {
        return new DecisionTable(FURTHER, "reasons", f -> Option.some(reasons(candidate(main, f))));
    }

    private static final List<String> PAYABLE = List.of(YES, "open", "positive", "free", "same amount");
    private static final List<String> SETTLED = List.of(YES, "open", "zero", "free", NOT_ASKED);

    private static String document() {
        return """
                # What shows, and what can be paid

                Made from the code by `TruthTableTest`, which fails if this file and the code differ. To write it anew:
                `mvn -pl payments-core test -Dtest=TruthTableTest -Dinvoicepay.truthTable=write`

                Each table holds every combination that can occur. A cell with several values stands for each of them; "any" stands for
                every value that can occur there, "any other" for those that no line above names in the same place. Values share a line only where all that follows is the same.

                - **invoice**: the ERP's document status; "unknown" is no such invoice in the customer's account (PAY-04). Posted are open,
                  paid and corrective ones.
                - **account balance**: in the invoice's currency (BAL-01).
                - **our record**: free: nothing in flight; pending: reserved, sent, unknown or pending, from here or elsewhere; paid:
                  completed at the provider; review: a person has to decide; unreadable: the store of attempts does not answer.
                - **provider shows**: what the provider said when asked. It is asked about what is posted and outstanding: by a list if
                  nothing is on record, by the detail and the dialog also if something is, unless it is reserved at this moment or was
                  begun with another provider. A list asks about what is in flight too, to bring our record up to date before the row is
                  made (STA-02).

                ## The Pay column of a list (COL-01 to COL-08)

                %s
                ## The Pay button of the detail (DET-01, DET-02)

                %s
                ## Whether the dialog opens (VAL-01 to VAL-06)

                Currency and amount are ones the provider takes, and the host has nothing against it.

                %s
                ## What currency, amount and the host's rules add (VAL-08, VAL-09)

                For an invoice that could be paid otherwise:

                %s
                For one that owes nothing the provider's limits play no part:

                %s
                Whatever else holds, these reasons join the ones above: `CURRENCY_NOT_ACCEPTED`, `BELOW_MINIMUM` and `ABOVE_MAXIMUM` for
                an invoice that is posted and outstanding while a provider is configured, the host's for every known invoice. All
                stand in the order of the refusals, the host's last.
                """.formatted(
                        list().markdown(),
                        detail().markdown(),
                        eligibility().markdown(),
                        further(PAYABLE).markdown(),
                        further(SETTLED).markdown());
    }

    @Test
    @DisplayName("COL-01 DET-01 VAL-07 the truth table in the documentation is what the code does")
    void asDocumented() throws IOException {
        if (System.getProperty("invoicepay.truthTable", "").equals("write")) {
            Files.writeString(FILE, document(), StandardCharsets.UTF_8);
        }
        assertThat(Files.readString(FILE, StandardCharsets.UTF_8)).isEqualTo(document());
    }

    @Test
    @DisplayName(
            "COL-02 COL-03 COL-04 COL-05 COL-06 COL-07 STA-01 the Pay column is what the behaviours say, in every combination")
    void listOracle() {
        Map<List<String>, String> all = list().combinations();
        assertThat(all).hasSizeGreaterThan(600).allSatisfy((f, state) -> {
            boolean owed = owed(f.get(0), f.get(1));
            String expected;
            if (!owed) {
                expected = "NONE"; // COL-05
            } else if (isPending(f.get(2), f.get(3))) {
                expected = "PENDING"; // COL-03, COL-06, STA-01
            } else if (f.get(4).equals(YES)
                    && f.get(5).equals("positive")
                    && !f.get(2).equals("unreadable")) {
                expected = "PAY"; // COL-02, COL-04, COL-07
            } else {
                expected = "NONE"; // COL-04, PAY-05
            }
            assertThat(state).isEqualTo(expected);
        });
    }

    @Test
    @DisplayName("DET-01 DET-02 PAY-05 the Pay button is what the behaviours say, in every combination")
    void detailOracle() {
        Map<List<String>, String> all = detail().combinations();
        assertThat(all).hasSizeGreaterThan(400).allSatisfy((f, state) -> {
            String expected = "NONE";
            if (owed(f.get(0), f.get(1)) && isPending(f.get(2), f.get(3))) {
                expected = "PENDING"; // DET-02
            } else if (owed(f.get(0), f.get(1))
                    && f.get(4).equals(YES)
                    && !f.get(2).equals("unreadable")) {
                expected = "PAY"; // DET-01
            }
            assertThat(state).isEqualTo(expected);
        });
    }

    /** VAL-02, STA-01: made here or in the portal, and not settled in the ERP; what is looked into is not payable either. */
    private static boolean isPending(String record, String shown) {
        return Set.of("pending", "paid", "review").contains(record)
                || Set.of(
                                "settled (no payment)",
                                "settled (failed payment)",
                                "payment pending",
                                "payment in unknown status",
                                "payment pending (closed)",
                                "payment completed",
                                "payment completed (total lags)",
                                "payment completed (closed)",
                                "one completed and one pending")
                        .contains(shown);
    }

    @Test
    @DisplayName(
            "VAL-01 VAL-02 VAL-04 VAL-05 VAL-06 VAL-07 VAL-08 VAL-09 STA-01 all reasons that hold are told, in every combination")
    void eligibilityOracle() {
        Map<List<String>, String> mains = eligibility().combinations();
        Map<List<String>, String> furthers = further(PAYABLE).combinations();
        Map<String, Integer> told = new TreeMap<>();
        for (List<String> main : mains.keySet()) {
            for (List<String> further : furthers.keySet()) {
                List<String> expected = expected(main, further);
                List<String> actual = candidate(main, further).refusals().stream()
                        .map(Refusal::name)
                        .toList();
                if (!actual.equals(expected)) {
                    throw new AssertionError(main + " " + further + ": " + actual + ", expected " + expected);
                }
                actual.forEach(reason -> told.merge(reason, 1, Integer::sum));
            }
        }
        assertThat(mains).hasSizeGreaterThan(400);
        List<String> rules = new ArrayList<>(Arrays.stream(EligibilityRule.values())
                .map(rule -> rule.refusal().name())
                .toList());
        rules.add(HOST_REFUSAL.name());
        assertThat(told.keySet()).as("every reason occurs").containsExactlyInAnyOrderElementsOf(rules);
    }

    /** The behaviours, one after another, without a look at the rules. */
    private static List<String> expected(List<String> main, List<String> further) {
        boolean configured = main.get(0).equals(YES);
        boolean known = !main.get(1).equals("unknown");
        boolean posted = Set.of("open", "paid", "corrective").contains(main.get(1));
        boolean owed = owed(main.get(1), main.get(2));
        String record = main.get(3);
        String shown = main.get(4);
        Map<String, Boolean> holds = new LinkedHashMap<>();
        holds.put("NO_PROVIDER", !configured);
        holds.put("UNKNOWN_INVOICE", !known);
        holds.put("NOT_POSTED", known && !posted);
        holds.put("NOTHING_OUTSTANDING", known && !main.get(2).equals("positive"));
        holds.put("NOT_SENT", shown.equals("not sent"));
        holds.put(
                "PAYMENT_PENDING",
                record.equals("pending") || shown.contains("pending") || shown.equals("payment in unknown status"));
        holds.put(
                "ALREADY_PAID",
                main.get(2).equals("positive") && (record.equals("paid") || shown.contains("completed")));
        holds.put("UNDER_REVIEW", record.equals("review") || shown.equals("contradictory"));
        holds.put("PAYMENTS_UNAVAILABLE", record.equals("unreadable"));
        holds.put("PROVIDER_UNREACHABLE", shown.equals("no answer"));
        holds.put("NOT_PAYABLE_ONLINE", shown.equals("closed") || shown.startsWith("settled"));
        holds.put("CURRENCY_NOT_ACCEPTED", configured && owed && further.get(0).equals("not accepted"));
        holds.put("BELOW_MINIMUM", configured && owed && further.get(1).equals("below minimum"));
        holds.put("ABOVE_MAXIMUM", configured && owed && further.get(1).equals("above maximum"));
        holds.put("DISCOUNT_APPLIES", shown.equals("other amount (discount)"));
        holds.put(
                "AMOUNTS_DIFFER",
                Set.of("other amount", "other amount (part paid)", "other currency")
                        .contains(shown));
        holds.put("ON_HOLD", known && further.get(2).equals("refuse"));
        return holds.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    @DisplayName(
            "VAL-07 what the document says of currency, amount and host holds for every combination: reasons join, in order")
    void reasonsJoin() {
        List<String> order = new ArrayList<>(
                Arrays.stream(StandardRefusal.values()).map(Enum::name).toList());
        order.add(HOST_REFUSAL.name());
        for (List<String> main : eligibility().combinations().keySet()) {
            for (List<String> further : further(PAYABLE).combinations().keySet()) {
                List<String> joined = Stream.of(candidate(main, NOTHING_FURTHER), candidate(main, further))
                        .flatMap(candidate -> candidate.refusals().stream())
                        .map(Refusal::name)
                        .distinct()
                        .sorted(java.util.Comparator.comparingInt(order::indexOf))
                        .toList();
                assertThat(candidate(main, further).refusals())
                        .extracting(Refusal::name)
                        .isEqualTo(joined);
            }
        }
    }
}
