package io.invoicepay.aptean.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaLevelTest {
    @DisplayName("the level of 2021 knows nothing that the newest does not")
    @Test
    void olderIsPartOfNewer() {
        assertThat(elements(SchemaLevel.NEWEST)).containsAll(elements(SchemaLevel.OF_2021));
    }

    @DisplayName("no member marked as seen in newer sources alone is left at the level of 2021")
    @Test
    void marksDecide() {
        String newest = ApteanSandbox.resource("schema.graphql");
        Pattern marked = Pattern.compile("(?m)^  +(\\w+)[:(][^#\\n]*#([^\\n]*)$");
        Set<String> left = elements(SchemaLevel.OF_2021);
        String type = "";
        int newer = 0;
        for (String line : newest.split("\n", -1)) {
            Matcher head = Pattern.compile("^(?:type|input) (\\w+)").matcher(line);
            type = head.find() ? head.group(1) : type;
            Matcher member = marked.matcher(line);
            if (!type.equals("Query")
                    && member.find()
                    && member.group(2).contains("[S]")
                    && !member.group(2).contains("[T]")
                    && !member.group(1).equals("supportedPaymentMethods")) {
                newer++;
                assertThat(left).doesNotContain(type + "." + member.group(1));
            }
        }
        assertThat(newer).isGreaterThan(40);
    }

    @DisplayName("a newer field is refused as unknown at the level of 2021 and answered at the newest")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ paymentRequests(orderBy: {direction: ASC, field: TIMESTAMP}) { nodes { paymentUrl } } }",
                "{ paymentRequests(orderBy: {direction: ASC, field: TIMESTAMP}, statusFilter: [UNPAID]) { totalCount } }",
                "{ payments(id: \"x\") { nodes { failureDetail { code } } } }",
                "{ account { payFacType } }"
            })
    void newerFields(String query) {
        try (ApteanSandbox old = start(SchemaLevel.OF_2021);
                ApteanSandbox current = start(SchemaLevel.NEWEST)) {
            SandboxClient.Answer refused = SandboxClient.server(old).ask(query, Map.of());
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text("errors.0.extensions.code")).isEqualTo("GRAPHQL_VALIDATION_FAILED");
            assertThat(refused.has("data")).isFalse();
            assertThat(SandboxClient.server(current).ask(query, Map.of()).has("errors"))
                    .isFalse();
        }
    }

    @DisplayName("at the level of 2021 a payment goes through as well")
    @Test
    void payingIn2021() {
        try (ApteanSandbox old = start(SchemaLevel.OF_2021)) {
            String request = old.issue("A-1", 1_000);
            SandboxClient.server(old).key("k").pay(old.enterCard(TestCard.APPROVED), request, 1_000);
            assertThat(old.liveCharges("A-1")).hasSize(1);
        }
    }

    private static ApteanSandbox start(SchemaLevel level) {
        return ApteanSandbox.start(SandboxSettings.builder()
                .clock(SandboxClock.standingAt(Instant.parse("2026-11-20T12:00:00Z")))
                .schema(level)
                .build());
    }

    /** Every field, argument and input field, as {@code Type.field} and {@code Type.field.argument}. */
    private static Set<String> elements(SchemaLevel level) {
        TypeDefinitionRegistry types = new SchemaParser().parse(ApteanSandbox.resource(level.resource()));
        Set<String> elements = new TreeSet<>();
        for (ObjectTypeDefinition type : types.getTypes(ObjectTypeDefinition.class)) {
            for (FieldDefinition field : type.getFieldDefinitions()) {
                elements.add(type.getName() + "." + field.getName());
                for (InputValueDefinition argument : field.getInputValueDefinitions()) {
                    elements.add(type.getName() + "." + field.getName() + "." + argument.getName());
                }
            }
        }
        for (InputObjectTypeDefinition type : types.getTypes(InputObjectTypeDefinition.class)) {
            type.getInputValueDefinitions().forEach(field -> elements.add(type.getName() + "." + field.getName()));
        }
        return elements;
    }
}
