package io.invoicepay.examples.console;

import io.invoicepay.attempt.Evidence.Verdict;
import io.invoicepay.examples.CommonConverters;
import io.invoicepay.examples.provider.CardScript;
import io.invoicepay.examples.provider.ProviderChoice;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.PaymentId;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** From an option's text to a value; what cannot be one is a fault of usage. See also {@link CommonConverters}. */
final class Converters {
    private static final Pattern SHORT_DURATION = Pattern.compile("([0-9]{1,9})([smhd])");
    private static final Duration LONGEST_ADVANCE = Duration.ofDays(3_650);

    private Converters() {}

    static final class OfAccount implements ITypeConverter<AccountId> {
        @Override
        public AccountId convert(String text) {
            try {
                return new AccountId(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    static final class OfInvoiceNumber implements ITypeConverter<InvoiceNumber> {
        @Override
        public InvoiceNumber convert(String text) {
            return InvoiceNumber.parse(text)
                    .getOrElseThrow(() -> new TypeConversionException("'" + text + "' cannot be an invoice number"));
        }
    }

    static final class OfDuration implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            Duration length = parse(text);
            if (length.isNegative() || length.compareTo(LONGEST_ADVANCE) > 0) {
                throw new TypeConversionException(
                        "'" + text + "' is not between 0 and " + LONGEST_ADVANCE.toDays() + " days");
            }
            return length;
        }

        private static Duration parse(String text) {
            Matcher brief = SHORT_DURATION.matcher(text);
            String iso = brief.matches() ? iso(brief.group(1), brief.group(2)) : text;
            try {
                return Duration.parse(iso);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("'" + text + "' is not a length of time such as 90s, 15m, 2h, 3d");
            }
        }

        private static String iso(String count, String unit) {
            return unit.equals("d") ? "P" + count + "D" : "PT" + count + unit.toUpperCase(Locale.ROOT);
        }
    }

    static final class OfProvider implements ITypeConverter<ProviderChoice> {
        @Override
        public ProviderChoice convert(String name) {
            return ProviderChoice.named(name)
                    .getOrElseThrow(() -> new TypeConversionException(
                            "'" + name + "' is none of " + String.join(", ", new ProviderNames())));
        }
    }

    static final class OfPaymentId implements ITypeConverter<PaymentId> {
        @Override
        public PaymentId convert(String text) {
            try {
                return new PaymentId(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    static final class OfVerdict implements ITypeConverter<Verdict> {
        @Override
        public Verdict convert(String name) {
            return Arrays.stream(Verdict.values())
                    .filter(verdict -> name(verdict).equals(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + name + "' is none of " + String.join(", ", new VerdictNames())));
        }

        static String name(Verdict verdict) {
            return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static final class VerdictNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Verdict.values()).map(OfVerdict::name).iterator();
        }
    }

    static final class OfStage implements ITypeConverter<TourCommand.On> {
        @Override
        public TourCommand.On convert(String name) {
            return switch (name) {
                case "inmemory" -> TourCommand.On.INMEMORY;
                case "aptean" -> TourCommand.On.APTEAN;
                default -> throw new TypeConversionException("'" + name + "' is none of inmemory, aptean");
            };
        }
    }

    static final class ProviderNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ProviderChoice.all().stream().map(ProviderChoice::name).iterator();
        }
    }

    static final class OfCard implements ITypeConverter<CardScript> {
        @Override
        public CardScript convert(String name) {
            return Arrays.stream(CardScript.values())
                    .filter(script -> script.optionName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + name + "' is none of " + names()));
        }

        private static String names() {
            return Arrays.stream(CardScript.values())
                    .map(CardScript::optionName)
                    .collect(Collectors.joining(", "));
        }
    }

    static final class CardNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(CardScript.values())
                    .map(script -> script.optionName() + " (" + script.summary() + ")")
                    .iterator();
        }
    }
}
