package io.invoicepay.aptean;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a page of requests for payment and what hangs on them. */
final class WireReader {
    private static final JsonReader.Options PAGE = JsonReader.Options.of("totalCount", "pageInfo", "nodes");
    private static final JsonReader.Options PAGE_INFO = JsonReader.Options.of("endCursor", "hasNextPage");
    private static final JsonReader.Options REQUEST = JsonReader.Options.of(
            "id",
            "referenceNumber",
            "status",
            "amount",
            "createdAt",
            "discountAmount",
            "discountEndDate",
            "paymentUrl",
            "payments");

    private WireReader() {}

    static Wire.Page page(JsonReader in) throws IOException {
        PageMembers members = new PageMembers(in);
        boolean there = StrictJson.object(in, PAGE, members);
        List<Wire.Request> requests = members.requests;
        Boolean hasNextPage = members.hasNextPage;
        if (!there || requests == null || hasNextPage == null) {
            throw StrictJson.misreading(in); // without them a page could pass for empty, and for the last
        }
        return new Wire.Page(members.totalCount, members.endCursor, hasNextPage, requests);
    }

    /** Null is not "none": it can stand for what could not be shown. */
    private static List<Wire.Request> requests(JsonReader in) throws IOException {
        if (in.peek() == JsonReader.Token.NULL) {
            throw StrictJson.misreading(in);
        }
        return StrictJson.array(in, WireReader::request);
    }

    private static Wire.Request request(JsonReader in) throws IOException {
        RequestMembers members = new RequestMembers(in);
        StrictJson.object(in, REQUEST, members);
        return members.request();
    }

    // What is told of every invoice of a page is read without an object for each step.

    private static final class PageMembers implements StrictJson.Member {
        private final JsonReader in;
        private @Nullable Integer totalCount;
        private @Nullable String endCursor;
        private @Nullable Boolean hasNextPage;
        private @Nullable List<Wire.Request> requests;

        PageMembers(JsonReader in) {
            this.in = in;
        }

        @Override
        public void read(int number) throws IOException {
            switch (number) {
                case 0 -> totalCount = StrictJson.minorUnits(in);
                case 1 ->
                    StrictJson.object(in, PAGE_INFO, inner -> {
                        switch (inner) {
                            case 0 -> endCursor = StrictJson.text(in);
                            default -> hasNextPage = StrictJson.truth(in);
                        }
                    });
                default -> requests = requests(in);
            }
        }
    }

    private static final class RequestMembers implements StrictJson.Member {
        private final JsonReader in;
        private @Nullable String id;
        private @Nullable String referenceNumber;
        private @Nullable String status;
        private @Nullable Integer amount;
        private @Nullable String createdAt;
        private @Nullable Integer discountAmount;
        private @Nullable String discountEndDate;
        private @Nullable String paymentUrl;
        private List<Wire.Payment> payments = List.of();

        RequestMembers(JsonReader in) {
            this.in = in;
        }

        @Override
        public void read(int number) throws IOException {
            switch (number) {
                case 0 -> id = StrictJson.text(in);
                case 1 -> referenceNumber = StrictJson.text(in);
                case 2 -> status = StrictJson.text(in, RequestStatus.WORDS);
                case 3 -> amount = StrictJson.minorUnits(in);
                case 4 -> createdAt = StrictJson.text(in);
                case 5 -> discountAmount = StrictJson.minorUnits(in);
                case 6 -> discountEndDate = StrictJson.text(in);
                case 7 -> paymentUrl = StrictJson.text(in);
                default -> payments = StrictJson.array(in, PaymentReader::element);
            }
        }

        Wire.Request request() {
            return new Wire.Request(
                    id,
                    referenceNumber,
                    status,
                    amount,
                    createdAt,
                    discountAmount,
                    discountEndDate,
                    paymentUrl,
                    payments);
        }
    }
}
