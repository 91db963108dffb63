package io.invoicepay.proof.soak;

import io.invoicepay.proof.Harness;
import io.invoicepay.proof.Scale;
import io.invoicepay.proof.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** S17: a shop on two nodes, hour by hour, with one call in a hundred going wrong. */
public final class SoakHarness implements Harness {
    private static final int HOURS_A_MONTH = 730;
    private static final int DRAIN_HOURS = 24 * 20;
    /** What the nodes may keep more, a month; a node that forgot nothing would keep ten times that. */
    private static final double KILOBYTES_A_MONTH = 64;

    @Override
    public String name() {
        return "S17";
    }

    @Override
    public String subject() {
        return "two simulated years by the hour, with one call in a hundred going wrong";
    }

    @Override
    public Verdict run(Scale scale, long seed) {
        int months = (int) scale.of(1, 24, 24 * 50);
        Shop shop = new Shop(seed);
        List<Double> heap = new ArrayList<>();
        for (int month = 0; month < months; month++) {
            for (int hour = 0; hour < HOURS_A_MONTH; hour++) {
                shop.hour();
            }
            shop.archive();
            heap.add(usedKilobytes());
        }
        shop.faultsStop();
        for (int hour = 0; hour < DRAIN_HOURS; hour++) {
            shop.hour();
        }
        shop.conclude();
        double slope = slope(heap.subList(heap.size() / 4, heap.size()));
        boolean flat = heap.size() < 12 || slope < KILOBYTES_A_MONTH;
        boolean holds = shop.violations().isEmpty() && flat && shop.open() == 0 && shop.faults() > 0;
        String summary = String.format(
                Locale.ROOT,
                "%d violations, heap slope %s64 kB a month, open slots return to %d, in %,d hours, %,d invoices, %,d payments, "
                        + "%,d faults, %,d outages (seed %d)",
                shop.violations().size(),
                flat ? "below " : "ABOVE ",
                shop.open(),
                months * HOURS_A_MONTH,
                shop.invoices(),
                shop.payments(),
                shop.faults(),
                shop.outages(),
                seed);
        List<String> details = new ArrayList<>(shop.violations());
        details.add(String.format(Locale.ROOT, "S17 heap after each month, kB: %.0f, slope %.1f", heap.get(0), slope)
                + " over " + heap.size() + " months");
        return new Verdict(holds, summary, details);
    }

    private static double usedKilobytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1024.0;
    }

    /** Of the straight line that lies nearest, by month. */
    static double slope(List<Double> values) {
        double middle = (values.size() - 1) / 2.0;
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double above = 0;
        double below = 0;
        for (int i = 0; i < values.size(); i++) {
            above += (i - middle) * (values.get(i) - mean);
            below += (i - middle) * (i - middle);
        }
        return below == 0 ? 0 : above / below;
    }
}
