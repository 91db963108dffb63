package io.invoicepay.aptean;

import com.squareup.moshi.JsonReader;
import io.invoicepay.aptean.ApteanPayConfig.Lookups;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.provider.PaymentQuery;
import io.vavr.control.Either;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks many invoices up with few requests (COL-08): each request carries the searches of up to fifty invoices, and only those whose
 * answer has further pages go into another round. Where so many in one document are refused, by a server that limits aliases or by a
 * gateway, or the answer is longer than may be read, halves are tried until they pass; where so many take too long, or make the server
 * fail, few are tried once. The size that passed is kept for an hour: it may have been a passing trouble.
 *
 * <p>Safe for any thread.
 */
final class Finder {
    private static final int MOST = 50;
    private static final int MOST_IN_A_ROW = 3;
    private static final Duration GOOD_FOR = Duration.ofHours(1);
    private static final Pattern PLACE = Pattern.compile("\\$\\.data\\.lookup([0-9]{1,2})\\b");
    private static final JsonReader.Options[] LOOKUPS = options();
    private static final String[] REFERENCES = numbered("queryString");
    private static final String[] CURSORS = numbered("after");

    private final Gateway gateway;
    private final Documents documents;
    private final Knowledge knowledge;
    private final Lookups settings;
    /** However much is left to ask, no request begins later than so long after the first. */
    private final Duration patience;

    private final Clock clock;
    private final boolean bare;
    private volatile Limit limit;

    /**
     * How many look-ups the server takes at once.
     *
     * @param since when it was learnt, so that a clock set back does not make it last
     */
    private record Limit(int perRequest, Instant since) {
        boolean holds(Instant now) {
            return !now.isBefore(since) && now.isBefore(since.plus(GOOD_FOR));
        }
    }

    Finder(Gateway gateway, Documents documents, Knowledge knowledge, ApteanPayConfig config, Clock clock) {
        this.gateway = gateway;
        this.patience = config.queries.timeout().multipliedBy(2);
        this.settings = config.lookups;
        this.documents = documents;
        this.knowledge = knowledge;
        this.clock = clock;
        this.bare = settings.referencePrefix().isEmpty()
                && settings.referenceSuffix().isEmpty();
        this.limit = new Limit(settings.perRequest(), Instant.EPOCH);
    }

    /**
     * The longest that a look-up takes: its last request begins as its patience ends, and is tried for as long as one try may take, and
     * that try once more.
     */
    static Duration longest(ApteanPayConfig config) {
        return config.queries.timeout().multipliedBy(4);
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
        Instant latest = clock.instant().plus(patience);
        List<Search> open = all;
        while (!open.isEmpty()) {
            new Round(open, links, latest).run();
            open = open.stream().filter(Search::goesOn).toList();
        }
        return all;
    }

    private String reference(InvoiceNumber invoice) {
        return bare ? invoice.value() : settings.referencePrefix() + invoice.value() + settings.referenceSuffix();
    }

    /**
     * Asks each search for one page. One that is refused, or cannot be read, must not hide what the others show: it is singled out, by
     * halves unless the answer names it, and the others are asked for without it. But a server in trouble may refuse whatever it is asked:
     * after a few in a row it is left alone. Whoever cannot answer now will not answer the rest either.
     */
    private final class Round {
        private final List<Search> left;
        private final boolean links;
        private final Instant latest;
        private BatchSize size = new BatchSize(perRequest());
        private boolean full = knowledge.full();
        private int inARow;

        Round(List<Search> open, boolean links, Instant latest) {
            this.left = new ArrayList<>(open);
            this.links = links;
            this.latest = latest;
        }

        void run() {
            while (!left.isEmpty()) {
                if (clock.instant().isAfter(latest)) {
                    giveUp(new Trouble.NotReached(true)); // a page waits for this, or a reservation runs
                    return;
                }
                List<Search> batch = left.subList(0, Math.min(size.size(), left.size()));
                Either<Trouble, List<Wire.Page>> answer = ask(batch, links);
                boolean asBefore = full == knowledge.full();
                if (!asBefore) { // it was the newer fields that were refused, and not so many
                    full = !full;
                    size = new BatchSize(perRequest());
                }
                if (answer.isRight()) {
                    passed(batch, answer.get());
                } else if (asBefore || !answer.getLeft().isOfContent()) {
                    failed(batch, answer.getLeft());
                }
            }
        }

        private void passed(List<Search> batch, List<Wire.Page> pages) {
            inARow = 0;
            if (size.passed(batch.size())) {
                limit = new Limit(size.size(), clock.instant());
            }
            for (int n = 0; n < batch.size(); n++) {
                batch.get(n).take(pages.get(n));
            }
            batch.clear();
        }

        private void giveUp(Trouble trouble) {
            left.forEach(search -> search.fail(trouble));
            left.clear();
        }

        private void failed(List<Search> batch, Trouble trouble) {
            int unreadable = unreadable(trouble);
            int culprit = batch.size() == 1 ? 0 : inARow < MOST_IN_A_ROW ? unreadable : -1;
            if (trouble.mayBeOfSize() && batch.size() > BatchSize.FEW) {
                size.tooMany(batch.size()); // once: a server that is down fails for few as well
            } else if (!trouble.isOfContent() || (culprit >= 0 && inARow == MOST_IN_A_ROW)) {
                giveUp(trouble);
            } else if (culprit >= 0) {
                inARow++;
                if (batch.size() == 1) {
                    size.singledOut();
                } else {
                    size.left(1);
                }
                left.remove(culprit).fail(trouble);
            } else if (unreadable >= 0) {
                size.fewer(batch.size());
            } else {
                size.refused(batch.size(), trouble);
            }
        }
    }

    private int perRequest() {
        Limit learnt = limit;
        return learnt.holds(clock.instant()) ? learnt.perRequest() : settings.perRequest();
    }

    /** Which of several look-ups could not be read; -1 if it is not one that was misread, but the answer as a whole. */
    private static int unreadable(Trouble trouble) {
        Matcher place = PLACE.matcher(trouble instanceof Trouble.Misread misread ? misread.path() : "");
        return place.lookingAt() ? Integer.parseInt(place.group(1)) : -1;
    }

    /**
     * What is refused twice with the newer fields, which a server may have forgotten, is asked for without them. Once may be a passing
     * trouble, and a discount, or whose a part of a payment is, would not be seen. What is rejected with them is asked for without them
     * only if the server rejects them for whatever is asked: that one invoice is rejected must not hide the discounts of others.
     */
    private Either<Trouble, List<Wire.Page>> ask(List<Search> batch, boolean links) {
        boolean full = knowledge.full();
        Either<Trouble, List<Wire.Page>> answer = ask(batch, links, full);
        if (!full || batch.size() > 1 || answer.isRight() || !knowledge.mayFallBack()) {
            return answer;
        }
        if (answer.getLeft() instanceof Trouble.Rejected) {
            return !knowledge.full() || knowledge.fallsBackOnceRejected() ? ask(batch, links, false) : answer;
        }
        if (!isRefused(answer)) {
            return answer;
        }
        Either<Trouble, List<Wire.Page>> again = knowledge.full() ? ask(batch, links, true) : answer;
        if (!isRefused(again)) {
            return again;
        }
        Either<Trouble, List<Wire.Page>> plain = ask(batch, links, false);
        if (plain.isRight() && knowledge.full()) {
            knowledge.fallBack();
        }
        return plain;
    }

    private static boolean isRefused(Either<Trouble, List<Wire.Page>> answer) {
        return answer.isLeft() && answer.getLeft() instanceof Trouble.Invalid;
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
