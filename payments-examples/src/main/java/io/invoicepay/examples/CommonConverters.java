package io.invoicepay.examples;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Currency;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** From an option's text to a value, for the options that console and storefront share; what cannot be one is a fault of usage. */
public final class CommonConverters {
    private CommonConverters() {}

    /** A file that need not be there. */
    public static final class OfPath implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            if (text.isEmpty()) {
                throw new TypeConversionException("a file's name is empty");
            }
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new TypeConversionException("'" + text + "' cannot be a file's name");
            }
        }
    }

    /** By its ISO 4217 code. */
    public static final class OfCurrency implements ITypeConverter<Currency> {
        @Override
        public Currency convert(String code) {
            return Currency.getAvailableCurrencies().stream()
                    .filter(c -> c.getCurrencyCode().equals(code) && c.getDefaultFractionDigits() >= 0)
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + code + "' is not an ISO 4217 currency code"));
        }
    }
}
