package io.invoicepay.aptean;

import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderView;
import io.vavr.control.Option;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests and payments as the interface shows them: of 1,250.00 USD, and nothing else told; a test changes only what it is about. */
final class Shown {
    private final String id;
    private @Nullable String status = "COMPLETED";
    private @Nullable Integer amount = 125000;
    private @Nullable String currency = "USD";
    private @Nullable Integer refunded;
    private @Nullable Integer beforeFees;
    private @Nullable Integer fee;
    private @Nullable Integer credit;
    private @Nullable String attempted;
    private @Nullable String key;
    private List<Wire.Refund> refunds = List.of();
    private List<Wire.Allocation> allocations = List.of();

    private Shown(String id) {
        this.id = id;
    }

    static Shown payment(String id) {
        return new Shown(id);
    }

    Shown status(@Nullable String value) {
        status = value;
        return this;
    }

    Shown amount(@Nullable Integer value) {
        amount = value;
        return this;
    }

    Shown currency(@Nullable String value) {
        currency = value;
        return this;
    }

    Shown refunded(@Nullable Integer value) {
        refunded = value;
        return this;
    }

    Shown beforeFees(@Nullable Integer value) {
        beforeFees = value;
        return this;
    }

    Shown fee(@Nullable Integer value) {
        fee = value;
        return this;
    }

    Shown credit(@Nullable Integer value) {
        credit = value;
        return this;
    }

    Shown attempted(@Nullable String value) {
        attempted = value;
        return this;
    }

    Shown key(@Nullable String value) {
        key = value;
        return this;
    }

    Shown refunds(Wire.Refund... value) {
        refunds = List.of(value);
        return this;
    }

    Shown allocated(Wire.Allocation... value) {
        allocations = List.of(value);
        return this;
    }

    Wire.Payment wire() {
        return new Wire.Payment(
                id,
                status,
                amount,
                currency,
                refunded,
                beforeFees,
                fee,
                credit,
                attempted,
                key,
                List.of(),
                refunds,
                allocations);
    }

    static Wire.Request request(String id, String status, Wire.Payment... payments) {
        return request(id, status, null, payments);
    }

    static Wire.Request request(String id, String status, @Nullable String createdAt, Wire.Payment... payments) {
        return new Wire.Request(
                id, Fixtures.INVOICE.value(), status, 125000, createdAt, null, null, null, List.of(payments));
    }

    /** What an attempt of ours would ask that began at the fixed moment. */
    static PaymentQuery byAttempt() {
        return new PaymentQuery(
                Fixtures.INVOICE,
                Option.some(new PaymentQuery.Trace(Fixtures.ATTEMPT, Fixtures.KEY, Fixtures.AMOUNT, Fixtures.NOW)));
    }

    static ProviderView view(ApteanPayConfigBuilder settings, PaymentQuery query, Wire.Request... requests) {
        return new RequestView(settings.build(), Fixtures.CLOCK).of(query, List.of(requests));
    }
}
