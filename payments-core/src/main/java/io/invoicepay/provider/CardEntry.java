package io.invoicepay.provider;

import io.vavr.control.Option;
import java.net.URI;
import java.util.Map;
import java.util.Objects;

/**
 * What a page needs to mount the provider's own card entry form (GST-04). Everything in it is seen by the browser: nothing secret.
 *
 * @param kind which piece of page code mounts it: {@code aptean-pay}, {@code in-memory}; {@code host} where nothing is mounted, since the
 *     host has its own way to a card token
 * @param script the provider's script, if it has one
 * @param settings public settings, by the names that the page code of this kind knows
 */
public record CardEntry(String kind, Option<URI> script, Map<String, String> settings) {
    public CardEntry {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(script, "script");
        settings = Map.copyOf(settings);
    }
}
