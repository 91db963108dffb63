package io.invoicepay.proof.simulation;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.Capabilities;
import io.invoicepay.provider.CardEntry;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The provider as one node reaches it. */
final class BankPort implements PaymentProvider {
    private final World world;
    private final Node node;

    BankPort(World world, Node node) {
        this.world = world;
        this.node = node;
    }

    @Override
    public ProviderId id() {
        return world.bank().id();
    }

    @Override
    public Capabilities capabilities() {
        return world.bank().capabilities();
    }

    @Override
    public Map<InvoiceNumber, ProviderView> find(List<PaymentQuery> queries) {
        world.between(node, "before asking the provider");
        world.lookAt(world.chance().pick(queries).invoice());
        Map<InvoiceNumber, ProviderView> views = world.strikesHere(world.mood().findFault())
                ? troubled(queries)
                : world.bank().find(queries);
        world.note(() -> node + " is shown " + World.text(views));
        world.between(node, "after asking the provider");
        return views;
    }

    private Map<InvoiceNumber, ProviderView> troubled(List<PaymentQuery> queries) {
        return switch (world.chance().upTo(4)) {
            case 0 -> all(queries, Fault.FIND_UNREACHABLE, ProviderView.inconclusive(Cause.UNREACHABLE));
            case 1 ->
                all(
                        queries,
                        Fault.FIND_THROTTLED,
                        new Inconclusive(
                                Cause.THROTTLED,
                                Option.some(Duration.ofSeconds(world.chance().pick(List.of(-5, 0, 30, 100_000))))));
            case 2 -> {
                world.struck(Fault.FIND_INCOMPLETE);
                yield Map.of();
            }
            default -> {
                world.struck(Fault.FIND_THROWS);
                throw new IllegalStateException("the adapter fails at a query");
            }
        };
    }

    private Map<InvoiceNumber, ProviderView> all(List<PaymentQuery> queries, Fault fault, ProviderView view) {
        world.struck(fault);
        Map<InvoiceNumber, ProviderView> views = new HashMap<>();
        queries.forEach(query -> views.put(query.invoice(), view));
        return views;
    }

    @Override
    public ChargeResult charge(ChargeOrder order) {
        world.lookAt(order.invoice());
        world.between(node, "before sending the charge");
        world.lookAt(order.invoice());
        Deal deal = Deal.draw(world, order.amount());
        world.sending(order.key(), deal);
        try {
            ChargeResult result = world.bank().charge(order);
            world.note(() -> node + " has charged under key " + World.text(order.key()) + ", " + deal + ": " + result);
            if (result instanceof ChargeResult.Ambiguous) {
                world.tally().ambiguous();
            }
            if (deal.answersLate()) {
                world.struck(Fault.ANSWER_LATE);
                world.clock().advance(Duration.ofMinutes(3));
                world.meanwhile(1 + world.chance().upTo(4));
            }
            world.between(node, "after sending the charge");
            return result;
        } finally {
            world.oracle().moneyIsRight();
        }
    }

    @Override
    public Either<Cause, URI> portal(AccountId account, Option<InvoiceNumber> invoice) {
        world.between(node, "before asking for a portal link");
        return world.bank().portal(account, invoice);
    }

    @Override
    public Option<CardEntry> cardEntry() {
        return world.bank().cardEntry();
    }
}
