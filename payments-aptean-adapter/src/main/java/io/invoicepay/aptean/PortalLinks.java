package io.invoicepay.aptean;

import io.invoicepay.aptean.ApteanPayConfig.Portal;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/**
 * Links into the payer portal: a request's own, fetched fresh and kept nowhere, since whoever has it can pay [S]; or the portal's root,
 * where the customer signs in. [T]
 */
final class PortalLinks {
    private static final String ACCOUNT = "{account}";

    private final Portal portal;
    private final Finder finder;

    PortalLinks(Portal portal, Finder finder) {
        this.portal = portal;
        this.finder = finder;
    }

    Either<Cause, URI> forBalance(AccountId account) {
        return parsed(portal.balanceTemplate()
                .map(template -> filled(template, account.value()))
                .getOrElse(portal.root().toString()));
    }

    /** A template with the account's number in its place, encoded so that it can change nothing around it. */
    static String filled(String template, String account) {
        String encoded = URLEncoder.encode(account, StandardCharsets.UTF_8).replace("+", "%20");
        return template.replace(ACCOUNT, encoded);
    }

    Either<Cause, URI> forInvoice(InvoiceNumber invoice) {
        Search search = finder.findWithLink(invoice);
        if (search.failure().isDefined()) {
            return Either.left(search.failure().get().cause());
        }
        return parsed(own(search.matches()).getOrElse(portal.root().toString()));
    }

    private static Option<String> own(List<Wire.Request> matches) {
        return Option.ofOptional(matches.stream()
                        .filter(request -> RequestStatus.of(request.status()) != RequestStatus.CLOSED)
                        .max(Comparator.comparing(request ->
                                PaymentMapping.instant(request.createdAt()).getOrElse(java.time.Instant.MIN))))
                .flatMap(request -> Option.of(request.paymentUrl()));
    }

    private static Either<Cause, URI> parsed(String link) {
        try {
            return Either.right(new URI(link));
        } catch (URISyntaxException e) {
            return Either.left(Cause.UNREADABLE);
        }
    }
}
