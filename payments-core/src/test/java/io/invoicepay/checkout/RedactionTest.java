package io.invoicepay.checkout;

import static io.invoicepay.fixtures.Sample.AMOUNT;
import static io.invoicepay.fixtures.Sample.NOW;
import static io.invoicepay.fixtures.Sample.attempt;
import static io.invoicepay.fixtures.Sample.invoice;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.attempt.Attempt;
import io.invoicepay.attempt.Attention;
import io.invoicepay.attempt.Cause;
import io.invoicepay.attempt.Lifecycle;
import io.invoicepay.attempt.Patience;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
import io.invoicepay.fixtures.CoreClasses;
import io.invoicepay.fixtures.Sample;
import io.invoicepay.invoice.AccountBalance;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.money.Money;
import io.invoicepay.payment.BillingAddress;
import io.invoicepay.payment.BillingForm;
import io.invoicepay.payment.CardToken;
import io.invoicepay.payment.ContactRules;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.IdempotencyKeys;
import io.invoicepay.payment.Secret;
import io.invoicepay.provider.Capabilities;
import io.invoicepay.reconciliation.Reconciliation;
import io.invoicepay.reconciliation.ReconciliationRunner;
import io.invoicepay.spi.AttemptsUnavailableException;
import io.vavr.control.Option;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * No personal data and nothing secret is ever printed. Every type a host can see is tried, found by reflection: a new one that holds
 * text fails here until it has been decided whether the text may show.
 */
class RedactionTest {
    private static final String CANARY = "canary";
    private static final BillingForm FORM = new BillingForm(
            "canary@customer.example", "canary street", "canary second line", "GB", "CANARY 1", "44", "2079460000");
    private static final GuestPayment PAYMENT = GuestPayment.parse(
                    FORM, "canary name", "tok-canary", ContactRules.basic())
            .get();
    private static final URI LINK = URI.create("https://pay.example.com/canary?token=canary");

    /** Text that must not show, by type and component. */
    private static final Set<String> HIDDEN = Set.of(
            "BillingForm.address2",
            "BillingForm.country",
            "BillingForm.email",
            "BillingForm.phone",
            "BillingForm.phoneCountryCode",
            "BillingForm.postalCode",
            "BillingForm.street",
            "PaymentDialog.token");

    /** Text that may show: references, fixed texts, and who did what for the audit trail. */
    private static final Set<String> SHOWN = Set.of(
            "AccountId.value",
            "Ambiguous.detail",
            "Attempt.user",
            "CardEntry.kind",
            "Cause.actor",
            "Cause.evidence",
            "ChargeOrder.request",
            "Contradictory.detail",
            "CreditMemo.number",
            "Customer.user",
            "Decided.operator",
            "Decided.reason",
            "GivenUp.reason",
            "Hinted.source",
            "HostRefusal.defaultText",
            "HostRefusal.messageKey",
            "HostRefusal.name",
            "IdempotencyKey.value",
            "InvoiceNumber.value",
            "MerchantId.value",
            "PayPressed.user",
            "PaymentId.value",
            "ProviderId.value",
            "Sent.request");

    /** Types that are no records: one example of each, in which whatever is sensitive is a canary. */
    private static final Map<Class<?>, Object> OTHERS = Map.ofEntries(
            Map.entry(AccountBalance.class, AccountBalance.of(List.of(invoice()), List.of())),
            Map.entry(AttemptsUnavailableException.class, new AttemptsUnavailableException("store")),
            Map.entry(BillingAddress.class, PAYMENT.billing()),
            Map.entry(Capabilities.class, Capabilities.builder().build()),
            Map.entry(CardToken.class, CardToken.of("tok-canary")),
            Map.entry(GuestPayment.class, PAYMENT),
            Map.entry(IdempotencyKeys.class, new IdempotencyKeys(Secret.of("canary"))),
            Map.entry(Invoice.class, invoice()),
            Map.entry(Lifecycle.class, new Lifecycle(Sample.KEYS, Patience.standard())),
            Map.entry(
                    PaymentSlot.class,
                    PaymentSlot.builder(
                                    Sample.INVOICE,
                                    SlotStatus.RESERVED,
                                    new Cause(Transition.RESERVED, NOW, "customer canary", ""))
                            .attempt(
                                    Option.some(new Attempt(Sample.attemptId(1), "canary", AMOUNT, Sample.key(0), NOW)))
                            .nextCheck(Option.some(NOW))
                            .attention(Option.some(Attention.REVERSED))
                            .build()),
            Map.entry(
                    PortalLink.class,
                    PortalLink.check(LINK, Set.of("pay.example.com")).get()),
            Map.entry(Secret.class, Secret.of("canary")));

