package io.invoicepay.proof.conformance;

import io.invoicepay.proof.Harness;
import io.invoicepay.proof.Scale;
import io.invoicepay.proof.Verdict;
import io.invoicepay.proof.process.PostgresServer;
import io.invoicepay.proof.process.TimeLimit;
import io.invoicepay.proof.suite.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** S16: the same promises by every store, and by both providers. */
public final class ConformanceHarness implements Harness {
    @Override
    public String name() {
        return "S16";
    }

    @Override
    public String subject() {
        return "the conformance kit on every store and on both providers, compared promise by promise";
    }

    @Override
    public Verdict run(Scale scale, long seed) {
        Duration limit = Duration.ofSeconds(scale.of(180, 900, 900));
        return TimeLimit.within(limit, seed, () -> compare(scale, seed));
    }

    private static Verdict compare(Scale scale, long seed) {
        List<String> details = new ArrayList<>();
        ExecutorService second = Executors.newSingleThreadExecutor(task -> TimeLimit.daemon("stores", task));
        Future<Comparison> ofStores =
                second.submit(() -> stores(scale, details)); // they wait for disks, providers do not
        Map<String, Comparison> providers = new TreeMap<>();
        Comparison stores;
        try {
            new TreeMap<>(Member.PROVIDERS).forEach((setup, members) -> {
                if (scale != Scale.SMOKE || setup.equals("replays")) {
                    Comparison comparison = new Comparison();
                    members.forEach(member -> comparison.add(member, member.run()));
                    providers.put(setup, comparison);
                }
            });
            stores = ofStores.get(); // the harness as a whole has a limit
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            second.shutdownNow();
        }
        List<String> faults = new ArrayList<>(stores.faults());
        details.add(tell("stores", stores));
        providers.forEach((setup, comparison) -> {
            details.add(tell("providers, " + setup, comparison));
            faults.addAll(comparison.faults());
        });
        List<Comparison> ofProviders = List.copyOf(providers.values());
        if (scale != Scale.SMOKE) {
            faults.addAll(Comparison.keptNowhere(List.of(stores)));
            faults.addAll(Comparison.keptNowhere(ofProviders));
            faults.addAll(Comparison.unusedExcuses(List.of(stores)));
            faults.addAll(Comparison.unusedExcuses(ofProviders));
        }
        details.addAll(faults);
        String summary = String.format(
                Locale.ROOT,
                "%s results: %,d promises x %d stores, %,d promises x 2 providers in %d set-ups; %,d kept, %,d broken;"
                        + " %,d left out, only where capabilities say so (nothing is drawn, seed %d)",
                faults.isEmpty() ? "identical" : "DIFFERENT",
                stores.promises().size(),
                stores.members(),
                ofProviders.get(0).promises().size(),
                ofProviders.size(),
                stores.kept() + ofProviders.stream().mapToLong(Comparison::kept).sum(),
                faults.size(),
                stores.skipped()
                        + ofProviders.stream().mapToLong(Comparison::skipped).sum(),
                seed);
        return new Verdict(faults.isEmpty(), summary, details);
    }

    private static Comparison stores(Scale scale, List<String> details) {
        Comparison stores = new Comparison();
        List<Member> members = scale == Scale.SMOKE
                ? List.of(Member.MEMORY, Member.FAULTY_MEMORY)
                : List.of(Member.MEMORY, Member.FAULTY_MEMORY, Member.H2, Member.H2_FILE, Member.POSTGRESQL);
        for (Member member : members) {
            Map<String, Ending> ended = member.run();
            boolean missing = member.equals(Member.POSTGRESQL)
                    && !PostgresServer.isRequired()
                    && ended.values().stream().allMatch(ending -> ending instanceof Ending.Skipped);
            if (missing) {
                details.add("S16 without PostgreSQL: "
                        + ended.values().stream().findFirst().orElseThrow());
            } else {
                stores.add(member, ended);
            }
        }
        return stores;
    }

    private static String tell(String what, Comparison comparison) {
        return String.format(
                Locale.ROOT,
                "S16 %-32s %d promises x %d: %d kept, %d left out; %d kept by one and left out by another",
                what,
                comparison.promises().size(),
                comparison.members(),
                comparison.kept(),
                comparison.skipped(),
                comparison.differing());
    }
}
