package io.invoicepay.aptean.sandbox;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.ParseAndValidate;
import graphql.ParseAndValidateResult;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.Document;
import graphql.schema.DataFetcher;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.FieldWiringEnvironment;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.WiringFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The GraphQL side: checks every document against the schema and has its operations answered. Errors look as the real service's
 * do, as far as that was seen: what the schema refuses is HTTP 400 without data, a business rejection HTTP 200 with null data.
 */
final class Api {
    /** One request as it came, with the caller's idempotency key. */
    record Request(
            String query,
            Optional<String> operationName,
            Map<String, @Nullable Object> variables,
            Optional<String> key) {}

    /** Status and body of an answer. */
    record Answer(int status, Map<String, @Nullable Object> body) {
        static Answer refused(int status, String code, String message) {
            return new Answer(
                    status,
                    Json.row("errors", List.of(Json.row("message", message, "extensions", Json.row("code", code)))));
        }
    }

    private static final Pattern UNKNOWN_FIELD = Pattern.compile("Field '(\\w+)' in type '(\\w+)' is undefined");
    private static final Set<String> ROOTS = Set.of("Query", "Mutation");
    /** A member of an object of the wire, worked out only now if it is a supplier. */
    private static final DataFetcher<?> MEMBER = environment -> {
        Object value = environment.getSource() instanceof Map<?, ?> object
                ? object.get(environment.getField().getName())
                : null;
        return value instanceof Supplier<?> later ? later.get() : value;
    };

    private static final String KEY = "idempotency-key";
    private static final String OPERATIONS = "operations";
    /** By their SDL. A schema takes longer to make than a sandbox lives in a test; what answers comes with each request. */
    private static final Map<String, GraphQLSchema> SCHEMAS = new ConcurrentHashMap<>();

    private final GraphQLSchema schema;
    private final Map<String, Operation> operations;
    private final GraphQL graphQl;
    private final Books books;

    Api(String sdl, Map<String, Operation> operations, Books books) {
        this.books = books;
        this.operations = Map.copyOf(operations);
        this.schema = SCHEMAS.computeIfAbsent(sdl, Api::schema);
        this.graphQl = GraphQL.newGraphQL(schema)
                .defaultDataFetcherExceptionHandler(rejections())
                .preparsedDocumentProvider(
                        (input, unused) -> CompletableFuture.completedFuture(new PreparsedDocumentEntry(
                                Objects.requireNonNull(input.getGraphQLContext().<Document>get(Document.class)))))
                .build();
    }

    /** Parses and validates the document, then answers it with {@code execution}, or refuses it with HTTP 400. */
    ParseAndValidateResult check(Request request) {
        return ParseAndValidate.parseAndValidate(schema, input(request).build());
    }

    /** The refusal of a document that did not pass {@link #check}. */
    static Answer refuse(ParseAndValidateResult failed) {
        boolean spelling = failed.getSyntaxException() != null;
        return refuse(failed.getErrors(), spelling ? "GRAPHQL_PARSE_FAILED" : "GRAPHQL_VALIDATION_FAILED");
    }

    /** Answers a request whose document passed {@link #check}. */
    Answer execute(Request request, Document checked) {
        ExecutionInput input = input(request)
                .graphQLContext(context -> {
                    context.of(Document.class, checked);
                    context.of(KEY, request.key());
                    context.of(OPERATIONS, operations);
                })
                .build();
        ExecutionResult result;
        synchronized (books) {
            result = graphQl.execute(input);
        }
        if (!result.isDataPresent()) {
            return refuse(result.getErrors(), "BAD_USER_INPUT");
        }
        Map<String, @Nullable Object> body = Json.row();
        if (!result.getErrors().isEmpty()) {
            body.put(
                    "errors",
                    result.getErrors().stream()
                            .map(GraphQLError::toSpecification)
                            .toList());
        }
        body.put("data", result.getData());
        return new Answer(200, body);
    }

    private static ExecutionInput.Builder input(Request request) {
        return ExecutionInput.newExecutionInput(request.query())
                .operationName(request.operationName().orElse(null))
                .variables(request.variables())
                .locale(Locale.ENGLISH);
    }

    private static Answer refuse(List<GraphQLError> errors, String code) {
        List<Object> shown = new ArrayList<>();
        for (GraphQLError error : errors) {
            Matcher unknown = UNKNOWN_FIELD.matcher(String.valueOf(error.getMessage()));
            Map<String, Object> spelled = error.toSpecification();
            shown.add(Json.row(
                    "message",
                            unknown.find()
                                    ? "Cannot query field \"" + unknown.group(1) + "\" on type \"" + unknown.group(2)
                                            + "\"."
                                    : error.getMessage(),
                    "locations", spelled.getOrDefault("locations", List.of()),
                    "extensions", Json.row("code", code)));
        }
        return new Answer(400, Json.row("errors", shown));
    }

    private static GraphQLSchema schema(String sdl) {
        TypeDefinitionRegistry types = new SchemaParser().parse(sdl);
        RuntimeWiring wiring = RuntimeWiring.newRuntimeWiring()
                .scalar(Scalars.DATE_TIME)
                .scalar(Scalars.JSON)
                .scalar(Scalars.UPLOAD)
                .wiringFactory(new WiringFactory() {
                    @Override
                    public DataFetcher<?> getDefaultDataFetcher(FieldWiringEnvironment field) {
                        boolean root = ROOTS.contains(field.getParentType().getName());
                        String name = field.getFieldDefinition().getName();
                        return root ? operation(name) : MEMBER;
                    }
                })
                .build();
        return new SchemaGenerator().makeExecutableSchema(types, wiring);
    }

    private static DataFetcher<?> operation(String name) {
        Operation unsupported = (arguments, key) -> {
            throw new Rejection("SANDBOX_UNSUPPORTED", "the sandbox does not answer " + name);
        };
        return environment -> environment
                .getGraphQlContext()
                .getOrDefault(OPERATIONS, Map.<String, Operation>of())
                .getOrDefault(name, unsupported)
                .answer(
                        new Input(environment.getArguments()),
                        environment.getGraphQlContext().getOrDefault(KEY, Optional.<String>empty()));
    }

    private static DataFetcherExceptionHandler rejections() {
        return parameters -> {
            GraphqlErrorBuilder<?> error = GraphqlErrorBuilder.newError(parameters.getDataFetchingEnvironment());
            if (parameters.getException() instanceof Rejection rejection) {
                String message = String.valueOf(rejection.getMessage());
                error.message("%s", message)
                        .extensions(Json.row(
                                "code",
                                "INTERNAL_SERVER_ERROR",
                                "exception",
                                Json.row(
                                        "message", message,
                                        "reasonCode", rejection.reasonCode(),
                                        "values", List.of())));
            } else {
                error.message("%s", "fault of the sandbox itself: " + parameters.getException())
                        .extensions(Map.of("code", "INTERNAL_SERVER_ERROR"));
            }
            return CompletableFuture.completedFuture(
                    DataFetcherExceptionHandlerResult.newResult(error.build()).build());
        };
    }
}