    /** Nothing of them can hold text: they have no state, or only ports. */
    private static final Set<Class<?>> WITHOUT_TEXT =
            Set.of(InvoicePayments.class, PayColumn.class, Reconciliation.class, ReconciliationRunner.class);

    @Test
    @DisplayName("STA-05 GST-04 of every record a host can see it is decided what text may show, and nothing else does")
    void records() throws ReflectiveOperationException {
        Set<String> hidden = new TreeSet<>();
        Set<String> shown = new TreeSet<>();
        int records = 0;
        for (Class<?> type : CoreClasses.exportedTypes()) {
            if (!type.isRecord()) {
                continue;
            }
            records++;
            String printed = make(type).toString();
            assertThat(printed).as("%s", type).isNotBlank().doesNotContain(CANARY);
            for (RecordComponent component : type.getRecordComponents()) {
                if (component.getType() == String.class) {
                    String name = name(type, component);
                    (printed.contains(name) ? shown : hidden).add(name);
                }
            }
        }
        assertThat(records).isGreaterThan(50);
        assertThat(hidden).isEqualTo(new TreeSet<>(HIDDEN));
        assertThat(shown).isEqualTo(new TreeSet<>(SHOWN));
    }

    @Test
    @DisplayName("STA-05 GST-04 POR-02 of every other type a host can see nothing sensitive shows, either")
    void others() {
        List<Class<?>> found = CoreClasses.exportedTypes().stream()
                .filter(type -> !type.isRecord() && !type.isEnum() && !type.isInterface())
                .filter(type -> !type.getSimpleName().equals("Builder") && !ContactRules.class.isAssignableFrom(type))
                .toList();
        assertThat(found)
                .allSatisfy(type -> assertThat(OTHERS.containsKey(type) || WITHOUT_TEXT.contains(type))
                        .as("%s is known here", type)
                        .isTrue());
        OTHERS.forEach((type, example) -> {
            assertThat(example).isExactlyInstanceOf(type);
            assertThat(example.toString()).as("%s", type).isNotBlank().doesNotContainIgnoringCase(CANARY);
        });
    }

    @Test
    @DisplayName("GST-04 what holds sensitive values still gives them to those who ask for them")
    void revealed() {
        assertThat(PAYMENT.token().reveal()).isEqualTo("tok-canary");
        assertThat(PAYMENT.billing().email()).contains(CANARY);
        assertThat(PAYMENT).hasToString("GuestPayment[***]");
    }

    private static String name(Class<?> type, RecordComponent component) {
        return type.getSimpleName() + "." + component.getName();
    }

    /** A value of the type in which every text is the name of its component. */
    private static Object make(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = components[i].getType() == String.class
                    ? name(type, components[i])
                    : value(components[i].getGenericType());
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            throw new AssertionError("cannot make " + type, e.getCause());
        }
    }

    private static Object value(Type type) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == Option.class) {
                return Option.some(value(arguments[0]));
            } else if (generic.getRawType() == List.class) {
                return List.of(value(arguments[0]));
            } else if (generic.getRawType() == Set.class) {
                return Set.of(value(arguments[0]));
            } else if (generic.getRawType() == Map.class) {
                return Map.of(value(arguments[0]), value(arguments[1]));
            }
            throw new AssertionError("no value for " + type);
        }
        return value((Class<?>) type);
    }

    private static Object value(Class<?> type) throws ReflectiveOperationException {
        if (type == String.class) {
            return "text";
        } else if (type == int.class) {
            return 1;
        } else if (type == long.class) {
            return 1L;
        } else if (type == boolean.class) {
            return true;
        } else if (type == Instant.class) {
            return NOW;
        } else if (type == Duration.class) {
            return Duration.ofSeconds(1);
        } else if (type == UUID.class) {
            return new UUID(1, 2);
        } else if (type == URI.class) {
            return URI.create("https://pay.example.com/script.js");
        } else if (type == java.util.Currency.class) {
            return Sample.USD;
        } else if (type == Money.class) {
            return AMOUNT;
        } else if (type == Attempt.class) {
            return attempt();
        } else if (OTHERS.containsKey(type)) {
            return OTHERS.getOrDefault(type, "");
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0];
        } else if (type.isSealed()) {
            return value(type.getPermittedSubclasses()[0]);
        } else if (type.isRecord() && !Modifier.isAbstract(type.getModifiers())) {
            return make(type);
        }
        throw new AssertionError("no value for " + type);
    }
}
