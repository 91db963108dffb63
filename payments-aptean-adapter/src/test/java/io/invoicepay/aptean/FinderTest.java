package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.inmemory.VirtualClock;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.vavr.control.Option;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The search for many invoices")
class FinderTest {
    private static final String REJECTED = "{\"errors\":[{\"extensions\":{\"code\":\"NO\"}}],\"data\":null}";

    private final Spoken server = new Spoken();
    private final VirtualClock clock = VirtualClock.at(Fixtures.NOW);

    private Finder finder(ApteanPayConfigBuilder settings) {
        ApteanPayConfig config = settings.build();
        return finder(config, knowledge(config));
    }

    private Finder finder(ApteanPayConfig config, Knowledge knowledge) {
        Documents documents = new Documents(config.lookups.mark());
        return new Finder(server.gateway(config, clock), documents, knowledge, config, clock);
    }

    private Knowledge knowledge(ApteanPayConfig config) {
        Documents documents = new Documents(config.lookups.mark());
        return new Knowledge(server.gateway(config, clock), documents, config, clock);
    }

    private static ApteanPayConfig probing() {
        return Fixtures.settings("https://api.aptean.example")
                .schema(ApteanPayConfig.SchemaLevel.PROBE)
                .lookupsPerRequest(4)
                .build();
    }

    private Finder inPairs() {
        return finder(Fixtures.settings("https://api.aptean.example").lookupsPerRequest(2));
    }

