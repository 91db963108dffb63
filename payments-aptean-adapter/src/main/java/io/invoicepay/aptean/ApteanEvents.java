package io.invoicepay.aptean;

import io.invoicepay.aptean.ApteanPayConfig.Lookups;
import io.invoicepay.invoice.InvoiceNumber;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks the messages of Aptean's event platform. A message proves no more than that its payload was signed some time, so that nothing
 * follows from it but to ask about an invoice sooner (STA-03): hand what comes out to {@code Reconciliation.hint} or {@code checkDue}.
 * It makes no call, the address that a handshake names included.
 *
 * <p>Safe for any thread.
 */
public final class ApteanEvents {
    private static final int REMEMBERED = 10_000;
    private static final Pattern VALIDATION_CODE = Pattern.compile("[A-Za-z0-9-]{1,100}");

    private final EventKeys keys;
    private final String referenceMember;
    private final Lookups references;
    private final boolean handshakeArmed;
    private final ReplayMemory memory = new ReplayMemory(REMEMBERED);

    ApteanEvents(ApteanPayConfig.Events settings, Lookups references) {
        this.keys = new EventKeys(
                EventKeys.parse(settings.primaryKey()).get(),
                EventKeys.parse(settings.secondaryKey()).get());
        this.referenceMember = settings.referenceMember();
        this.references = references;
        this.handshakeArmed = settings.handshakeArmed();
    }

    /** What to answer the platform, and what to do. */
    public sealed interface Receipt {
        /** The HTTP status to answer with. */
        int status();

        /** The JSON body to answer with; may be empty. */
        default String body() {
            return "";
        }
    }

    /**
     * Signed by the platform.
     *
     * @param sooner the invoices to ask about, each once; empty for a message that was seen before
     * @param allDue whether a payload named no invoice that could be one, so that all that is due should be checked
     */
    public record Accepted(List<InvoiceNumber> sooner, boolean allDue) implements Receipt {
        public Accepted {
            sooner = List.copyOf(sooner);
        }

        @Override
        public int status() {
            return 200;
        }
    }

    /** The handshake of a new subscription, which an administrator has announced. */
    public record Handshake(String code) implements Receipt {
        public Handshake {
            Objects.requireNonNull(code, "code");
        }

        @Override
        public int status() {
            return 200;
        }

        @Override
        public String body() {
            return "{\"validationResponse\":\"" + code + "\"}"; // the code has letters, digits and hyphens
        }
    }

    /** Nothing of it counts. */
    public record Refused(Reason reason) implements Receipt {
        public Refused {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public int status() {
            return reason == Reason.NOT_ARMED ? 404 : 400;
        }
    }

    /** Why a message is refused. */
    public enum Reason {
        /** Neither a notification nor a handshake. */
        UNKNOWN_KIND,
        /** Too large, or not of the published shape. */
        MALFORMED,
        /** No signature of either key fits. */
        NOT_SIGNED,
        /** A handshake that nobody has announced. */
        NOT_ARMED
    }

    /**
     * Checks one message.
     *
     * @param kind the header {@code aeg-event-type}, if there is one
     * @param message the body's bytes, untouched
     */
    public Receipt receive(@Nullable String kind, byte[] message) {
        return switch (Objects.requireNonNullElse(kind, "").strip().toLowerCase(Locale.ROOT)) {
            case "notification" ->
                EventReader.events(message).map(this::notified).getOrElse(() -> new Refused(Reason.MALFORMED));
            case "subscriptionvalidation" -> handshakeArmed ? handshake(message) : new Refused(Reason.NOT_ARMED);
            default -> new Refused(Reason.UNKNOWN_KIND);
        };
    }

    private static Receipt handshake(byte[] message) {
        return EventReader.events(message)
                .filter(events -> events.size() == 1)
                .flatMap(events -> Option.of(events.get(0).validationCode()))
                .filter(code -> VALIDATION_CODE.matcher(code).matches())
                .<Receipt>map(Handshake::new)
                .getOrElse(() -> new Refused(Reason.MALFORMED));
    }

    /** One bad event spoils the message: the platform signs all of them. */
    private Receipt notified(List<EventReader.Event> events) {
        List<String> payloads = new ArrayList<>();
        for (EventReader.Event event : events) {
            Option<String> signed = verified(event);
            if (signed.isEmpty()) {
                return new Refused(Reason.NOT_SIGNED);
            }
            payloads.add(signed.get());
        }
        List<InvoiceNumber> sooner = new ArrayList<>();
        boolean allDue = false;
        for (String payload : payloads) {
            if (memory.isNew(payload.getBytes(StandardCharsets.UTF_8))) {
                Option<InvoiceNumber> invoice = invoice(payload);
                invoice.filter(number -> !sooner.contains(number)).forEach(sooner::add);
                allDue |= invoice.isEmpty();
            }
        }
        return new Accepted(sooner, allDue);
    }

    /** The text that was signed. */
    private Option<String> verified(EventReader.Event event) {
        String payload = event.payload();
        String encoded = event.signature();
        if (payload == null || encoded == null) {
            return Option.none();
        }
        Option<List<byte[]>> signatures = EventReader.signatures(encoded);
        String compact = SignedText.compact(payload);
        return signatures.flatMap(two -> Option.some(compact)
                .filter(text -> fits(text, two))
                .orElse(() -> Option.some(SignedText.unescaped(compact)).filter(text -> fits(text, two))));
    }

    private boolean fits(String text, List<byte[]> signatures) {
        return keys.verify(text.getBytes(StandardCharsets.UTF_8), signatures.get(0), signatures.get(1));
    }

    private Option<InvoiceNumber> invoice(String payload) {
        String before = references.referencePrefix();
        String after = references.referenceSuffix();
        return EventReader.text(payload, referenceMember)
                .map(String::strip)
                .filter(text -> text.length() > before.length() + after.length())
                .filter(text -> text.startsWith(before) && text.endsWith(after))
                .map(text -> text.substring(before.length(), text.length() - after.length()))
                .flatMap(InvoiceNumber::parse);
    }
}
