package io.invoicepay.engine;

import io.invoicepay.payment.PaymentMethod;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Option;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The provider that new payments go to, if there is one, and former ones that still have payments in flight, or a portal that is open (LIB-06). */
public final class Providers {
    private final Option<PaymentProvider> current;
    private final List<PaymentProvider> former;
    private final Map<ProviderId, PaymentProvider> byId;

    /** @throws IllegalArgumentException if two providers bear the same name */
    public Providers(Option<PaymentProvider> current, List<PaymentProvider> former) {
        this.current = current;
        Map<ProviderId, PaymentProvider> byId = new LinkedHashMap<>();
        for (PaymentProvider provider : current.toJavaList()) {
            byId.put(provider.id(), provider);
        }
        for (PaymentProvider provider : former) {
            if (byId.put(provider.id(), provider) != null) {
                throw new IllegalArgumentException("two providers are named " + provider.id());
            }
        }
        this.former = List.copyOf(former);
        this.byId = Collections.unmodifiableMap(byId);
    }

    public Option<PaymentProvider> current() {
        return current;
    }

    public List<PaymentProvider> former() {
        return former;
    }

    /** The present one first. */
    public Collection<PaymentProvider> all() {
        return byId.values();
    }

    /** Whether new payments can be made in this way; never without a provider. */
    public boolean offers(PaymentMethod method) {
        return current.exists(provider -> provider.capabilities().offers(method));
    }

    public Option<PaymentProvider> byId(ProviderId id) {
        return Option.of(byId.get(id));
    }
}
