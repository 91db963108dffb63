package io.invoicepay.aptean.sandbox;

import com.sun.net.httpserver.HttpExchange;
import graphql.ParseAndValidateResult;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code POST /graphql}: credentials first, then the document, then whether this caller may ask for that, then the answer. */
final class GraphQlEndpoint {
    private static final int LARGEST_BODY = 1 << 20;
    private static final Set<String> INTROSPECTION = Set.of("__schema", "__type");

    private final SandboxSettings settings;
    private final Api api;
    private final Delivery delivery;
    private final Set<Caller> callers;

    GraphQlEndpoint(SandboxSettings settings, Api api, Delivery delivery, Set<Caller> callers) {
        this.settings = settings;
        this.api = api;
        this.delivery = delivery;
        this.callers = Set.copyOf(callers);
    }

    void handle(HttpExchange exchange, Map<String, String> headers) throws IOException {
        Optional<String> body = read(exchange);
        if (!exchange.getRequestMethod().equals("POST")) {
            HttpAnswer.text(405, "POST only").with(headers).send(exchange);
            return;
        }
        Optional<Caller> caller =
                Caller.of(exchange.getRequestHeaders(), settings).filter(callers::contains);
        if (caller.isEmpty()) {
            refuse(exchange, headers, Api.Answer.refused(401, "UNAUTHENTICATED", "credentials missing or wrong"));
            return;
        }
        Optional<Api.Request> request = body.flatMap(Json::object).flatMap(object -> request(exchange, object));
        if (request.isEmpty()) {
            refuse(exchange, headers, Api.Answer.refused(400, "BAD_REQUEST", "the body is not a GraphQL request"));
            return;
        }
        ParseAndValidateResult check = api.check(request.get());
        if (check.isFailure()) {
            refuse(exchange, headers, Api.refuse(check));
            return;
        }
        Document document = Objects.requireNonNull(check.getDocument());
        List<String> fields = rootFields(document, request.get().operationName());
        if (fields.stream().anyMatch(INTROSPECTION::contains) && !mayIntrospect(exchange)) {
            refuse(exchange, headers, Api.Answer.refused(400, "GRAPHQL_VALIDATION_FAILED", "introspection is closed"));
            return;
        }
        if (!fields.stream()
                .allMatch(field -> field.startsWith("__") || caller.get().may(field))) {
            refuse(exchange, headers, Api.Answer.refused(403, "FORBIDDEN", "not with these credentials"));
            return;
        }
        String operation = fields.isEmpty() ? "" : fields.get(0);
        delivery.deliver(
                exchange,
                headers,
                new ReceivedCall(
                        operation, request.get().key(), settings.clock().now()),
                () -> api.execute(request.get(), document));
    }

    private static void refuse(HttpExchange exchange, Map<String, String> headers, Api.Answer answer) {
        HttpAnswer.json(answer.status(), answer.body()).with(headers).send(exchange);
    }

    private static Optional<String> read(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        return bytes.length > LARGEST_BODY ? Optional.empty() : Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }

    private static Optional<Api.Request> request(HttpExchange exchange, Map<String, @Nullable Object> object) {
        if (!(object.get("query") instanceof String query)) {
            return Optional.empty();
        }
        Input body = new Input(object);
        return Optional.of(new Api.Request(
                query,
                body.text("operationName").filter(name -> !name.isEmpty()),
                body.object("variables").values(),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("idempotency-key"))
                        .filter(key -> !key.isBlank())));
    }

    private boolean mayIntrospect(HttpExchange exchange) {
        boolean generator = exchange.getRequestHeaders().containsKey("x-ezpay-pmt")
                && "true".equals(exchange.getRequestHeaders().getFirst("x-aptean-codegen"));
        return generator || settings.introspection();
    }

    /** The root fields that the chosen operation asks for, through whatever fragments. */
    private static List<String> rootFields(Document document, Optional<String> operationName) {
        List<String> fields = new ArrayList<>();
        document.getDefinitionsOfType(OperationDefinition.class).stream()
                .filter(definition -> operationName
                        .map(name -> name.equals(definition.getName()))
                        .orElse(true))
                .forEach(definition -> collect(document, definition.getSelectionSet(), fields));
        return fields;
    }

    private static void collect(Document document, SelectionSet selections, List<String> fields) {
        for (Selection<?> selection : selections.getSelections()) {
            if (selection instanceof Field field) {
                fields.add(field.getName());
            } else if (selection instanceof InlineFragment inline) {
                collect(document, inline.getSelectionSet(), fields);
            } else if (selection instanceof FragmentSpread spread) {
                document.getDefinitionsOfType(FragmentDefinition.class).stream()
                        .filter(fragment -> fragment.getName().equals(spread.getName()))
                        .forEach(fragment -> collect(document, fragment.getSelectionSet(), fields));
            }
        }
    }
}
