package io.invoicepay.examples.storefront.web;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.invoicepay.examples.storefront.StorefrontSettings;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.payment.Customer;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** How often an account may press Pay Now, so that stolen cards are not tried out here. Kept per node, for as long as it is used. */
@Component
class PayLimit {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_ACCOUNTS = 100_000;

    private final LoadingCache<AccountId, Bucket> buckets;

    PayLimit(StorefrontSettings settings) {
        int perMinute = settings.paymentsPerMinute();
        buckets = CacheBuilder.newBuilder()
                .maximumSize(MOST_ACCOUNTS)
                .expireAfterAccess(WINDOW.multipliedBy(2))
                .build(CacheLoader.from(account -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, WINDOW))
                        .withCustomTimePrecision(TimeMeter.SYSTEM_MILLISECONDS)
                        .build()));
    }

    boolean allows(Customer customer) {
        return buckets.getUnchecked(customer.account()).tryConsume(1);
    }
}
