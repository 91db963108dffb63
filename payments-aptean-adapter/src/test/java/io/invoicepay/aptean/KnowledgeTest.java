package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.aptean.ApteanPayConfig.SchemaLevel;
import io.invoicepay.inmemory.VirtualClock;
import io.invoicepay.provider.PaymentQuery;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What is known of a server")
class KnowledgeTest {
    private static final String ACCOUNT = "{\"data\":{\"account\":{\"defaultCurrency\":\"USD\"}}}";
    private static final String FEES = "{\"data\":{\"account\":{\"defaultCurrency\":\"USD\",\"settings\":{\"features\":"
            + "{\"payments\":{\"convenienceFees\":true}}}}}}";
    private static final String INVALID =
            "{\"errors\":[{\"extensions\":{\"code\":\"GRAPHQL_VALIDATION_FAILED\"}}],\"data\":null}";
    private static final String REJECTED = "{\"errors\":[{\"extensions\":{\"code\":\"FORBIDDEN\"}}],\"data\":null}";

    private static final String PAGE = FakeAptean.found("", any -> FakeAptean.page(FakeAptean.request("INV-1", 100)));

    private final VirtualClock clock = VirtualClock.at(Fixtures.NOW);
    private final Spoken server = new Spoken();

    private Knowledge knowledge(SchemaLevel level) {
        ApteanPayConfig config =
                Fixtures.settings("https://api.aptean.example").schema(level).build();
        return new Knowledge(server.gateway(config, clock), new Documents(config.lookups.mark()), config, clock);
    }

    @DisplayName("begins with what the settings say, before anything was asked")
    @ParameterizedTest(name = "{0}: newer fields {1}, enough to charge {2}")
    @CsvSource({"CORE,false,true", "PROBE,false,false", "FULL,true,true"})
    void beginning(SchemaLevel level, boolean full, boolean answered) {
        Knowledge knowledge = knowledge(level);

        assertThat(knowledge.answered()).isEqualTo(answered);
        assertThat(knowledge.full()).isEqualTo(full);
        assertThat(knowledge.fees()).isFalse();
        assertThat(knowledge.otherCurrency()).isFalse();
    }

    @DisplayName("is never asked for where the settings say that it is an old one")
    @Test
    void core() {
        Knowledge knowledge = knowledge(SchemaLevel.CORE);
        knowledge.refresh();

        assertThat(server.bodies()).isEmpty();
    }

    @DisplayName("is learnt by one query, and then not asked for again")
    @ParameterizedTest(name = "{0}")
    @EnumSource(
            value = SchemaLevel.class,
            names = {"PROBE", "FULL"})
    void learnt(SchemaLevel level) {
        Knowledge knowledge = knowledge(level);
        server.then(FEES);
        knowledge.refresh();
        clock.advance(Duration.ofMinutes(59));
        knowledge.refresh();

        assertThat(server.bodies()).hasSize(1);
        assertThat(server.lastBody())
                .contains("\"variables\":{\"first\":1,\"orderBy\":{\"direction\":\"DESC\",\"field\":\"TIMESTAMP\"}}");
        assertThat(knowledge.full()).isTrue();
        assertThat(knowledge.fees()).isTrue();
        assertThat(knowledge.otherCurrency()).isFalse();
    }

