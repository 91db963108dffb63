package io.invoicepay.aptean;

import io.invoicepay.aptean.ApteanPayConfig.PaymentMark;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final Map<Key, Document> made = new ConcurrentHashMap<>();

    /** @param lookups how many at once; 0 where it is no look-up */
    private record Key(String operation, boolean full, int lookups) {}

    Documents(PaymentMark mark) {
        this.mark = mark;
    }

    /** Looks up so many invoices at once. */
    Document findPaymentRequests(int lookups, boolean full) {
        return made("findPaymentRequests", full, lookups);
    }

    Document serverCheck(boolean full) {
        return made("serverCheck", full, 0);
    }

    Document convertClaim() {
        return made("convertClaim", false, 0);
    }

    Document paymentMethod() {
        return made("paymentMethod", false, 0);
    }

    Document createPayment(boolean full) {
        return made("createPayment", full, 0);
    }

    private Document made(String operation, boolean full, int lookups) {
        Key key = new Key(operation, full, lookups);
        Document known = made.get(key);
        return known == null ? made.computeIfAbsent(key, this::make) : known;
    }

    private Document make(Key key) {
        String text = switch (key.operation()) {
            case "findPaymentRequests" -> repeated(key.lookups()) + "\n" + page(key.full());
            case "serverCheck" -> resource("serverCheck." + level(key.full())) + (key.full() ? "\n" + page(true) : "");
            case "createPayment" -> resource("createPayment." + level(key.full()));
            default -> resource(key.operation());
        };
        return new Document(key.operation(), compact(text));
    }

    /** Every document that can be sent with this mark, look-ups in three sizes, for the check against a schema. */
    List<Document> all(boolean full) {
        return Stream.concat(
                        Stream.of(1, 2, 50).map(n -> findPaymentRequests(n, full)),
                        Stream.of(serverCheck(full), convertClaim(), paymentMethod(), createPayment(full)))
                .toList();
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
        String path = "graphql/" + name + ".graphql";
        try (InputStream in = Objects.requireNonNull(Documents.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
