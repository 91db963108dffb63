package io.invoicepay.examples.storefront.provider;

import static org.springframework.web.util.HtmlUtils.htmlEscape;

import io.invoicepay.inmemory.InMemoryInvoices;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.Plan;
import io.invoicepay.inmemory.Snapshot;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.vavr.control.Option;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The in-memory provider's payer portal: what is asked for, and a button that pays it. A real one asks who is there first. */
final class PortalDesk {
    private final InMemoryProvider provider;
    private final InMemoryInvoices erp;

    PortalDesk(InMemoryProvider provider, InMemoryInvoices erp) {
        this.provider = provider;
        this.erp = erp;
    }

    String page(Map<String, String> fields) {
        Option<String> account = Option.of(fields.get("account"));
        List<Snapshot.Request> asked = account.isDefined()
                ? ofAccount(account.get())
                : byReference(fields.getOrDefault("request", "")).toJavaList();
        String rows = asked.stream().map(this::row).collect(Collectors.joining());
        return show(rows.isEmpty() ? "<p>There is nothing to pay here.</p>" : rows);
    }

    String pay(Map<String, String> fields) {
        Option<Snapshot.Request> request = byReference(fields.getOrDefault("request", ""));
        Option<Money> due = request.flatMap(asked -> provider.collectible(asked.invoice()));
        boolean isOpen = due.exists(Money::isPositive) && request.exists(asked -> !isBusy(asked.invoice()));
        if (!isOpen) {
            return show("<p role=\"alert\">This has been paid already, or cannot be paid.</p>");
        }
        provider.payInPortal(request.get().invoice(), due.get(), Plan.approve());
        return show("<p role=\"status\" id=\"paid\">Thank you. Your payment of " + due.get() + " for "
                + htmlEscape(request.get().invoice().value())
                + " was accepted. You can close this tab and go back to the storefront.</p>");
    }

    private static String show(String content) {
        return InMemorySite.resource("portal.html").replace("{content}", content);
    }

    private String row(Snapshot.Request asked) {
        Option<Money> due = provider.collectible(asked.invoice()).filter(Money::isPositive);
        String head = "<section><h2>" + htmlEscape(asked.invoice().value()) + "</h2><p class=\"amount\">"
                + due.getOrElse(asked.requested()) + "</p>";
        boolean payable = due.isDefined() && !isBusy(asked.invoice());
        return head
                + (payable
                        ? "<form method=\"post\" action=\"/portal/payments\"><input type=\"hidden\" name=\"request\" value=\""
                                + htmlEscape(asked.reference()) + "\"><button>Pay in full</button></form>"
                        : "<p>Paid, or being paid.</p>")
                + "</section>";
    }

    private boolean isBusy(InvoiceNumber invoice) {
        return provider.ledger(invoice).stream().anyMatch(entry -> switch (entry.status()) {
            case PENDING, UNRECOGNISED -> true;
            default -> false;
        });
    }

    private Option<Snapshot.Request> byReference(String reference) {
        return Option.ofOptional(provider.snapshot().requests().stream()
                .filter(request -> request.reference().equals(reference) && request.open())
                .findFirst());
    }

    /** Only the account's own; the latest request of an invoice counts. */
    private List<Snapshot.Request> ofAccount(String account) {
        return provider.snapshot().requests().stream()
                .filter(Snapshot.Request::open)
                .filter(request -> erp.invoice(new AccountId(account), request.invoice())
                        .exists(invoice -> invoice.outstanding().isPositive()))
                .toList();
    }
}
