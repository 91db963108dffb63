package io.invoicepay.conformance;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.PaymentMethod;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.Capabilities;
import io.invoicepay.provider.CardEntry;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** An adapter to {@link Bank} that keeps every promise of the port, and shows how little that takes. */
final class BankClient implements PaymentProvider {
    private static final int PAGE = 50;

    private final Bank bank;
    private final Capabilities capabilities;

    BankClient(Bank bank, Capabilities capabilities) {
        this.bank = bank;
        this.capabilities = capabilities;
    }

    @Override
    public ProviderId id() {
        return new ProviderId("bank");
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Map<InvoiceNumber, ProviderView> find(List<PaymentQuery> queries) {
        List<InvoiceNumber> numbers = new ArrayList<>(
                new LinkedHashSet<>(queries.stream().map(PaymentQuery::invoice).toList()));
        Map<InvoiceNumber, ProviderView> views = new LinkedHashMap<>();
        try {
            for (int i = 0; i < numbers.size(); i += PAGE) {
                List<InvoiceNumber> part = numbers.subList(i, Math.min(i + PAGE, numbers.size()));
                Bank.Page page = bank.search(part);
                part.forEach(number -> views.put(number, view(number, page)));
            }
            return views;
        } catch (Bank.NotConnected e) {
            numbers.forEach(number -> views.put(number, ProviderView.inconclusive(Cause.UNREACHABLE)));
        } catch (Bank.QueryFailed e) {
            numbers.forEach(number -> views.put(number, new ProviderView.Inconclusive(e.cause, e.retryAfter)));
        }
        return views;
    }

    private ProviderView view(InvoiceNumber number, Bank.Page page) {
        List<Bank.Bill> matches =
                page.bills().stream().filter(bill -> bill.number.equals(number)).toList();
        if (matches.isEmpty()) {
            return page.complete() ? ProviderView.notSent() : ProviderView.inconclusive(Cause.INCOMPLETE);
        }
        List<ProviderPayment> payments = bank.paymentsOf(number).stream()
                .map(payment -> shown(payment, number))
                .toList();
        if (matches.size() > 1) {
            return new ProviderView.Contradictory("two bills", payments);
        }
        Bank.Bill bill = matches.get(0);
        Money paid = payments.stream()
                .filter(payment -> payment.status() == Status.COMPLETED)
                .map(ProviderPayment::kept)
                .reduce(Money.zero(bill.amount.currency()), Money::plus);
        Money left = bill.amount.minus(paid).minus(bill.discount.getOrElse(Money.zero(bill.amount.currency())));
        return new ProviderView.Sent(
                bill.id,
                !bill.closed,
                bill.amount,
                left.isPositive() ? left : Money.zero(bill.amount.currency()),
                bill.discount,
                payments);
    }

    ProviderPayment shown(Bank.Payment payment, InvoiceNumber invoice) {
        Money applied = Option.of(payment.parts.get(invoice)).get();
        return new ProviderPayment(
                payment.id,
                payment.status,
                applied,
                payment.refunded.getOrElse(Money.zero(applied.currency())),
                payment.key.filter(key -> capabilities.showsKeys()),
                payment.decline);
    }

    @Override
    public ChargeResult charge(ChargeOrder order) {
        try {
            if (!bank.redeem(order.payer().token().reveal())) {
                return ChargeResult.notSent(NotChargedReason.CARD_ENTRY_EXPIRED);
            }
            Bank.Answer answer = bank.charge(order);
            return answer.payment()
                    .map(payment -> ChargeResult.confirmed(shown(payment, order.invoice())))
                    .getOrElse(() -> ChargeResult.ambiguous("answered " + answer.kind()));
        } catch (Bank.NotConnected e) {
            return ChargeResult.notSent(NotChargedReason.PROVIDER_UNREACHABLE);
        } catch (Bank.Silence e) {
            return ChargeResult.ambiguous("no answer");
        }
    }

    @Override
    public Either<Cause, URI> portal(AccountId account, Option<InvoiceNumber> invoice) {
        if (!capabilities.offers(PaymentMethod.PORTAL)) {
            return Either.left(Cause.MISCONFIGURED);
        }
        return Either.right(URI.create("https://pay.bank.example/open?t=" + bank.newLink(invoice)));
    }

    @Override
    public Option<CardEntry> cardEntry() {
        return Option.when(
                capabilities.offers(PaymentMethod.GUEST_CHECKOUT),
                () -> new CardEntry(
                        "bank",
                        Option.some(URI.create("https://js.bank.example/card.js")),
                        Map.of("browserKey", "pk-public")));
    }
}
