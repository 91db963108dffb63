package io.invoicepay.examples.console;

import io.invoicepay.checkout.PortalLink;
import io.invoicepay.examples.json.JsonObject;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.Refusals;
import io.invoicepay.payment.StandardRefusal;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "portal",
        description = "Gives the link into the provider's payer portal: for one invoice, or for the account's balance.")
final class PortalCommand extends SessionCommand {
    @Mixin
    private final Inputs.SignedIn signedIn = new Inputs.SignedIn();

    @Parameters(paramLabel = "NUMBER", arity = "0..1", description = "The invoice. Without one: the account's balance.")
    private @Nullable String number;

    PortalCommand(Console console) {
        super(console);
    }

    @Override
    Option<AccountId> account() {
        return Option.some(signedIn.account);
    }

    @Override
    Report run(Session session) {
        Customer customer = customer(signedIn);
        Either<Refusals, PortalLink> link = Option.of(number)
                .map(wanted -> InvoiceNumber.parse(wanted)
                        .toEither(() -> Refusals.of(StandardRefusal.UNKNOWN_INVOICE))
                        .flatMap(parsed -> session.payments().portal(customer, parsed)))
                .getOrElse(() -> session.payments().balancePortal(customer));
        return link.fold(PortalCommand::refused, PortalCommand::opened);
    }

    private static Report refused(Refusals refusals) {
        return new Report(
                ExitCode.REFUSED, new JsonObject().texts("refusals", refusals.names()), refusals.defaultText() + "\n");
    }

    private static Report opened(PortalLink link) {
        String url = link.uri().toString();
        return new Report(ExitCode.DONE, new JsonObject().put("url", url), url + "\n");
    }
}