    private static List<PaymentQuery> queries(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> PaymentQuery.about(new InvoiceNumber("INV-" + n)))
                .toList();
    }

    private static Response found(Request request, String body) {
        return Spoken.json(
                request, 200, FakeAptean.found(body, reference -> FakeAptean.page(FakeAptean.request(reference, 100))));
    }

    private static List<String> seen(List<Search> searches) {
        return searches.stream()
                .map(search -> search.failure()
                        .map(failure -> failure.cause().name())
                        .getOrElse(() -> search.matches().get(0).referenceNumber()))
                .toList();
    }

    @DisplayName("COL-08 asks in one document for as many as are allowed, in their order, each with its own cursor")
    @Test
    void together() {
        server.then(FinderTest::found);

        assertThat(seen(inPairs().find(queries(5)))).containsExactly("INV-0", "INV-1", "INV-2", "INV-3", "INV-4");
        String order = "\"first\":10,\"orderBy\":{\"direction\":\"DESC\",\"field\":\"TIMESTAMP\"},";
        assertThat(server.bodies()).hasSize(3);
        assertThat(server.bodies().get(0))
                .endsWith("{" + order
                        + "\"queryString0\":\"INV-0\",\"after0\":\"\",\"queryString1\":\"INV-1\",\"after1\":\"\"}}");
        assertThat(server.bodies().get(2)).endsWith("{" + order + "\"queryString\":\"INV-4\",\"after\":\"\"}}");
    }

    @DisplayName("finds a reference with what the merchant puts before or behind the number")
    @ParameterizedTest(name = "[{0}] [{1}]")
    @CsvSource({"ACME-,/1", "ACME-,''", "'',/1"})
    void affixes(String prefix, String suffix) {
        server.then(FinderTest::found);
        Finder finder = finder(Fixtures.settings("https://api.aptean.example").reference(prefix, suffix));

        assertThat(seen(finder.find(queries(1)))).containsExactly(prefix + "INV-0" + suffix);
    }

    @DisplayName("COL-08 asks for fewer at once where the document of several is refused, and stays so")
    @Test
    void oneByOne() {
        server.then((request, body) ->
                body.contains("queryString0") ? Spoken.json(request, 400, "{\"errors\":[{}]}") : found(request, body));
        Finder finder = inPairs();

        assertThat(seen(finder.find(queries(3)))).containsExactly("INV-0", "INV-1", "INV-2");
        assertThat(server.bodies()).hasSize(4);
        assertThat(seen(finder.find(queries(2)))).containsExactly("INV-0", "INV-1");
        assertThat(server.bodies()).hasSize(6);
    }

    @DisplayName("VAL-05 one whose own document is refused fails, and is not asked for again")
    @Test
    void refusedAlone() {
        server.then((request, body) -> Spoken.json(request, 400, "{\"errors\":[{}]}"));

        assertThat(seen(inPairs().find(queries(1)))).containsExactly("MISCONFIGURED");
        assertThat(server.bodies()).hasSize(1);
    }

    @DisplayName("VAL-05 one that is rejected hides none of the others of its document")
    @Test
    void rejected() {
        server.then((request, body) ->
                body.contains("INV-1\"") ? Spoken.json(request, 200, REJECTED) : found(request, body));

        assertThat(seen(inPairs().find(queries(3)))).containsExactly("INV-0", "UNREACHABLE", "INV-2");
        assertThat(server.bodies()).hasSize(4);
    }

    @DisplayName(
            "VAL-05 a server that rejects whatever it is asked is left alone after a few in a row, and the rest fails")
    @Test
    void allRejected() {
        server.then(REJECTED);
        Finder finder = finder(Fixtures.settings("https://api.aptean.example").lookupsPerRequest(5));

        assertThat(seen(finder.find(queries(11)))).hasSize(11).containsOnly("UNREACHABLE");
        assertThat(server.bodies()).hasSize(6);
    }

    @DisplayName("VAL-05 some that are rejected here and there hide none of the others")
    @Test
    void someRejected() {
        server.then((request, body) ->
                body.matches("(?s).*INV-[01457]\".*") ? Spoken.json(request, 200, REJECTED) : found(request, body));
        Finder finder = finder(Fixtures.settings("https://api.aptean.example"));

        assertThat(seen(finder.find(queries(9))))
                .containsExactly(
                        "UNREACHABLE",
                        "UNREACHABLE",
                        "INV-2",
                        "INV-3",
                        "UNREACHABLE",
                        "UNREACHABLE",
                        "INV-6",
                        "UNREACHABLE",
                        "INV-8");
    }

    @DisplayName("VAL-05 a few that are rejected one behind the other hide none of the others")
    @Test
    void neighboursRejected() {
        server.then((request, body) ->
                body.matches("(?s).*INV-[345]\".*") ? Spoken.json(request, 200, REJECTED) : found(request, body));
        Finder finder = finder(Fixtures.settings("https://api.aptean.example"));

        assertThat(seen(finder.find(queries(9))))
                .containsExactly(
                        "INV-0",
                        "INV-1",
                        "INV-2",
                        "UNREACHABLE",
                        "UNREACHABLE",
                        "UNREACHABLE",
                        "INV-6",
                        "INV-7",
                        "INV-8");
    }

    @DisplayName(
            "VAL-05 one that something before the server turns away hides none of the others, and makes no request smaller")
    @Test
    void turnedAway() {
        server.then((request, body) ->
                body.contains("INV-20\"") ? Spoken.json(request, 400, "blocked") : found(request, body));
        Finder finder = finder(Fixtures.settings("https://api.aptean.example"));

        List<String> seen = seen(finder.find(queries(100)));
        assertThat(seen.get(20)).isEqualTo("UNREACHABLE");
        assertThat(seen).filteredOn(found -> found.startsWith("INV-")).hasSize(99);
        assertThat(server.bodies()).hasSizeLessThan(2 * 6 + 3);
        int before = server.bodies().size();
        assertThat(seen(finder.find(queries(20)))).hasSize(20).doesNotContain("UNREACHABLE");
        assertThat(server.bodies()).hasSize(before + 1);
    }

    @DisplayName(
            "VAL-05 one that is refused with the newer fields and without them costs none of the others the newer fields")
    @Test
    void refusedEitherWay() {
        server.then("{\"data\":{\"account\":{\"defaultCurrency\":\"USD\"}}}");
        server.then((request, body) ->
                body.contains("INV-1\"") ? Spoken.json(request, 400, "{\"errors\":[{}]}") : found(request, body));
        Knowledge knowledge = knowledge(probing());
        Finder finder = finder(probing(), knowledge);
        knowledge.refresh();

        assertThat(seen(finder.find(queries(3)))).containsExactly("INV-0", "MISCONFIGURED", "INV-2");
        assertThat(server.lastBody()).contains("INV-2").contains("paymentUrl");
        assertThat(knowledge.full()).isTrue();
    }

    @DisplayName("COL-08 keeps the size that passed although one of them could not be read")
    @Test
    void unreadableBesideLimit() {
        server.then((request, body) -> body.contains("queryString2")
                ? Spoken.json(request, 400, "{\"errors\":[{}]}")
                : oddly(request, body, "INV-0"));
        Finder finder = finder(Fixtures.settings("https://api.aptean.example").lookupsPerRequest(4));

        assertThat(seen(finder.find(queries(7))))
                .containsExactly("UNREADABLE", "INV-1", "INV-2", "INV-3", "INV-4", "INV-5", "INV-6");
        assertThat(server.bodies()).hasSize(1 + 1 + 3);
    }

    @DisplayName("COL-08 asks a server that has forgotten the newer fields for as many at once as before, without them")
    @Test
    void forgottenFields() {
        Knowledge knowledge = knowledge(probing());
        Finder finder = finder(probing(), knowledge);
        server.then("{\"data\":{\"account\":{\"defaultCurrency\":\"USD\"}}}");
        server.then((request, body) ->
                body.contains("paymentUrl") ? Spoken.json(request, 400, "{\"errors\":[{}]}") : found(request, body));
        knowledge.refresh();

        assertThat(seen(finder.find(queries(9))))
                .doesNotContain("MISCONFIGURED")
                .hasSize(9);
        assertThat(server.bodies())
                .as("the last of those refused twice, then without, and whether it knows them")
                .hasSize(1 + 3 + 1 + 1 + 1 + 2);
        assertThat(server.lastBody()).contains("queryString3").doesNotContain("paymentUrl");
    }

    private static final String ACCOUNT = "{\"data\":{\"account\":{\"defaultCurrency\":\"USD\"}}}";

    private static Response refusing(Request request, String body) {
        return Spoken.json(request, 400, "{\"errors\":[{}]}");
    }

    @DisplayName("VAL-08 one refusal of the newer fields that passes does not end them: a discount would not be seen")
    @Test
    void passingRefusal() {
        Knowledge knowledge = knowledge(probing());
        Finder finder = finder(probing(), knowledge);
        server.then(ACCOUNT).then(FinderTest::refusing).then(FinderTest::found);
        knowledge.refresh();

        assertThat(seen(finder.find(queries(1)))).containsExactly("INV-0");
        assertThat(server.lastBody()).contains("paymentUrl");
        assertThat(server.bodies()).hasSize(3);
        assertThat(knowledge.full()).isTrue();
    }

    @DisplayName(
            "VAL-08 newer fields that were refused, and may be known all the same, are asked for again in a minute")
    @ParameterizedTest
    @ValueSource(ints = {200, 500})
    void doubtfulRefusal(int status) {
        Knowledge knowledge = knowledge(probing());
        Finder finder = finder(probing(), knowledge);
        server.then(ACCOUNT)
                .then(FinderTest::refusing)
                .then(FinderTest::refusing)
                .then(FinderTest::found)
                .then((request, body) -> Spoken.json(request, status, ACCOUNT))
                .then(ACCOUNT);
        knowledge.refresh();

        assertThat(seen(finder.find(queries(1)))).containsExactly("INV-0");
        assertThat(knowledge.full()).isFalse();
        clock.advance(Duration.ofSeconds(59));
        knowledge.refresh();
        assertThat(knowledge.full()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        knowledge.refresh();
        assertThat(knowledge.full()).isTrue();
    }

    @DisplayName(
            "VAL-05 begins no request later than twice a query's limit, however much is left: a page waits, or a reservation runs")
    @Test
    void slowServer() {
        server.then((request, body) -> {
            clock.advance(Duration.ofSeconds(4));
            return found(request, body);
        });
        Finder finder = finder(Fixtures.settings("https://api.aptean.example")
                .lookupsPerRequest(10)
                .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5)));

        List<String> seen = seen(finder.find(queries(100)));

        assertThat(server.bodies()).as("0, 4 and 8 seconds after the first").hasSize(3);
        assertThat(seen.subList(0, 30)).doesNotContain("UNREACHABLE");
        assertThat(seen.subList(30, 100)).containsOnly("UNREACHABLE");
    }

    @DisplayName("COL-08 asks for one at a time where a server answers for one whatever it is asked")
    @Test
    void blindToAliases() {
        server.then((request, body) -> body.contains("queryString0")
                ? Spoken.json(request, 200, "{\"data\":{\"paymentRequests\":" + FakeAptean.page() + "}}")
                : found(request, body));
        Finder finder = inPairs();

        assertThat(seen(finder.find(queries(3)))).containsExactly("INV-0", "INV-1", "INV-2");
        assertThat(server.bodies()).hasSize(4);
        assertThat(seen(finder.find(queries(2)))).containsExactly("INV-0", "INV-1");
        assertThat(server.bodies()).hasSize(6);
    }

    @DisplayName("VAL-05 a server that cannot be reached any more while it is asked for fewer is left alone at once")
    @Test
    void rejectedThenFailing() {
        server.then(REJECTED).then(FinderTest::found).then((request, body) -> Spoken.json(request, 502, ""));
        Finder finder = finder(Fixtures.settings("https://api.aptean.example").lookupsPerRequest(4));

        assertThat(seen(finder.find(queries(6))))
                .containsExactly("INV-0", "INV-1", "UNREACHABLE", "UNREACHABLE", "UNREACHABLE", "UNREACHABLE");
        assertThat(server.bodies()).hasSize(3);
    }

    @DisplayName("VAL-05 a rejected one that was alone is not asked for again, and ends the round")
    @Test
    void rejectedAlone() {
        server.then(REJECTED);

        assertThat(seen(inPairs().find(queries(1)))).containsExactly("UNREACHABLE");
        assertThat(server.bodies()).hasSize(1);
    }

    @DisplayName("VAL-05 what an answer leaves out is asked for again, in smaller requests")
    @Test
    void leftOut() {
        server.then((request, body) -> Spoken.json(
                request,
                200,
                FakeAptean.found(body, reference -> FakeAptean.page(FakeAptean.request(reference, 100)))
                        .replaceFirst("\"lookup1\":", "\"lookup7\":")));

        assertThat(seen(inPairs().find(queries(3)))).containsExactly("INV-0", "INV-1", "INV-2");
    }

    @DisplayName("VAL-05 a page of something else in place of answers leaves the server alone after a few")
    @Test
    void misread() {
        server.then((request, body) -> Spoken.json(request, 200, "[]"));
        Finder finder = finder(Fixtures.settings("https://api.aptean.example"));

        assertThat(seen(finder.find(queries(100)))).hasSize(100).containsOnly("UNREADABLE");
        assertThat(server.bodies()).hasSize(9);
    }

    private static Response oddly(Request request, String body, String... odd) {
        String found = FakeAptean.found(body, reference -> {
            String page = FakeAptean.page(FakeAptean.request(reference, 100));
            return List.of(odd).contains(reference) ? page.replace("\"amount\":100", "\"amount\":1.5") : page;
        });
        return Spoken.json(request, 200, found);
    }

    @DisplayName("VAL-05 one whose page cannot be read hides none of the others of its document")
    @Test
    void unreadable() {
        server.then((request, body) -> oddly(request, body, "INV-0", "INV-3"));
        Finder finder = finder(Fixtures.settings("https://api.aptean.example"));

        assertThat(seen(finder.find(queries(5))))
                .containsExactly("UNREADABLE", "INV-1", "INV-2", "UNREADABLE", "INV-4");
        assertThat(server.bodies()).hasSize(3);
        assertThat(server.lastBody()).contains("\"queryString2\":\"INV-4\"").doesNotContain("queryString3");
    }

    @DisplayName("VAL-05 one whose page cannot be read leaves its place to the next")
    @Test
    void unreadableOfTwo() {
        server.then((request, body) -> oddly(request, body, "INV-1"));

        assertThat(seen(inPairs().find(queries(3)))).containsExactly("INV-0", "UNREADABLE", "INV-2");
        assertThat(server.bodies()).hasSize(2);
    }

    @DisplayName(
            "VAL-05 a server that cannot be understood is not asked about each invoice: after the third the rest fails as well")
    @Test
    void allUnreadable() {
        server.then((request, body) -> oddly(request, body, "INV-0", "INV-1", "INV-2", "INV-3", "INV-4"));
        Finder finder = finder(Fixtures.settings("https://api.aptean.example"));

        assertThat(seen(finder.find(queries(5)))).containsOnly("UNREADABLE");
        assertThat(server.bodies()).hasSize(5);
    }

    @DisplayName("VAL-05 several whose pages cannot be read hide none of the others, and make no request smaller")
    @ParameterizedTest(name = "{0}: {1} requests")
    @CsvSource(
            delimiter = '|',
            value = {"3,10,20,30,40 | 8", "0,1,2,5 | 13", "0,10,20,21 | 9"})
    void someUnreadable(String unreadable, int requests) {
        String[] odd = Stream.of(unreadable.split(",", -1)).map("INV-"::concat).toArray(String[]::new);
        server.then((request, body) -> oddly(request, body, odd));
        Finder finder = finder(Fixtures.settings("https://api.aptean.example"));

        assertThat(seen(finder.find(queries(50))))
                .hasSize(50)
                .filteredOn(found -> !found.startsWith("INV-"))
                .hasSize(odd.length)
                .containsOnly("UNREADABLE");
        assertThat(server.bodies()).hasSize(requests);
        List<PaymentQuery> others = queries(550).subList(50, 550);
        assertThat(seen(finder.find(others))).allMatch(found -> found.startsWith("INV-"));
        assertThat(server.bodies()).hasSize(requests + 10);
    }

    @DisplayName("COL-08 asks a server that fails over many no second time for many, whoever is refused beside them")
    @Test
    void failingOverManyBesideRefused() {
        server.then((request, body) -> body.contains("queryString10")
                ? Spoken.json(request, 502, "")
                : body.matches("(?s).*\"INV-[0-9]*[02468]0\".*")
                        ? Spoken.json(request, 400, "{\"errors\":[{}]}")
                        : found(request, body));
        Finder finder = finder(Fixtures.settings("https://api.aptean.example"));

        assertThat(seen(finder.find(queries(500))))
                .filteredOn("MISCONFIGURED"::equals)
                .hasSize(24);
        assertThat(server.bodies())
                .filteredOn(body -> body.contains("queryString10"))
                .hasSize(1);
    }

    @DisplayName("COL-08 asks for as many at once as before where a list was rejected that had few")
    @Test
    void rejectionTeachesNothing() {
        server.then(REJECTED).then(FinderTest::found);
        Finder finder = finder(Fixtures.settings("https://api.aptean.example"));

        assertThat(seen(finder.find(queries(2)))).containsExactly("INV-0", "INV-1");
        assertThat(server.bodies()).hasSize(3);
        assertThat(seen(finder.find(queries(50)))).hasSize(50);
        assertThat(server.bodies()).hasSize(4);
    }

    @DisplayName("COL-08 asks for as many at once as before when an hour has passed since the server failed over them")
    @Test
    void sizeComesBack() {
        server.then((request, body) -> Spoken.json(request, 502, "")).then(FinderTest::found);
        Finder finder = finder(Fixtures.settings("https://api.aptean.example"));

        finder.find(queries(50));
        assertThat(server.bodies()).hasSize(1 + 5);
        clock.advance(Duration.ofHours(1).minusSeconds(1));
        finder.find(queries(50));
        assertThat(server.bodies()).hasSize(6 + 5);
        clock.advance(Duration.ofSeconds(1));
        finder.find(queries(50));
        assertThat(server.bodies()).hasSize(11 + 1);
        clock.set(Fixtures.NOW.minusSeconds(1));
        finder.find(queries(50));
        assertThat(server.bodies())
                .as("nor before, by a clock that was set back")
                .hasSize(12 + 1);
    }

    @DisplayName("COL-08 one that is refused makes nothing forgotten of how many the server takes")
    @Test
    void refusedBesideLimit() {
        server.then((request, body) -> body.contains("queryString10") || body.contains("INV-120\"")
                ? Spoken.json(request, 400, "{\"errors\":[{}]}")
                : found(request, body));
        Finder finder = finder(Fixtures.settings("https://api.aptean.example"));

        assertThat(seen(finder.find(queries(500))))
                .hasSize(500)
                .filteredOn(found -> !found.startsWith("INV-"))
                .containsExactly("MISCONFIGURED");
        assertThat(server.bodies()).hasSizeLessThan(500 / 6 + 20);
    }

    @DisplayName(
            "COL-08 costs a dozen requests for each of a few that are refused, and one for each invoice where many are")
    @ParameterizedTest(name = "INV-{0}: {1} at most")
    @CsvSource({"[13]33, 34", "[0-9]*[05]5, 120", "[0-9]*[13579], 525"})
    void manyRefused(String refused, int most) {
        server.then((request, body) -> body.matches("(?s).*\"INV-(" + refused + ")\".*")
                ? Spoken.json(request, 400, "{\"errors\":[{}]}")
                : found(request, body));
        Finder finder = finder(Fixtures.settings("https://api.aptean.example"));

        assertThat(seen(finder.find(queries(500))))
                .hasSize(500)
                .allMatch(found -> found.startsWith("INV-") != found.equals("MISCONFIGURED"));
        assertThat(server.bodies()).hasSizeLessThanOrEqualTo(most);
        int before = server.bodies().size();
        server.then(FinderTest::found);
        finder.find(queries(1));
        finder.find(queries(500));
        assertThat(server.bodies()).as("and makes no later request smaller").hasSize(before + 1 + 10);
    }

    @DisplayName("COL-08 asks for as many at once as before where those refused lie far apart, however many they are")
    @Test
    void refusedFarApart() {
        server.then((request, body) -> body.matches("(?s).*\"INV-[0-9]*50\".*")
                ? Spoken.json(request, 400, "{\"errors\":[{}]}")
                : found(request, body));

        finder(Fixtures.settings("https://api.aptean.example")).find(queries(3000));
        assertThat(server.bodies()).hasSizeLessThanOrEqualTo(60 + 30 * 12);
    }

    @DisplayName("VAL-05 a server that is unavailable, or cannot be reached at all, is left alone at once")
    @Test
    void unavailable() {
        server.then((request, body) -> Spoken.json(request, 503, "")).then((request, body) -> {
            throw new IOException("refused");
        });
        Finder finder = finder(Fixtures.settings("https://api.aptean.example"));

        assertThat(seen(finder.find(queries(25)))).hasSize(25).containsOnly("UNREACHABLE");
        assertThat(server.bodies()).hasSize(1);
        assertThat(seen(finder.find(queries(25)))).hasSize(25).containsOnly("UNREACHABLE");
        assertThat(server.bodies()).hasSize(2);
    }

    @DisplayName("COL-08 takes what the newer fields cost it not for a limit, if another thread has found that out")
    @Test
    void forgottenFieldsElsewhere() {
        Knowledge knowledge = knowledge(probing());
        Finder finder = finder(probing(), knowledge);
        server.then("{\"data\":{\"account\":{\"defaultCurrency\":\"USD\"}}}");
        server.then((request, body) -> Spoken.json(request, 400, "{\"errors\":[{}]}"));
        server.then((request, body) -> {
            knowledge.fallBack(Duration.ofHours(1));
            return Spoken.json(request, 400, "{\"errors\":[{}]}");
        });
        server.then(FinderTest::found);
        knowledge.refresh();

        assertThat(seen(finder.find(queries(9))))
                .doesNotContain("MISCONFIGURED")
                .hasSize(9);
        assertThat(server.bodies()).hasSize(1 + 2 + 3);
    }

    @DisplayName("COL-08 asks for fewer at once where an answer is longer than may be read, and stays so")
    @Test
    void tooLong() {
        server.then((request, body) -> {
            String pad = body.contains("queryString2") ? " ".repeat(1 << 20) : "";
            return Spoken.json(
                    request, 200, pad + FakeAptean.found(body, n -> FakeAptean.page(FakeAptean.request(n, 100))));
        });
        Finder finder = finder(Fixtures.settings("https://api.aptean.example").lookupsPerRequest(4));

        assertThat(seen(finder.find(queries(4)))).containsExactly("INV-0", "INV-1", "INV-2", "INV-3");
        assertThat(server.bodies()).hasSize(3);
        assertThat(seen(finder.find(queries(4)))).containsExactly("INV-0", "INV-1", "INV-2", "INV-3");
        assertThat(server.bodies()).hasSize(5);
    }

    @DisplayName("COL-08 asks for few at once where a server fails over many, or does not answer in time, and stays so")
    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {500, 502, 431, 408})
    void failingOverMany(int status) {
        server.then((request, body) ->
                body.contains("queryString10") ? Spoken.json(request, status, "") : found(request, body));
        Finder finder = finder(Fixtures.settings("https://api.aptean.example"));

        assertThat(seen(finder.find(queries(25)))).hasSize(25).allMatch(found -> found.startsWith("INV-"));
        assertThat(server.bodies()).hasSize(1 + 3);
        assertThat(seen(finder.find(queries(20)))).hasSize(20).allMatch(found -> found.startsWith("INV-"));
        assertThat(server.bodies()).hasSize(1 + 3 + 2);
    }

    @DisplayName("VAL-05 a server that fails over few as well is left alone")
    @Test
    void failingOverAll() {
        server.then((request, body) -> Spoken.json(request, 500, ""));

        assertThat(seen(finder(Fixtures.settings("https://api.aptean.example")).find(queries(100))))
                .hasSize(100)
                .containsOnly("UNREACHABLE");
        assertThat(server.bodies()).hasSize(2);
    }

    @DisplayName("VAL-05 a server that cannot answer now is not asked for the rest of the list")
    @Test
    void failing() {
        server.then(FinderTest::found).then((request, body) -> Spoken.json(request, 502, ""));

        assertThat(seen(inPairs().find(queries(6))))
                .containsExactly("INV-0", "INV-1", "UNREACHABLE", "UNREACHABLE", "UNREACHABLE", "UNREACHABLE");
        assertThat(server.bodies()).hasSize(2);
    }

    @DisplayName("POR-01 keeps a link only if it was asked for, and says why there is none")
    @Test
    void links() {
        server.then(FinderTest::found);
        Finder finder = inPairs();
        InvoiceNumber invoice = new InvoiceNumber("INV-0");

        assertThat(finder.findWithLink(invoice).matches().get(0).paymentUrl()).isNotNull();
        assertThat(finder.find(queries(1)).get(0).matches().get(0).paymentUrl()).isNull();
        server.then((request, body) -> Spoken.json(request, 401, ""));
        assertThat(finder.findWithLink(invoice).failure()).isEqualTo(Option.none());
        assertThat(finder.findWithLink(invoice).failure())
                .isEqualTo(Option.some((Inconclusive) ProviderView.inconclusive(Cause.MISCONFIGURED)));
    }

    private static String rejectingNewerFields(String body, String reference) {
        return body.contains("paymentUrl") && body.contains(reference)
                ? "{\"errors\":[{\"message\":\"no\"}],\"data\":null}"
                : FakeAptean.found(body, any -> FakeAptean.page(FakeAptean.request(any, 100)));
    }

    @DisplayName(
            "VAL-05 asks without the newer fields where they are rejected whatever is asked for, and not for them for a minute")
    @Test
    void newerFieldsRejected() {
        ApteanPayConfig config = probing();
        Knowledge knowledge = knowledge(config);
        server.then("{\"data\":{}}");
        knowledge.refresh();
        assertThat(knowledge.full()).isTrue();
        server.then((request, body) -> Spoken.json(request, 200, rejectingNewerFields(body, "")));

        assertThat(seen(finder(config, knowledge).find(queries(2)))).containsExactly("INV-0", "INV-1");
        assertThat(knowledge.full()).isFalse();
        int sofar = server.bodies().size();
        knowledge.refresh();
        assertThat(server.bodies()).hasSize(sofar);
    }

    @DisplayName("VAL-05 VAL-08 hides nobody's discount because one invoice is rejected with the newer fields")
    @Test
    void oneRejectedWithNewerFields() {
        ApteanPayConfig config = probing();
        Knowledge knowledge = knowledge(config);
        server.then("{\"data\":{}}");
        knowledge.refresh();
        server.then((request, body) -> Spoken.json(request, 200, rejectingNewerFields(body, "INV-1\"")));

        assertThat(seen(finder(config, knowledge).find(queries(3)))).containsExactly("INV-0", "UNREACHABLE", "INV-2");
        assertThat(knowledge.full()).isTrue();
    }
}
