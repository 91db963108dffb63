package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.MockedWiringFactory;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.validation.ValidationError;
import graphql.validation.Validator;
import io.invoicepay.aptean.ApteanPayConfig.PaymentMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Validates what can be sent against a schema; with {@code -Dsdl=FILE} against the one that Aptean hands a customer. */
@DisplayName("The GraphQL documents")
class DocumentsTest {
    private static final int EVERY_DOCUMENT = 7;

    static GraphQLSchema schema(String sdl) {
        TypeDefinitionRegistry types = new SchemaParser().parse(sdl);
        return new SchemaGenerator()
                .makeExecutableSchema(
                        types,
                        RuntimeWiring.newRuntimeWiring()
                                .wiringFactory(new MockedWiringFactory())
                                .build());
    }

    private static List<ValidationError> faults(GraphQLSchema schema, Document document) {
        return new Validator().validateDocument(schema, Parser.parse(document.text()), Locale.ROOT);
    }

    private static void check(String sdl, PaymentMark mark, boolean full) {
        GraphQLSchema schema = schema(sdl);
        List<Document> documents = new Documents(mark).all(full);
        assertThat(documents)
                .hasSize(EVERY_DOCUMENT)
                .allSatisfy(document -> assertThat(faults(schema, document))
                        .as(document.toString())
                        .isEmpty());
    }

    @DisplayName("ask for nothing that the known schema does not have")
    @Test
    void fullSchema() {
        check(Fixtures.schema("schema.graphql"), PaymentMark.NONE, true);
        check(Fixtures.schema("schema.graphql"), PaymentMark.NONE, false);
        check(Fixtures.schema("schema.graphql"), PaymentMark.AUTO, true);
        check(Fixtures.schema("schema.graphql"), PaymentMark.AUTO, false);
        check(Fixtures.schema("schema.graphql"), PaymentMark.DESCRIPTION, true);
    }

    @DisplayName("ask an older server for nothing that it did not have in 2021")
    @Test
    void olderSchema() {
        check(Fixtures.schema("schema-2021.graphql"), PaymentMark.NONE, false);
        check(Fixtures.schema("schema-2021.graphql"), PaymentMark.AUTO, false);
    }

    @DisplayName("ask for the mark in custom data only of a server whose payments have it")
    @Test
    void customData() {
        String sdl = Fixtures.schema("schema.graphql") + "\nextend type Payment { customData: JSON }";

        check(sdl, PaymentMark.CUSTOM_DATA, true);
        check(sdl, PaymentMark.CUSTOM_DATA, false);
        assertThat(faults(
                        schema(Fixtures.schema("schema.graphql")),
                        new Documents(PaymentMark.CUSTOM_DATA).findPaymentRequests(1, true)))
                .isNotEmpty();
    }

    @DisplayName("are seen to fail where a field is missing: the newer ones against the older schema")
    @Test
    void failsWhenItShould() {
        GraphQLSchema older = schema(Fixtures.schema("schema-2021.graphql"));
        Documents documents = new Documents(PaymentMark.NONE);

        assertThat(faults(older, documents.findPaymentRequests(1, true))).isNotEmpty();
        assertThat(faults(older, documents.serverCheck(true))).isNotEmpty();
        assertThat(faults(older, documents.createPayment(true))).isNotEmpty();
    }

    @DisplayName("fit the schema in the file given with -Dsdl")
    @Test
    @EnabledIfSystemProperty(named = "sdl", matches = ".+")
    void givenSchema() throws IOException {
        String sdl = Files.readString(Path.of(System.getProperty("sdl")));

        check(sdl, PaymentMark.AUTO, false);
        check(sdl, PaymentMark.AUTO, true);
    }

    @DisplayName("hold no value, only variables")
    @Test
    void holdNoValues() {
        assertThat(new Documents(PaymentMark.NONE).all(true))
                .allSatisfy(document ->
                        assertThat(document.text()).doesNotContain("\"").doesNotContain("#"));
    }
}
