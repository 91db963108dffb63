package io.invoicepay.examples.storefront.security;

import io.invoicepay.examples.storefront.provider.Backend;
import io.invoicepay.provider.CardEntry;
import io.invoicepay.spi.PaymentProvider;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;

/**
 * The content security policy: everything from here, and from the provider just what its card entry and its portal need. Decided once,
 * when the storefront starts; a provider's adapter says what there is to allow.
 */
record ContentPolicy(Set<String> cardOrigins, Set<String> portalOrigins) {
    static ContentPolicy of(Backend backend) {
        Set<String> card = new TreeSet<>(backend.furtherCardOrigins());
        Set<String> portal = new TreeSet<>();
        for (PaymentProvider provider : backend.provider()) {
            provider.cardEntry().forEach(entry -> card.addAll(origins(entry)));
            provider.capabilities().portalHosts().forEach(host -> portal.add(origin(host)));
        }
        return new ContentPolicy(card, portal);
    }

    private static Set<String> origins(CardEntry entry) {
        Set<String> origins = new TreeSet<>();
        entry.script().forEach(script -> origins.add(origin(script)));
        // The in-memory provider's form has no script of its own, only a frame.
        String frame = entry.settings().get("frame");
        if (frame != null) {
            origins.add(origin(URI.create(frame)));
        }
        return origins;
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    /** Plain http is for the loopback alone (POR-02). */
    private static String origin(String host) {
        boolean loopback = host.matches("(localhost|127\\.0\\.0\\.1)(:[0-9]+)?");
        return (loopback ? "http://" : "https://") + host;
    }

    /** Posting a form may end in the portal, since a browser checks {@code form-action} against redirects as well. */
    String header() {
        String card = String.join(" ", cardOrigins);
        return "default-src 'none'; script-src 'self' " + card
                + "; style-src 'self'; img-src 'self'; connect-src 'self' "
                + card + "; frame-src " + (card.isEmpty() ? "'none'" : card) + "; form-action 'self' "
                + String.join(" ", portalOrigins) + "; base-uri 'none'; frame-ancestors 'none'";
    }
}