    @DisplayName("VAL-08 tells fees and another currency only if the account says so")
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                ACCOUNT,
                "{\"data\":{\"account\":null}}",
                "{\"data\":{\"account\":{\"defaultCurrency\":null,\"settings\":null}}}",
                "{\"data\":{\"account\":{\"settings\":{\"features\":{\"payments\":{\"convenienceFees\":false}}}}}}"
            })
    void account(String account) {
        Knowledge knowledge = knowledge(SchemaLevel.FULL);
        server.then(account);
        knowledge.refresh();

        assertThat(knowledge.fees()).isFalse();
        assertThat(knowledge.otherCurrency()).isFalse();
    }

    @DisplayName("is learnt of an old server by a second query, without the newer fields and without variables")
    @Test
    void oldServer() {
        Knowledge knowledge = knowledge(SchemaLevel.PROBE);
        server.then(INVALID).then(ACCOUNT.replace("USD", "CAD"));
        knowledge.refresh();
        clock.advance(Duration.ofMinutes(59));
        knowledge.refresh();

        assertThat(server.bodies()).hasSize(2);
        assertThat(server.lastBody()).endsWith("\"variables\":{}}").doesNotContain("convenienceFees");
        assertThat(knowledge.full()).isFalse();
        assertThat(knowledge.otherCurrency()).isTrue();
    }

    @DisplayName(
            "DLG-01 is asked for again after an hour: a merchant may turn fees on, and what is known stays known without an answer")
    @Test
    void anHourLater() {
        Knowledge knowledge = knowledge(SchemaLevel.PROBE);
        server.then(ACCOUNT)
                .then((request, body) -> Spoken.json(request, 503, ""))
                .then(FEES);
        knowledge.refresh();
        assertThat(knowledge.fees()).isFalse();

        clock.advance(Duration.ofHours(1));
        knowledge.refresh();
        assertThat(knowledge.full()).isTrue();
        clock.advance(Duration.ofMinutes(1));
        knowledge.refresh();

        assertThat(knowledge.fees()).isTrue();
        assertThat(server.bodies()).hasSize(3);
    }

    @DisplayName("keeps what a look-up finds out while the hourly question has no answer yet")
    @Test
    void foundOutMeanwhile() {
        Knowledge knowledge = knowledge(SchemaLevel.PROBE);
        server.then(ACCOUNT).then((request, body) -> {
            knowledge.fallBack(Duration.ofHours(1));
            return Spoken.json(request, 503, "");
        });
        knowledge.refresh();
        clock.advance(Duration.ofHours(1));
        knowledge.refresh();

        assertThat(knowledge.full()).isFalse();
        knowledge.refresh();
        assertThat(server.bodies()).as("and asks again in a minute").hasSize(2);
    }

    @DisplayName("DLG-01 VAL-08 what forbids charges is not forgotten where a later answer does not speak of it")
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"{\"data\":{\"account\":null}}", "{\"data\":{}}", "{\"data\":{\"account\":{\"settings\":null}}}"
            })
    void silence(String later) {
        Knowledge knowledge = knowledge(SchemaLevel.PROBE);
        server.then(FEES.replace("USD", "CAD")).then(later);
        knowledge.refresh();
        boolean other = knowledge.otherCurrency();
        clock.advance(Duration.ofHours(2));
        knowledge.refresh();

        assertThat(server.bodies()).hasSize(2);
        assertThat(knowledge.fees()).isTrue();
        assertThat(knowledge.otherCurrency()).isEqualTo(other);
    }

    @DisplayName("is not asked for without the newer fields where the settings require them")
    @Test
    void required() {
        Knowledge knowledge = knowledge(SchemaLevel.FULL);
        server.then(INVALID);
        knowledge.refresh();

        assertThat(server.bodies()).hasSize(1);
        assertThat(knowledge.full()).isTrue();
    }

    @DisplayName("is asked for again a minute after there was no answer, and not before")
    @Test
    void againLater() {
        Knowledge knowledge = knowledge(SchemaLevel.PROBE);
        server.then((request, body) -> {
            throw new IOException("unplugged");
        });
        server.then(ACCOUNT);
        knowledge.refresh();
        clock.advance(Duration.ofSeconds(59));
        knowledge.refresh();
        assertThat(server.bodies()).hasSize(1);
        assertThat(knowledge.full()).isFalse();

        clock.advance(Duration.ofSeconds(1));
        knowledge.refresh();
        assertThat(server.bodies()).hasSize(2);
        assertThat(knowledge.full()).isTrue();
    }

    @DisplayName("holds the newer fields if the account alone was refused, which is asked for again a minute later")
    @Test
    void accountRefused() {
        Knowledge knowledge = knowledge(SchemaLevel.PROBE);
        server.then(REJECTED).then(PAGE).then(FEES);
        knowledge.refresh();
        assertThat(knowledge.full()).isTrue();
        assertThat(server.lastBody())
                .contains("paymentUrl")
                .doesNotContain("account")
                .contains("\"variables\":{\"first\":1,\"orderBy\":{\"direction\":\"DESC\",\"field\":\"TIMESTAMP\"}}");
        knowledge.refresh();
        assertThat(server.bodies()).hasSize(2);
        assertThat(knowledge.fees()).isFalse();

        clock.advance(Duration.ofMinutes(1));
        knowledge.refresh();
        assertThat(knowledge.fees()).isTrue();
        assertThat(server.bodies()).hasSize(3);
    }

    @DisplayName(
            "holds the newer fields if requests for payment were shown by them beside what was refused, and no more is asked")
    @Test
    void accountRefusedBesidePage() {
        Knowledge knowledge = knowledge(SchemaLevel.PROBE);
        server.then(
                PAGE.replaceFirst(
                        "\\{\"data\":\\{",
                        "{\"errors\":[{\"message\":\"no\"}],\"data\":{\"account\":{\"defaultCurrency\":\"CAD\",\"settings\":null},"));
        knowledge.refresh();

        assertThat(server.bodies()).hasSize(1);
        assertThat(knowledge.full()).isTrue();
        assertThat(knowledge.otherCurrency()).as("what was shown is known").isTrue();
    }

    @DisplayName("VAL-08 does not hold the newer fields because of a rejection: only if they were read")
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {REJECTED, INVALID, "{\"data\":{}}", "{\"data\":{\"paymentRequests\":null}}"})
    void newerFieldsNotRead(String page) {
        Knowledge knowledge = knowledge(SchemaLevel.PROBE);
        server.then("{\"errors\":[{\"message\":\"Cannot query field\"}]}")
                .then(page)
                .then(ACCOUNT.replace("USD", "CAD"));
        knowledge.refresh();

        assertThat(knowledge.full()).isFalse();
        boolean refused = page.contains("errors");
        assertThat(server.bodies()).hasSize(refused ? 3 : 2);
        assertThat(knowledge.otherCurrency()).isEqualTo(refused);
        knowledge.refresh();
        assertThat(server.bodies()).as("asked again, in a minute").hasSize(refused ? 3 : 2);
        clock.advance(Duration.ofMinutes(1));
        knowledge.refresh();
        assertThat(server.bodies()).hasSizeGreaterThan(refused ? 3 : 2);
    }

    @DisplayName("keeps the newer fields that were known where all that is asked is rejected for a time")
    @Test
    void rejectedForATime() {
        Knowledge knowledge = knowledge(SchemaLevel.PROBE);
        server.then(ACCOUNT).then(REJECTED);
        knowledge.refresh();
        clock.advance(Duration.ofHours(1));
        knowledge.refresh();

        assertThat(server.bodies()).hasSize(2);
        assertThat(knowledge.full()).isTrue();
    }

    @DisplayName(
            "VAL-08 is enough to charge from the first answer on that tells of its fields or the account, whatever comes later")
    @ParameterizedTest(name = "{0}, then {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "ACCOUNT | none | true",
                "INVALID | ACCOUNT | true",
                "INVALID | REJECTED | false",
                "INVALID | none | false",
                "REJECTED | PAGE | true",
                "REJECTED | REJECTED | false",
                "none | none | false"
            })
    void enoughToCharge(String first, String second, boolean enough) {
        Knowledge knowledge = knowledge(SchemaLevel.PROBE);
        Map<String, String> answers =
                Map.of("ACCOUNT", ACCOUNT, "INVALID", INVALID, "REJECTED", REJECTED, "PAGE", PAGE, "none", "");
        server.then(Objects.requireNonNull(answers.get(first))).then(Objects.requireNonNull(answers.get(second)));
        knowledge.refresh();

        assertThat(knowledge.answered()).isEqualTo(enough);
        server.then("");
        clock.advance(Duration.ofHours(2));
        knowledge.refresh();
        assertThat(knowledge.answered()).isEqualTo(enough);
    }

    @DisplayName("VAL-08 is enough to charge also of a server of the older schema that does not show its account")
    @Test
    void olderWithoutAccount() {
        Knowledge knowledge = knowledge(SchemaLevel.PROBE);
        server.then(INVALID).then(REJECTED).then(PAGE);
        knowledge.refresh();

        assertThat(knowledge.answered()).isTrue();
        assertThat(knowledge.full()).isFalse();
        clock.advance(Duration.ofMinutes(2));
        server.then(ACCOUNT);
        knowledge.refresh();
        assertThat(knowledge.full()).as("and is asked again soon").isTrue();
    }

    @DisplayName("is asked for by one at a time, however long the answer takes")
    @Test
    void oneAtATime() {
        Knowledge knowledge = knowledge(SchemaLevel.PROBE);
        server.then((request, body) -> {
            clock.advance(Duration.ofMinutes(2));
            knowledge.refresh();
            return Spoken.json(request, 200, ACCOUNT);
        });
        knowledge.refresh();

        assertThat(server.bodies()).hasSize(1);
    }

    @DisplayName("gives up newer fields that the server has forgotten, unless the settings require them")
    @Test
    void fallBack() {
        Knowledge probing = knowledge(SchemaLevel.PROBE);
        server.then(FEES);
        probing.refresh();
        assertThat(probing.mayFallBack()).isTrue();
        probing.fallBack(Duration.ofHours(1));
        assertThat(probing.full()).isFalse();
        assertThat(probing.fees()).isTrue();
        probing.refresh();
        assertThat(server.bodies()).hasSize(1);

        assertThat(knowledge(SchemaLevel.FULL).mayFallBack()).isFalse();
    }

    @DisplayName(
            "VAL-05 lets whoever was refused the newer fields ask without them, also if another has noticed before")
    @Test
    void fallBackOfSeveral() {
        ApteanPayConfig config = Fixtures.settings("https://api.aptean.example")
                .schema(SchemaLevel.PROBE)
                .build();
        Gateway gateway = server.gateway(config, clock);
        Documents documents = new Documents(config.lookups.mark());
        Knowledge knowledge = new Knowledge(gateway, documents, config, clock);
        Finder finder = new Finder(gateway, documents, knowledge, config, Fixtures.CLOCK);
        server.then(ACCOUNT);
        server.then((request, body) -> {
            knowledge.fallBack(Duration.ofHours(1)); // another, meanwhile
            return Spoken.json(request, 200, INVALID);
        });
        server.then((request, body) -> Spoken.json(
                request,
                200,
                FakeAptean.found(body, reference -> FakeAptean.page(FakeAptean.request(reference, 100)))));
        knowledge.refresh();

        Search search =
                finder.find(List.of(PaymentQuery.about(Fixtures.INVOICE))).get(0);

        assertThat(search.matches()).hasSize(1);
        assertThat(server.lastBody()).doesNotContain("paymentUrl");
    }
}
