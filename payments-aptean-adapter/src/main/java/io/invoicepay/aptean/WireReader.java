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
        PageMembers members = new PageMembers();
        boolean there = StrictJson.object(in, PAGE, number -> {
            switch (number) {
                case 0 -> members.totalCount = StrictJson.minorUnits(in);
                case 1 ->
                    StrictJson.object(in, PAGE_INFO, inner -> {
                        switch (inner) {
                            case 0 -> members.endCursor = StrictJson.text(in);
                            default -> members.hasNextPage = StrictJson.truth(in);
                        }
                    });
                default -> members.requests = requests(in);
            }
        });
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
        RequestMembers m = new RequestMembers();
        StrictJson.object(in, REQUEST, number -> {
            switch (number) {
                case 0 -> m.id = StrictJson.text(in);
                case 1 -> m.referenceNumber = StrictJson.text(in);
                case 2 -> m.status = StrictJson.text(in);
                case 3 -> m.amount = StrictJson.minorUnits(in);
                case 4 -> m.createdAt = StrictJson.text(in);
                case 5 -> m.discountAmount = StrictJson.minorUnits(in);
                case 6 -> m.discountEndDate = StrictJson.text(in);
                case 7 -> m.paymentUrl = StrictJson.text(in);
                default -> m.payments = StrictJson.array(in, PaymentReader::element);
            }
        });
        return new Wire.Request(
                m.id,
                m.referenceNumber,
                m.status,
                m.amount,
                m.createdAt,
                m.discountAmount,
                m.discountEndDate,
                m.paymentUrl,
                m.payments);
    }

    private static final class PageMembers {
        @Nullable Integer totalCount;

        @Nullable String endCursor;

        @Nullable Boolean hasNextPage;

        @Nullable List<Wire.Request> requests;
    }

    private static final class RequestMembers {
        @Nullable String id;

        @Nullable String referenceNumber;

        @Nullable String status;

        @Nullable Integer amount;

        @Nullable String createdAt;

        @Nullable Integer discountAmount;

        @Nullable String discountEndDate;

        @Nullable String paymentUrl;

        List<Wire.Payment> payments = List.of();
    }
}
