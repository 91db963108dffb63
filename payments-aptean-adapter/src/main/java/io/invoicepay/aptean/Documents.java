package io.invoicepay.aptean;

import io.invoicepay.aptean.ApteanPayConfig.PaymentMark;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The GraphQL documents: one resource an operation, and what is asked of a request for payment as a fragment of its own, in the core [T]
 * and the full [S] variant. Values travel as variables, never in a document.
 */
final class Documents {
    private static final String EACH = "# each";
    private static final String OWN_MARK = "# own mark";

    private final PaymentMark mark;
    private final Map<String, Document> made = new ConcurrentHashMap<>();

    Documents(PaymentMark mark) {
        this.mark = mark;
    }

    /** Looks up so many invoices at once. */
    Document findPaymentRequests(int lookups, boolean full) {
        return made.computeIfAbsent(
                "find " + lookups + full,
                key -> new Document("findPaymentRequests", compact(repeated(lookups) + "\n" + page(full))));
    }

    Document serverCheck(boolean full) {
        return made.computeIfAbsent(
                "check " + full,
                key -> new Document(
                        "serverCheck",
                        compact(resource("serverCheck." + level(full)) + (full ? "\n" + page(true) : ""))));
    }

    Document convertClaim() {
        return plain("convertClaim", "convertClaim");
    }

    Document paymentMethod() {
        return plain("paymentMethod", "paymentMethod");
    }

    Document createPayment(boolean full) {
        return plain("createPayment", "createPayment." + level(full));
    }

    /** Every document that can be sent with this mark, look-ups in three sizes, for the check against a schema. */
    List<Document> all(boolean full) {
        return Stream.concat(
                        Stream.of(1, 2, 50).map(n -> findPaymentRequests(n, full)),
                        Stream.of(serverCheck(full), convertClaim(), paymentMethod(), createPayment(full)))
                .toList();
    }

    private Document plain(String operation, String resource) {
        return made.computeIfAbsent(resource, key -> new Document(operation, compact(resource(resource))));
    }

    private static String repeated(int lookups) {
        if (lookups == 1) {
            return resource("findPaymentRequests");
        }
        return lines(resource("findManyPaymentRequests"))
                .flatMap(line -> line.contains(EACH)
                        ? IntStream.range(0, lookups).mapToObj(n -> line.replace("0", Integer.toString(n)))
                        : Stream.of(line))
                .collect(Collectors.joining("\n"));
    }

    private String page(boolean full) {
        return resource("paymentRequestPage." + level(full)).replace(OWN_MARK, OwnMark.field(mark, full));
    }

    private static String level(boolean full) {
        return full ? "full" : "core";
    }

    /** Without comments and line breaks. */
    private static String compact(String document) {
        return lines(document)
                .map(line -> line.contains("#") ? line.substring(0, line.indexOf('#')) : line)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static Stream<String> lines(String text) {
        return Arrays.stream(text.split("\n", -1));
    }

    private static String resource(String name) {
        try (InputStream in = Documents.class.getResourceAsStream("graphql/" + name + ".graphql")) {
            if (in == null) {
                throw new IllegalStateException("no document " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
