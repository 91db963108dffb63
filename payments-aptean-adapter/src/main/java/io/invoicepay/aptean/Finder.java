package io.invoicepay.aptean;

import com.squareup.moshi.JsonReader;
import io.invoicepay.aptean.ApteanPayConfig.Lookups;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.provider.PaymentQuery;
import io.vavr.control.Either;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks many invoices up with few requests (COL-08): each request carries the searches of up to fifty invoices, and only those whose
 * answer has further pages go into another round. Where the server refuses so many in one document, as those do that limit aliases, a
 * gateway turns them away, or the answer is longer than may be read, halves are tried until they pass, and the size that did is kept.
 */
final class Finder {
    private static final int MOST = 50;
    private static final int MOST_UNREADABLE = 3;
    private static final int MOST_IN_A_ROW = 3;
    private static final Pattern PLACE = Pattern.compile("\\$\\.data\\.lookup([0-9]{1,2})\\b");
    private static final JsonReader.Options[] LOOKUPS = options();
    private static final String[] REFERENCES = numbered("queryString");
    private static final String[] CURSORS = numbered("after");

    private final Gateway gateway;
    private final Documents documents;
    private final Knowledge knowledge;
    private final Lookups settings;
    private final boolean bare;
    private volatile int perRequest;

    Finder(Gateway gateway, Documents documents, Knowledge knowledge, Lookups settings) {
        this.gateway = gateway;
        this.documents = documents;
        this.knowledge = knowledge;
        this.settings = settings;
        this.bare = settings.referencePrefix().isEmpty()
                && settings.referenceSuffix().isEmpty();
        this.perRequest = settings.perRequest();
    }

    private static String[] numbered(String name) {
        return IntStream.range(0, MOST).mapToObj(n -> name + n).toArray(String[]::new);
    }

    private static JsonReader.Options[] options() {
        String[] names = numbered("lookup");
        JsonReader.Options[] options = new JsonReader.Options[MOST + 1];
        for (int n = 1; n <= MOST; n++) {
            options[n] = JsonReader.Options.of(Arrays.copyOf(names, n));
        }
        options[1] = JsonReader.Options.of("paymentRequests");
        return options;
    }

    /** The same number of searches, in the same order, all ended or failed. */
    List<Search> find(List<PaymentQuery> queries) {
        return find(queries, false);
    }

    /** The search for one invoice's request, with the link that whoever has it can pay by. */
    Search findWithLink(InvoiceNumber invoice) {
        return find(List.of(PaymentQuery.about(invoice)), true).get(0);
    }

    private List<Search> find(List<PaymentQuery> queries, boolean links) {
        List<Search> all = new ArrayList<>(queries.size());
        for (PaymentQuery query : queries) {
            all.add(new Search(query, reference(query.invoice()), settings.maxPages()));
        }
        List<Search> open = all;
        while (!open.isEmpty()) {
            round(open, links);
            open = open.stream().filter(Search::goesOn).toList();
        }
        return all;
    }

    private String reference(InvoiceNumber invoice) {
        return bare ? invoice.value() : settings.referencePrefix() + invoice.value() + settings.referenceSuffix();
    }

    private void round(List<Search> open, boolean links) {
        int from = 0;
        int size = perRequest;
        boolean full = knowledge.full();
        while (from < open.size()) {
            List<Search> batch = open.subList(from, Math.min(from + size, open.size()));
            Either<Trouble, List<Wire.Page>> answer = ask(batch, links);
            if (full != knowledge.full()) { // it was the newer fields, not the size
                full = knowledge.full();
                size = perRequest;
            }
            if (answer.isRight()) {
                perRequest = Math.min(perRequest, size);
                for (int n = 0; n < batch.size(); n++) {
                    batch.get(n).take(answer.get().get(n));
                }
            } else if (isOfSize(answer.getLeft()) && batch.size() > 1) {
                size = batch.size() / 2;
                continue;
            } else if (answer.getLeft() instanceof Trouble.Rejected && batch.size() > 1) {
                if (!oneByOne(batch.size(), open.subList(from, open.size()), links)) {
                    return;
                }
            } else if (answer.getLeft() instanceof Trouble.Misread misread) {
                withoutUnreadable(batch, misread, links);
            } else {
                // Whoever cannot answer now will not answer the rest of the list either.
                open.subList(from, open.size()).forEach(search -> search.fail(answer.getLeft()));
                return;
            }
            from += batch.size();
        }
    }

