package io.invoicepay.inmemory;

import io.invoicepay.attempt.Attempt;
import io.invoicepay.attempt.Cause;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.AttemptId;
import io.invoicepay.payment.BillingForm;
import io.invoicepay.payment.ContactRules;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderView;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** One dull default each. */
final class Fixtures {
    static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    static final AccountId ACCOUNT = new AccountId("20000");
    static final InvoiceNumber NUMBER = new InvoiceNumber("PS-INV103001");
    static final Money AMOUNT = usd("1250.00");
    static final IdempotencyKey KEY = new IdempotencyKey("key-0");
    static final String CARD = "tok_ok";

    private Fixtures() {}

    static Money usd(String amount) {
        return Money.of(amount, "USD");
    }

    static Invoice invoice(String number) {
        return Invoice.of(new InvoiceNumber(number), ACCOUNT, AMOUNT);
    }

    static BillingForm form() {
        return new BillingForm("ann@customer.example", "10 Deerfield Road", "", "US", "30303", "1", "404 555 0100");
    }

    static GuestPayment payer(String cardToken) {
        return GuestPayment.parse(form(), "Ann Beebe", cardToken, ContactRules.basic())
                .get();
    }

    /** Charges the whole of the invoice under a key, by whatever request the provider has for it. */
    static ChargeOrder order(InMemoryProvider provider, IdempotencyKey key) {
        return order(key, sent(provider).request(), AMOUNT, CARD);
    }

    static ChargeOrder order(IdempotencyKey key, String request, Money amount, String cardToken) {
        return new ChargeOrder(new AttemptId(new UUID(1, 1)), key, ACCOUNT, NUMBER, request, amount, payer(cardToken));
    }

    static ProviderView view(InMemoryProvider provider) {
        return Option.of(provider.find(List.of(PaymentQuery.about(NUMBER))).get(NUMBER))
                .get();
    }

    static ProviderView.Sent sent(InMemoryProvider provider) {
        return (ProviderView.Sent) view(provider);
    }

    static ProviderPayment confirmed(ChargeResult result) {
        return ((ChargeResult.Confirmed) result).payment();
    }

    static InvoiceKey key(String number) {
        return new InvoiceKey(new MerchantId("default"), new InvoiceNumber(number));
    }

    /** A reserved slot, due half a minute after the time. */
    static PaymentSlot slot(InvoiceKey invoice, Instant at) {
        return PaymentSlot.builder(
                        invoice, SlotStatus.RESERVED, new Cause(Transition.RESERVED, at, "customer ann", "1250.00 USD"))
                .account(Option.some(ACCOUNT))
                .provider(Option.some(new ProviderId("in-memory")))
                .attempt(Option.some(new Attempt(new AttemptId(new UUID(1, 1)), "ann", AMOUNT, KEY, at)))
                .nextCheck(Option.some(at.plusSeconds(30)))
                .build();
    }
}
