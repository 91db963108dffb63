package io.invoicepay.aptean;

import io.invoicepay.aptean.ApteanPayConfig.Fault;
import io.vavr.control.Option;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Variables that are named like settings and are none. They are no reason to refuse a configuration, since an environment may be shared
 * with another version; but whoever has misspelt one would otherwise get its default without a word.
 */
final class UnknownVariables {
    private static final int LONGEST_NAME = 64;
    /** A name in which more letters are wrong than one in so many is not taken for a slip. */
    private static final int LETTERS_A_SLIP = 4;

    private UnknownVariables() {}

    /** In the order of their names. */
    static List<Fault> of(Collection<String> names, Predicate<String> isSet) {
        return names.stream()
                .filter(name ->
                        capitals(name).startsWith(Setting.PREFIX) && settings().noneMatch(name::equals))
                .filter(isSet)
                .sorted()
                .map(name -> new Fault(shown(name), "is no setting of this version" + hint(name)))
                .toList();
    }

    private static Stream<String> settings() {
        return Arrays.stream(Setting.values()).map(Setting::environmentName);
    }

    private static String capitals(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    /** A line of a log must not be forged by a name. */
    private static String shown(String name) {
        String sound = name.replaceAll("[^A-Za-z0-9_]", "?");
        return sound.substring(0, Math.min(sound.length(), LONGEST_NAME));
    }

    private static String hint(String name) {
        String wanted = capitals(shown(name));
        return Option.ofOptional(settings()
                        .filter(setting -> slips(wanted, setting) <= mostSlips(setting))
                        .min(Comparator.comparingInt(setting -> slips(wanted, setting))))
                .map(setting -> "; did you mean " + setting + "?")
                .getOrElse("");
    }

    private static int mostSlips(String setting) {
        return Math.max(1, (setting.length() - Setting.PREFIX.length()) / LETTERS_A_SLIP);
    }

    /** How many letters have to be put in, taken out or changed to make one name of the other (Levenshtein). */
    private static int slips(String one, String other) {
        int[] above = new int[other.length() + 1];
        Arrays.setAll(above, n -> n);
        for (int row = 1; row <= one.length(); row++) {
            int[] here = new int[above.length];
            here[0] = row;
            for (int at = 1; at < here.length; at++) {
                int changed = above[at - 1] + (one.charAt(row - 1) == other.charAt(at - 1) ? 0 : 1);
                here[at] = Math.min(changed, Math.min(above[at], here[at - 1]) + 1);
            }
            above = here;
        }
        return above[other.length()];
    }
}