    /**
     * One look-up that is refused must not hide what the others would show. But a server of this kind rejects whatever it is asked while
     * it is in trouble itself: after a few in a row, or once it cannot be reached, it is left alone, and the rest fails.
     *
     * @return whether to go on with the rest
     */
    private boolean oneByOne(int count, List<Search> rest, boolean links) {
        int inARow = 0;
        for (int n = 0; n < count; n++) {
            Either<Trouble, List<Wire.Page>> answer = ask(List.of(rest.get(n)), links);
            if (answer.isRight()) {
                rest.get(n).take(answer.get().get(0));
                inARow = 0;
                continue;
            }
            rest.get(n).fail(answer.getLeft());
            inARow++;
            if (answer.getLeft().isPassing() || inARow == MOST_IN_A_ROW) {
                rest.subList(n + 1, rest.size()).forEach(search -> search.fail(answer.getLeft()));
                return false;
            }
        }
        return true;
    }

    /**
     * A look-up whose page cannot be read must not hide what the others show: they are asked about again, without it. Where that happens
     * more than a few times the server is not understood as a whole, and is left alone.
     */
    private void withoutUnreadable(List<Search> batch, Trouble.Misread first, boolean links) {
        List<Search> rest = new ArrayList<>(batch);
        Either<Trouble, List<Wire.Page>> answer = Either.left(first);
        for (int n = 0; n < MOST_UNREADABLE && unreadable(answer) >= 0; n++) {
            rest.remove(unreadable(answer)).fail(answer.getLeft());
            answer = ask(rest, links);
        }
        for (int n = 0; n < rest.size(); n++) {
            if (answer.isRight()) {
                rest.get(n).take(answer.get().get(n));
            } else {
                rest.get(n).fail(answer.getLeft());
            }
        }
    }

    /** Which of several look-ups could not be read; -1 if none, or if it is the answer as a whole that could not. */
    private static int unreadable(Either<Trouble, List<Wire.Page>> answer) {
        if (answer.isRight() || !(answer.getLeft() instanceof Trouble.Misread misread)) {
            return -1;
        }
        Matcher place = PLACE.matcher(misread.path());
        return place.lookingAt() ? Integer.parseInt(place.group(1)) : -1;
    }

    private static boolean isOfSize(Trouble trouble) {
        return trouble instanceof Trouble.Invalid
                || trouble instanceof Trouble.TurnedAway
                || trouble instanceof Trouble.TooLong;
    }

    private Either<Trouble, List<Wire.Page>> ask(List<Search> batch, boolean links) {
        boolean full = knowledge.full();
        Either<Trouble, List<Wire.Page>> answer = ask(batch, links, full);
        boolean refused = full && batch.size() == 1 && answer.isLeft() && answer.getLeft() instanceof Trouble.Invalid;
        return refused && knowledge.fallBack() ? ask(batch, links, false) : answer;
    }

    private Either<Trouble, List<Wire.Page>> ask(List<Search> batch, boolean links, boolean full) {
        return gateway.query(
                documents.findPaymentRequests(batch.size(), full),
                out -> {
                    out.name("first").value(settings.pageSize());
                    Knowledge.writeOrder(out);
                    if (batch.size() == 1) {
                        batch.get(0).writeVariables(out, "queryString", "after");
                        return;
                    }
                    for (int n = 0; n < batch.size(); n++) {
                        batch.get(n).writeVariables(out, REFERENCES[n], CURSORS[n]);
                    }
                },
                in -> pages(in, batch.size(), links));
    }

    private static List<Wire.Page> pages(JsonReader in, int wanted, boolean links) throws IOException {
        WireReader reader = new WireReader(in, links);
        Wire.@Nullable Page[] pages = new Wire.Page[wanted];
        StrictJson.object(in, LOOKUPS[wanted], number -> pages[number] = reader.page());
        for (Wire.@Nullable Page page : pages) {
            if (page == null) {
                throw StrictJson.misreading(in);
            }
        }
        return Arrays.asList(pages);
    }
}
