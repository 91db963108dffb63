package io.invoicepay.examples.console;

import io.invoicepay.checkout.AccountSummary;
import io.invoicepay.examples.json.JsonObject;
import io.invoicepay.invoice.AccountId;
import io.vavr.control.Option;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "balance", description = "Shows the account's balances with their PAY buttons.")
final class BalanceCommand extends SessionCommand {
    @Mixin
    private final Inputs.SignedIn signedIn = new Inputs.SignedIn();

    BalanceCommand(Console console) {
        super(console);
    }

    @Override
    Option<AccountId> account() {
        return Option.some(signedIn.account);
    }

    @Override
    Report run(Session session) {
        AccountSummary summary = session.payments().account(customer(signedIn));
        JsonObject json = new JsonObject()
                .put("account", summary.account().value())
                .objects("balances", summary.balances(), BalanceCommand::json);
        return new Report(ExitCode.DONE, json, text(summary));
    }

    private static JsonObject json(AccountSummary.Balance balance) {
        return new JsonObject()
                .put("currency", balance.amount().currency().getCurrencyCode())
                .put("amount", balance.amount().toPlainString())
                .put("payButton", balance.payButton());
    }

    private static String text(AccountSummary summary) {
        Table table = new Table("Account", ">Balance", "Pay");
        for (AccountSummary.Balance balance : summary.balances()) {
            table.row(summary.account().value(), Table.money(balance.amount()), balance.payButton() ? "PAY" : "");
        }
        return table.toString();
    }
}
