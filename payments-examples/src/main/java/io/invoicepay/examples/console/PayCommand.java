package io.invoicepay.examples.console;

import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.checkout.PaymentDialog;
import io.invoicepay.examples.provider.CardScript;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.money.Money;
import io.invoicepay.payment.BillingForm;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.Refusals;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The whole of guest checkout in one call: open the dialog, check the form, Pay Now. No option takes an amount (PAY-02). */
@Command(name = "pay", description = "Pays one invoice in full by guest checkout.")
final class PayCommand extends SessionCommand {
    @Mixin
    private final Inputs.SignedIn signedIn = new Inputs.SignedIn();

    @Mixin
    private final Inputs.OfInvoice which = new Inputs.OfInvoice();

    @CommandLine.Option(names = "--email", required = true, paramLabel = "TEXT", description = "E-mail address.")
    @SuppressWarnings("NullAway.Init")
    private String email;

    @CommandLine.Option(names = "--street", required = true, paramLabel = "TEXT", description = "Street address.")
    @SuppressWarnings("NullAway.Init")
    private String street;

    @CommandLine.Option(names = "--address2", defaultValue = "", paramLabel = "TEXT", description = "Second line.")
    @SuppressWarnings("NullAway.Init")
    private String address2;

    @CommandLine.Option(
            names = "--country",
            required = true,
            paramLabel = "CODE",
            description = "Country, ISO 3166-1 alpha-2.")
    @SuppressWarnings("NullAway.Init")
    private String country;

    @CommandLine.Option(
            names = "--postal-code",
            defaultValue = "",
            paramLabel = "TEXT",
            description = "Postal code; to be left out where the country has none.")
    @SuppressWarnings("NullAway.Init")
    private String postalCode;

    @CommandLine.Option(
            names = "--phone-country-code",
            required = true,
            paramLabel = "DIGITS",
            description = "Country calling code of the phone.")
    @SuppressWarnings("NullAway.Init")
    private String phoneCountryCode;

    @CommandLine.Option(names = "--phone", required = true, paramLabel = "DIGITS", description = "Phone number.")
    @SuppressWarnings("NullAway.Init")
    private String phone;

    @CommandLine.Option(names = "--name", required = true, paramLabel = "TEXT", description = "Name on the card.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @CommandLine.Option(
            names = "--card-token",
            required = true,
            paramLabel = "TOKEN",
            description =
                    "What the provider's card entry form gave for the card; any text will do in memory. Never a card number.")
    @SuppressWarnings("NullAway.Init")
    private String cardToken;

    @CommandLine.Option(
            names = "--card",
            paramLabel = "NAME",
            converter = Converters.OfCard.class,
            completionCandidates = Converters.CardNames.class,
            description = "What the in-memory provider makes of the card: ${COMPLETION-CANDIDATES}. Default: approved.")
    private @Nullable CardScript card;

    PayCommand(Console console) {
        super(console);
    }

    @Override
    Option<AccountId> account() {
        return Option.some(signedIn.account);
    }

    @Override
    Option<CardScript> card() {
        return Option.of(card);
    }

    @Override
    Report run(Session session) {
        Customer customer = customer(signedIn);
        Either<Refusals, PaymentDialog> opened =
                which.parsed().flatMap(number -> session.payments().open(customer, number));
        return opened.fold(
                refusals -> PaymentReport.refused(which.number, refusals, outstanding(session, customer)),
                dialog -> pay(session.payments(), customer, dialog));
    }

    private Option<Money> outstanding(Session session, Customer customer) {
        return which.parsed()
                .flatMap(number -> session.payments().invoice(customer, number))
                .toOption()
                .map(detail -> detail.invoice().outstanding());
    }

    private Report pay(InvoicePayments payments, Customer customer, PaymentDialog dialog) {
        BillingForm form = new BillingForm(email, street, address2, country, postalCode, phoneCountryCode, phone);
        return payments.checkPayment(form, name, cardToken)
                .fold(
                        faults -> PaymentReport.faulty(which.number, dialog.amount(), faults),
                        payment -> payments.payNow(customer, dialog.token(), payment)
                                .fold(new PaymentReport(which.number, dialog.amount())));
    }
}
