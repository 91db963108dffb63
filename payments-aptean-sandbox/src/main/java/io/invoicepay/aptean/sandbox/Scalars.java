package io.invoicepay.aptean.sandbox;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import java.time.Instant;
import java.util.Locale;

/** The schema's own scalars. */
final class Scalars {
    static final GraphQLScalarType DATE_TIME = GraphQLScalarType.newScalar()
            .name("DateTime")
            .coercing(new DateTime())
            .build();
    static final GraphQLScalarType JSON =
            GraphQLScalarType.newScalar().name("JSON").coercing(new AnyValue()).build();
    static final GraphQLScalarType UPLOAD = GraphQLScalarType.newScalar()
            .name("Upload")
            .coercing(new AnyValue())
            .build();

    private Scalars() {}

    /** Checks that a text is a date and hands it on as text; the empty text is allowed and means none. */
    private static final class DateTime implements Coercing<Object, String> {
        @Override
        public String serialize(Object value, GraphQLContext context, Locale locale) {
            return value instanceof Instant moment ? Dates.text(moment) : value.toString();
        }

        @Override
        public Object parseValue(Object value, GraphQLContext context, Locale locale) {
            if (value instanceof String text && isDate(text)) {
                return text;
            }
            throw new CoercingParseValueException("not a date");
        }

        @Override
        public Object parseLiteral(
                Value<?> literal, CoercedVariables variables, GraphQLContext context, Locale locale) {
            String text = literal instanceof StringValue quoted ? quoted.getValue() : null;
            if (text != null && isDate(text)) {
                return text;
            }
            throw new CoercingParseLiteralException("not a date");
        }

        private static boolean isDate(String text) {
            return text.isEmpty() || Dates.parse(text).isPresent();
        }
    }

    /** Any JSON value, untouched. */
    private static final class AnyValue implements Coercing<Object, Object> {
        @Override
        public Object serialize(Object value, GraphQLContext context, Locale locale) {
            return value;
        }

        @Override
        public Object parseValue(Object value, GraphQLContext context, Locale locale) {
            return value;
        }
    }
}
