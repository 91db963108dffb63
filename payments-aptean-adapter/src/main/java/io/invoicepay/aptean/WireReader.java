package io.invoicepay.aptean;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages of requests for payment and what hangs on them. One reader reads all of an answer, since what it keeps of a request while
 * it reads would be most of what a page costs. What nobody will ask for is only looked at: the link of a request unless it is wanted, and
 * the age of one that is alone.
 */
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

    private final JsonReader in;
    private final boolean links;
    private final StrictJson.Member pageMember = this::pageMember;
    private final StrictJson.Member infoMember = this::infoMember;
    private final StrictJson.Member requestMember = this::requestMember;
    private final StrictJson.Element<Wire.Request> requestElement = element -> request();

    private @Nullable Integer totalCount;
    private @Nullable String endCursor;
    private @Nullable Boolean hasNextPage;
    private @Nullable List<Wire.Request> requests;

    private @Nullable String id;
    private @Nullable String referenceNumber;
    private @Nullable String status;
    private @Nullable Integer amount;
    private @Nullable String createdAt;
    private @Nullable Integer discountAmount;
    private @Nullable String discountEndDate;
    private @Nullable String paymentUrl;
    private List<Wire.Payment> payments = List.of();

    /** @param links whether the requests' links are wanted */
    WireReader(JsonReader in, boolean links) {
        this.in = in;
        this.links = links;
    }

    Wire.Page page() throws IOException {
        totalCount = null;
        endCursor = null;
        hasNextPage = null;
        requests = null;
        StrictJson.object(in, PAGE, pageMember);
        if (requests == null || hasNextPage == null) {
            throw StrictJson.misreading(in); // without them a page could pass for empty, and for the last
        }
        return new Wire.Page(totalCount, endCursor, hasNextPage, requests);
    }

    private void pageMember(int number) throws IOException {
        switch (number) {
            case 0 -> totalCount = StrictJson.minorUnits(in);
            case 1 -> StrictJson.object(in, PAGE_INFO, infoMember);
            default -> requests = requests();
        }
    }

    private void infoMember(int number) throws IOException {
        switch (number) {
            case 0 -> endCursor = StrictJson.text(in);
            default -> hasNextPage = StrictJson.truth(in);
        }
    }

    /** Null is not "none": it can stand for what could not be shown. */
    private List<Wire.Request> requests() throws IOException {
        if (in.peek() == JsonReader.Token.NULL) {
            throw StrictJson.misreading(in);
        }
        return StrictJson.array(in, requestElement);
    }

    private Wire.Request request() throws IOException {
        id = null;
        referenceNumber = null;
        status = null;
        amount = null;
        createdAt = null;
        discountAmount = null;
        discountEndDate = null;
        paymentUrl = null;
        payments = List.of();
        StrictJson.object(in, REQUEST, requestMember);
        return new Wire.Request(
                id, referenceNumber, status, amount, createdAt, discountAmount, discountEndDate, paymentUrl, payments);
    }

    private void requestMember(int number) throws IOException {
        switch (number) {
            case 0 -> id = StrictJson.text(in);
            case 1 -> referenceNumber = StrictJson.text(in);
            case 2 -> status = StrictJson.text(in, RequestStatus.WORDS);
            case 3 -> amount = StrictJson.minorUnits(in);
            case 4 -> createdAt = StrictJson.text(in, !isAlone());
            case 5 -> discountAmount = StrictJson.minorUnits(in);
            case 6 -> discountEndDate = StrictJson.text(in);
            case 7 -> paymentUrl = StrictJson.text(in, links);
            default -> payments = StrictJson.array(in, PaymentReader::element);
        }
    }

    /** Whether there is no other to compare its age with; if one comes after all, the search is incomplete, and nothing is made of it. */
    private boolean isAlone() {
        return totalCount != null && totalCount == 1;
    }
}
