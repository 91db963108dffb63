package io.invoicepay.proof.conformance;

import io.invoicepay.conformance.PaymentAttemptsContract;
import io.invoicepay.conformance.PaymentProviderContract;
import io.invoicepay.proof.suite.Ending;
import io.invoicepay.proof.suite.Suite;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A store or a provider, and one of the tests by which its own module proves that it keeps its port's promises.
 *
 * @param test the test's class, by name: it is on the class path of the program, and on none when this is compiled
 * @param excuses for which reasons it may leave a promise untried, as regular expressions
 */
record Member(String name, String test, List<String> excuses) {
    private static final String STORES = "io.invoicepay.inmemory.InMemoryStoresContractTest$";
    private static final String DATABASES = "io.invoicepay.jdbc.JdbcContractTest$";
    private static final String PROVIDER = "io.invoicepay.inmemory.InMemoryProviderContractTest$";
    private static final String APTEAN = "io.invoicepay.aptean.SandboxContractTest$";

    /** By the provider's capabilities: whichever declares the same leaves out the same. */
    private static final List<String> BY_CAPABILITY = List.of(
            "the provider offers the portal",
            "the provider offers no portal",
            "the provider offers no guest checkout",
            "the provider's payments do not show their keys",
            "with keys declared as \\w+ the provider promises nothing of the kind",
            "with keys declared as \\w+ no charge is ever sent a second time");

    /** It has neither a wire nor secrets, and a portal for one invoice at a time without a fee. */
    private static final List<String> IN_MEMORY = List.of(
            "there is no wire on which this could happen",
            "the provider does not take it: .* is more than the 0.00 USD left to collect",
            "the provider takes no convenience fee",
            "the provider's card entry has no script of its own",
            "the provider's configuration holds no secret",
            "the provider's portal takes one invoice at a time");

    /** Amounts are a 32-bit number of cents of the merchant's one currency. */
    private static final List<String> OVER_HTTP = List.of(
            "the adapter's limits of time are those of real life",
            "the merchant does not take such a fee",
            "the provider does not take an amount of 21474836.47 USD",
            "the provider takes no payments in (JPY|KWD)",
            "the provider takes what it was asked for, or nothing",
            "the provider's card entry has no script of its own");

    static final Member MEMORY = new Member(
            "memory",
            STORES + "Attempts",
            List.of("the store cannot be made to lose (a write|an answer)", "the store cannot be cut off"));
    static final Member FAULTY_MEMORY = new Member(
            "memory with a store's faults",
            STORES + "WithFaults",
            List.of("the store does not survive its process", "the store has a single handle"));
    static final Member H2 = new Member("H2", DATABASES + "InMemory", List.of("the database is in memory"));
    static final Member H2_FILE = new Member("H2 in a file", DATABASES + "InAFile", List.of());
    static final Member POSTGRESQL = new Member("PostgreSQL", DATABASES + "InPostgres", List.of());

    /** How providers are set up, and the two that are set up like that: in memory, and Aptean Pay on the sandbox. */
    static final Map<String, List<Member>> PROVIDERS = Map.of(
            "rejects used keys", providers("Rejecting", "Rejecting"),
            "replays", providers("Replaying", "Replaying"),
            "remembers successes", providers("RememberingSuccesses", "RememberingSuccesses"),
            "ignores keys", providers("IgnoringKeys", "IgnoringKeys"),
            "unverified", providers("Unverified", "Unverified"),
            "guest checkout alone", providers("GuestCheckoutAlone", "GuestCheckoutAlone"),
            "portal alone", providers("PortalAlone", "WithFees"));

    private static List<Member> providers(String inMemory, String overHttp) {
        return List.of(
                new Member("in memory, " + inMemory, PROVIDER + inMemory, concat(BY_CAPABILITY, IN_MEMORY)),
                new Member("Aptean Pay, " + overHttp, APTEAN + overHttp, concat(BY_CAPABILITY, OVER_HTTP)));
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** Every promise of its port, and how it ended. */
    Map<String, Ending> run() {
        Class<?> type = Suite.named(test);
        if (!PaymentAttemptsContract.class.isAssignableFrom(type)
                && !PaymentProviderContract.class.isAssignableFrom(type)) {
            throw new IllegalStateException(type + " is none of the kit's tests");
        }
        return Suite.run(type);
    }

    boolean excuses(String reason) {
        return excuses.stream().anyMatch(reason::matches);
    }
}
