package io.invoicepay.proof.kill;

import io.invoicepay.proof.host.CrashPoint;
import io.invoicepay.proof.host.CrashPoint.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Every death that a lane has to see, in an order drawn from a seed. */
final class Plan {
    private static final int LONGEST_RANDOM_LIFE_IN_MICROS = 900_000;
    private static final int LATEST_PASS = 2;

    private Plan() {}

    /** The points there are. */
    static List<String> points() {
        return Stream.concat(
                        CrashPoint.all().stream().map(CrashPoint::toString),
                        Stream.of(Stint.Journey.values()).map(Stint.Journey::toString))
                .toList();
    }

    /**
     * Draws a plan.
     *
     * @param perPoint how many deaths at each point
     * @param random how many at random moments
     */
    static List<Stint> draw(int perPoint, int random, Random chance) {
        List<List<Stint>> groups = new ArrayList<>();
        for (int i = 0; i < perPoint; i++) {
            for (Stint.Journey journey : Stint.Journey.values()) {
                groups.add(List.of(new Stint.OnTheWire(journey)));
            }
            for (CrashPoint point : CrashPoint.all()) {
                if (!isLed(point) && !isLead(point)) {
                    groups.add(List.of(at(point, chance)));
                }
            }
            for (boolean after : List.of(false, true)) {
                groups.add(List.of(at(lapsing(after), chance), first(Step.LAPSE, after)));
                groups.add(List.of(at(hanging(after), chance), first(Step.TAKE_OVER, after)));
            }
        }
        for (int i = 0; i < random; i++) {
            Duration delay = Duration.ofNanos(1000L * chance.nextInt(LONGEST_RANDOM_LIFE_IN_MICROS));
            groups.add(List.of(new Stint.AtRandom(delay)));
        }
        Collections.shuffle(groups, chance);
        return groups.stream().flatMap(List::stream).toList();
    }

    /** A death at that point for a lane that has missed it, with the one that must go before it. */
    static List<Stint> again(String point, Random chance) {
        for (Stint.Journey journey : Stint.Journey.values()) {
            if (journey.toString().equals(point)) {
                return List.of(new Stint.OnTheWire(journey));
            }
        }
        CrashPoint where = CrashPoint.parse(point);
        return switch (where.step()) {
            case LAPSE -> List.of(at(lapsing(true), chance), first(Step.LAPSE, where.after()));
            case TAKE_OVER -> List.of(at(hanging(true), chance), first(Step.TAKE_OVER, where.after()));
            default -> List.of(new Stint.AtPort(where, 1));
        };
    }

    /** Leaves a reservation behind, which then lapses. */
    private static CrashPoint lapsing(boolean after) {
        return after ? new CrashPoint(Step.RESERVE, true) : new CrashPoint(Step.ARM, false);
    }

    /** Leaves a charge behind of which nobody knows what became of it. */
    private static CrashPoint hanging(boolean after) {
        return after ? new CrashPoint(Step.ARM, true) : new CrashPoint(Step.ANSWER, false);
    }

    private static boolean isLead(CrashPoint point) {
        return Stream.of(lapsing(true), lapsing(false), hanging(true), hanging(false))
                .anyMatch(point::equals);
    }

    private static boolean isLed(CrashPoint point) {
        return point.step() == Step.LAPSE || point.step() == Step.TAKE_OVER;
    }

    private static Stint at(CrashPoint point, Random chance) {
        boolean first = point.step().isOfReconciler();
        return new Stint.AtPort(point, first ? 1 : 1 + chance.nextInt(LATEST_PASS));
    }

    private static Stint first(Step step, boolean after) {
        return new Stint.AtPort(new CrashPoint(step, after), 1);
    }
}
