package io.invoicepay.examples.storefront.web;

import io.invoicepay.attempt.Attention;
import io.invoicepay.attempt.Cause;
import io.invoicepay.attempt.Evidence.Verdict;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
import io.invoicepay.examples.contact.FaultTexts;
import io.invoicepay.money.Money;
import io.invoicepay.payment.BillingField;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.FieldFault;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.Refusal;
import io.invoicepay.payment.Refusals;
import io.vavr.control.Option;
import java.text.Collator;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** How the pages say things: texts by the library's message keys, amounts and times. In templates: {@code @say}. */
@Component("say")
public class Wording {
    private static final Locale ENGLISH = Locale.US;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MMM d, yyyy", ENGLISH);
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("MMM d, yyyy, HH:mm:ss 'UTC'", ENGLISH).withZone(ZoneOffset.UTC);

    private final MessageSource messages;

    Wording(MessageSource messages) {
        this.messages = messages;
    }

    private String text(String key, String english) {
        String text = messages.getMessage(key, null, english, ENGLISH);
        return text == null ? english : text;
    }

    public String text(Refusal refusal) {
        return text(refusal.messageKey(), refusal.defaultText());
    }

    /** What an operator was shown and decides about; not in words, but to be compared with what waits when the decision arrives. */
    public String matter(PaymentSlot item) {
        return item.since() + " " + item.attention() + " " + item.payments();
    }

    /** All the reasons, in their order. */
    public String text(Refusals refusals) {
        return refusals.reasons().stream().map(this::text).collect(Collectors.joining(" "));
    }

    public String text(DeclineReason reason) {
        return text(reason.messageKey(), reason.defaultText());
    }

    public String text(NotChargedReason reason) {
        return text(reason.messageKey(), reason.defaultText());
    }

    /** In words that fit the field, where there are some. */
    public String text(BillingField field, FieldFault fault) {
        return text(FaultTexts.key(field, fault), text(fault.messageKey(), fault.defaultText()));
    }

    /** Of the name of whoever signs in. */
    String ofName(FieldFault fault) {
        return text("storefront.name." + keyed(fault), text(fault.messageKey(), fault.defaultText()));
    }

    public String text(Attention attention) {
        return text(attention.messageKey(), attention.defaultText());
    }

    /** What an operator can choose. */
    public String text(Verdict verdict) {
        return text("storefront.verdict." + keyed(verdict), verdict.name());
    }

    private static String keyed(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The label of a field. */
    public String label(BillingField field) {
        return text(field.messageKey(), field.fieldName());
    }

    /** Where a payment stands, in the customer's words. */
    public String status(SlotStatus status) {
        return text("storefront.status." + keyed(status), status.name());
    }

    /** Who did it, for customers: which of the shop's people it was is the shop's own. */
    public String who(Cause cause) {
        return cause.transition() == Transition.OPERATOR_DECIDED ? "the shop" : cause.actor();
    }

    /** On what grounds, for customers: without an operator's notes, and of a decline as much as whoever holds the card may know. */
    public String grounds(Cause cause) {
        if (cause.transition() == Transition.OPERATOR_DECIDED) {
            return "";
        }
        String evidence = cause.evidence();
        for (DeclineReason reason : DeclineReason.values()) {
            evidence = evidence.replace(": " + reason.name(), ": " + text(reason));
        }
        return evidence;
    }

    /** {@code $1,250.00}. */
    public String amount(Money amount) {
        NumberFormat format = NumberFormat.getCurrencyInstance(ENGLISH);
        format.setCurrency(amount.currency());
        int digits = amount.currency().getDefaultFractionDigits();
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(amount.toDecimal());
    }

    public String date(Option<LocalDate> date) {
        return date.map(DATE::format).getOrElse("");
    }

    public String moment(Instant moment) {
        return MOMENT.format(moment);
    }

    /** What a browser may fill in by itself. */
    public String autocomplete(BillingField field) {
        return switch (field) {
            case EMAIL -> "email";
            case STREET -> "address-line1";
            case ADDRESS_2 -> "address-line2";
            case COUNTRY -> "country";
            case POSTAL_CODE -> "postal-code";
            case PHONE_COUNTRY_CODE -> "tel-country-code";
            case PHONE -> "tel-national";
            case NAME_ON_CARD -> "cc-name";
            case CARD_TOKEN -> "off";
        };
    }

    /** Countries in the order of their names. */
    public List<String> byName(List<String> codes) {
        return codes.stream()
                .sorted(Comparator.comparing(this::country, Collator.getInstance(ENGLISH)::compare))
                .toList();
    }

    /** A country's name, by its ISO code. */
    public String country(String code) {
        return new Locale.Builder().setRegion(code).build().getDisplayCountry(ENGLISH);
    }
}
