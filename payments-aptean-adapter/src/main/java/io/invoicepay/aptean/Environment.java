package io.invoicepay.aptean;

import io.invoicepay.aptean.ApteanPayConfig.Fault;
import io.invoicepay.aptean.ApteanPayConfig.Faults;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.Secret;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Hands the settings of an environment to the builder. */
final class Environment {
    private static final System.Logger LOG = System.getLogger("io.invoicepay.aptean");

    private final Map<String, String> environment;
    private final List<Fault> faults = new ArrayList<>();
    private final ApteanPayConfigBuilder builder = new ApteanPayConfigBuilder();

    Environment(Map<String, String> environment) {
        this.environment = environment;
    }

    Either<Faults, ApteanPayConfig> read() {
        List<Fault> strangers = strangers();
        strangers.forEach(stranger -> LOG.log(System.Logger.Level.WARNING, "{0}", stranger));
        for (Setting setting : Setting.values()) {
            if (isSet(setting.environmentName())) {
                take(setting, text(setting.environmentName()));
            }
        }
        // One of them may be the setting that is missing.
        return builder.check(faults)
                .mapLeft(known -> new Faults(Stream.concat(known.faults().stream(), strangers.stream())
                        .toList()));
    }

    /**
     * Variables that are named like settings and are none. They are no reason to refuse a configuration, since an environment may be shared
     * with another version; but whoever has misspelt one would otherwise get its default without a word.
     */
    private List<Fault> strangers() {
        Set<String> settings =
                Arrays.stream(Setting.values()).map(Setting::environmentName).collect(Collectors.toUnmodifiableSet());
        return environment.keySet().stream()
                .filter(name -> name.toUpperCase(Locale.ROOT).startsWith(Setting.PREFIX)
                        && !settings.contains(name)
                        && isSet(name))
                .sorted()
                .map(name -> new Fault(printable(name), "is no setting of this version"))
                .toList();
    }

    /** A line of a log must not be forged by a name. */
    private static String printable(String name) {
        return name.replaceAll("[^A-Za-z0-9_]", "?");
    }

    private boolean isSet(String name) {
        return !text(name).isEmpty();
    }

    private String text(String name) {
        return environment.getOrDefault(name, "").strip();
    }

    private void take(Setting setting, String text) {
        switch (setting) {
            case APIM_KEY -> builder.apimKey(Secret.of(text));
            case TENANT_SECRET -> builder.tenantSecret(Secret.of(text));
            case DECLINE_CODES -> pairs(setting, text, this::declineCode);
            case SDK_OPTIONS -> pairs(setting, text, builder::sdkOption);
            // Environments hold one line a variable; a PEM text has many.
            case EVENT_PRIMARY_KEY, EVENT_SECONDARY_KEY -> builder.set(setting, text.replace("\\n", "\n"));
            default -> builder.set(setting, text);
        }
    }

    private void declineCode(String code, String reason) {
        String wanted = reason.toUpperCase(Locale.ROOT).replace('-', '_');
        for (DeclineReason known : DeclineReason.values()) {
            if (known.name().equals(wanted)) {
                builder.declineCode(code, known);
                return;
            }
        }
        faults.add(new Fault(Setting.DECLINE_CODES.environmentName(), "names an unknown reason"));
    }

    /** {@code a=1,b=2}. */
    private void pairs(Setting setting, String text, BiConsumer<String, String> taker) {
        for (String pair : text.split(",", -1)) {
            int at = pair.indexOf('=');
            if (at < 1 || at == pair.length() - 1) {
                faults.add(new Fault(setting.environmentName(), "is not a list of name=value"));
                return;
            }
            taker.accept(pair.substring(0, at).strip(), pair.substring(at + 1).strip());
        }
    }
}
