package io.invoicepay.aptean;

import io.invoicepay.aptean.ApteanPayConfig.Fault;
import io.invoicepay.aptean.ApteanPayConfig.Faults;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;

/**
 * Reads single settings. A fault is noted and a placeholder handed back, so that all faults come together; a configuration with a fault
 * is never made.
 */
final class SettingValues {
    private static final int LONGEST_HEADER = 1_024;
    private static final HttpUrl NOWHERE = HttpUrl.get("https://placeholder.invalid/");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");
    private static final Pattern HOST = Pattern.compile("[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?");

    private final Map<Setting, String> texts;
    private final List<Fault> faults;

    SettingValues(Map<Setting, String> texts, List<Fault> already) {
        this.texts = texts;
        this.faults = new ArrayList<>(already);
    }

    void fault(Setting setting, String problem) {
        Fault fault = new Fault(setting.environmentName(), problem);
        if (!faults.contains(fault)) {
            faults.add(fault);
        }
    }

    <T> Either<Faults, T> ifFaultless(Supplier<T> value) {
        return faults.isEmpty() ? Either.right(value.get()) : Either.left(new Faults(faults));
    }

    boolean has(Setting setting) {
        return !texts.getOrDefault(setting, "").isBlank();
    }

    /** The text or its default; a required text that is missing is a fault. */
    String text(Setting setting) {
        if (has(setting)) {
            return texts.getOrDefault(setting, "");
        }
        if (setting.standard().isEmpty()) {
            fault(setting, "is missing");
        }
        return setting.standard().getOrElse("");
    }

    /** Printable ASCII without blanks. */
    String identifier(Setting setting, int limit) {
        String text = text(setting);
        boolean sound = text.length() <= limit && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (!sound) {
            fault(setting, "has a character that does not belong there, or is longer than " + limit);
        }
        return sound && !text.isEmpty() ? text : "placeholder";
    }

    String headerValue(Setting setting) {
        return identifier(setting, LONGEST_HEADER);
    }

    /** Looked at before OkHttp sees it: what that throws shows the value. */
    static boolean isHeaderValue(byte[] value) {
        String text = new String(value, StandardCharsets.ISO_8859_1);
        return !text.isEmpty()
                && text.length() <= LONGEST_HEADER
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /** At most 16 printable ASCII characters without blanks; may be empty. */
    String affix(Setting setting) {
        String text = text(setting);
        return text.isEmpty() ? text : identifier(setting, 16);
    }

    HttpUrl url(Setting setting) {
        return url(setting, text(setting));
    }

    /** https, or http to loopback; no user name, no fragment. */
    HttpUrl url(Setting setting, String text) {
        if (text.isEmpty()) {
            return NOWHERE; // its absence has been noted
        }
        Option<HttpUrl> parsed = text.contains("\\") ? Option.none() : Option.of(HttpUrl.parse(text));
        if (parsed.isEmpty()) {
            fault(setting, "is not an https address");
            return NOWHERE;
        }
        HttpUrl url = parsed.get();
        if (!url.isHttps() && !isLoopback(url)) {
            fault(setting, "must be https; http is for loopback alone");
        }
        if (!url.encodedUsername().isEmpty() || !url.encodedPassword().isEmpty() || url.encodedFragment() != null) {
            fault(setting, "must have neither user name nor fragment");
        }
        return url;
    }

    static boolean isLoopback(HttpUrl url) {
        return LOOPBACK.contains(url.host());
    }

    /** The host of an address that browsers are sent to, with its port where that is not the usual one. */
    String host(Setting setting, HttpUrl url) {
        boolean usual = url.port() == HttpUrl.defaultPort(url.scheme());
        String host = usual ? url.host() : url.host() + ":" + url.port();
        if (!HOST.matcher(host).matches()) {
            fault(setting, "has no plain host name: no customer would be sent there");
        }
        return host;
    }

    Set<String> hosts(Setting setting) {
        Set<String> hosts = Arrays.stream(text(setting).split(",", -1))
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toSet());
        if (!hosts.stream().allMatch(host -> HOST.matcher(host).matches())) {
            fault(setting, "is not a list of host names");
        }
        return hosts;
    }

    boolean yes(Setting setting) {
        String text = text(setting).toLowerCase(Locale.ROOT);
        if (!text.equals("yes") && !text.equals("no")) {
            fault(setting, "is neither yes nor no");
        }
        return text.equals("yes");
    }

    int number(Setting setting, int least, int most) {
        String text = text(setting);
        boolean digits = text.length() <= 10 && text.chars().allMatch(c -> c >= '0' && c <= '9') && !text.isEmpty();
        long number = digits ? Long.parseLong(text) : -1;
        if (number < least || number > most) {
            fault(setting, "is not a number from " + least + " to " + most);
            return least;
        }
        return (int) number;
    }

    Duration duration(Setting setting, Duration least, Duration most) {
        try {
            Duration duration = Duration.parse(text(setting));
            if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                return duration;
            }
        } catch (DateTimeException e) {
            // told below, with the bounds
        }
        fault(setting, "is not a length of time from " + least + " to " + most + ", as in PT10S");
        return least;
    }

    <E extends Enum<E>> E oneOf(Setting setting, Class<E> type) {
        String wanted = text(setting).toUpperCase(Locale.ROOT).replace('-', '_');
        E[] known = type.getEnumConstants();
        for (E value : known) {
            if (value.name().equals(wanted)) {
                return value;
            }
        }
        fault(
                setting,
                "is none of "
                        + Arrays.stream(known)
                                .map(v -> v.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                                .collect(Collectors.joining(", ")));
        return known[0];
    }

    Currency currency(Setting setting) {
        String code = text(setting);
        return Option.ofOptional(Currency.getAvailableCurrencies().stream()
                        .filter(c -> c.getCurrencyCode().equals(code) && c.getDefaultFractionDigits() >= 0)
                        .findFirst())
                .getOrElse(() -> {
                    fault(setting, "is not the code of a currency");
                    return Currency.getInstance("USD");
                });
    }
}
