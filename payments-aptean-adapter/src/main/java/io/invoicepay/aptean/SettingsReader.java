package io.invoicepay.aptean;

import io.invoicepay.aptean.ApteanPayConfig.CardEntryKind;
import io.invoicepay.aptean.ApteanPayConfig.CardForm;
import io.invoicepay.aptean.ApteanPayConfig.Charges;
import io.invoicepay.aptean.ApteanPayConfig.Events;
import io.invoicepay.aptean.ApteanPayConfig.Fault;
import io.invoicepay.aptean.ApteanPayConfig.Faults;
import io.invoicepay.aptean.ApteanPayConfig.Lookups;
import io.invoicepay.aptean.ApteanPayConfig.PaymentMark;
import io.invoicepay.aptean.ApteanPayConfig.Portal;
import io.invoicepay.aptean.ApteanPayConfig.Queries;
import io.invoicepay.aptean.ApteanPayConfig.SchemaLevel;
import io.invoicepay.aptean.ApteanPayConfig.Server;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.payment.Secret;
import io.invoicepay.provider.KeyContract;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import okhttp3.HttpUrl;

/** Reads all settings, notes all their faults, and makes the configuration if there are none. */
final class SettingsReader {
    private static final int LARGEST_PAGE = 50;
    private static final Duration LONGEST_CALL = Duration.ofSeconds(60);
    /** For so long the core waits for the answer to a charge, before it asks what became of it. */
    static final Duration ANSWER = Duration.ofMinutes(2);

    private static final Set<Setting> CARD_FORM = Set.of(Setting.SDK_URL, Setting.BROWSER_KEY);

    private final ApteanPayConfigBuilder given;
    private final SettingValues values;

    SettingsReader(ApteanPayConfigBuilder given, List<Fault> already) {
        this.given = given;
        this.values = new SettingValues(given.texts, already);
    }

    Either<Faults, ApteanPayConfig> read() {
        ProviderId id = new ProviderId(values.identifier(Setting.PROVIDER_ID, 32));
        SchemaLevel schema = values.oneOf(Setting.SCHEMA, SchemaLevel.class);
        Server server = server();
        Option<CardForm> cardForm = cardForm();
        Option<Portal> portal = portal();
        Lookups lookups = lookups(schema);
        Charges charges = charges();
        if (!charges.guestCheckout() && portal.isEmpty()) {
            values.fault(Setting.PORTAL_URL, "is missing, and guest checkout is off: nothing could be paid");
        }
        Queries queries = new Queries(
                values.duration(Setting.QUERY_TIMEOUT, Duration.ofMillis(1), LONGEST_CALL),
                values.number(Setting.QUERY_TRIES, 1, 5));
        Option<Events> events = events();
        answersInTime(charges, queries);
        return values.ifFaultless(
                () -> new ApteanPayConfig(id, schema, server, cardForm, portal, lookups, charges, queries, events));
    }

    private void answersInTime(Charges charges, Queries queries) {
        Duration longest = CardPreparation.longestWithCharge(charges.cardEntry(), queries.timeout(), charges.timeout());
        if (charges.guestCheckout() && longest.compareTo(ANSWER) >= 0) {
            values.fault(
                    Setting.CHARGE_TIMEOUT,
                    "is too long beside " + Setting.QUERY_TIMEOUT.environmentName()
                            + ": preparing a card and charging it has to take less than two minutes");
        }
    }

    private Server server() {
        HttpUrl base = values.url(Setting.URL);
        String path = values.text(Setting.PATH);
        if (!path.startsWith("/")
                || path.startsWith("//")
                || path.contains("?")
                || path.contains("#")
                || path.contains("\\")) {
            values.fault(Setting.PATH, "is not a path");
        }
        if (base.encodedQuery() != null) {
            values.fault(Setting.URL, "must not have a query");
        }
        if (base.encodedPath().startsWith("//")) {
            values.fault(Setting.URL, "has a path that begins with two slashes, which would name another host");
        }
        HttpUrl endpoint =
                Option.of(base.resolve(stripped(base.encodedPath()) + path)).getOrElse(base);
        boolean send = values.yes(Setting.SEND_PRODUCT);
        return new Server(
                endpoint,
                secret(Setting.APIM_KEY),
                values.headerValue(Setting.TENANT_ID),
                secret(Setting.TENANT_SECRET),
                Option.when(send && values.has(Setting.PRODUCT_ID), () -> values.headerValue(Setting.PRODUCT_ID)));
    }

    private static String stripped(String path) {
        return path.replaceFirst("/+$", "");
    }

    private Secret secret(Setting setting) {
        Option<Secret> secret = Option.of(given.secrets.get(setting));
        if (secret.isEmpty()) {
            values.fault(setting, "is missing");
        } else if (!SettingValues.isHeaderValue(secret.get().reveal())) {
            values.fault(setting, "has a character that no header can carry, or is too long");
        }
        return secret.getOrElse(() -> Secret.of("missing"));
    }

    /** All of it or nothing: half a card form would fail in the customer's browser. A host that has none gets its tokens elsewhere. */
    private Option<CardForm> cardForm() {
        if (CARD_FORM.stream().noneMatch(values::has)) {
            return Option.none();
        }
        boolean claims = values.oneOf(Setting.CARD_ENTRY, CardEntryKind.class) == CardEntryKind.CLAIM;
        Option<String> account =
                Option.when(claims || values.has(Setting.ACCOUNT_ID), () -> values.identifier(Setting.ACCOUNT_ID, 128));
        return Option.some(new CardForm(
                values.url(Setting.SDK_URL),
                values.identifier(Setting.BROWSER_KEY, 512),
                values.identifier(Setting.PRODUCT_ID, 128),
                account,
                Map.copyOf(given.sdkOptions)));
    }

    private Option<Portal> portal() {
        if (!values.has(Setting.PORTAL_URL)) {
            if (values.has(Setting.BALANCE_URL)) {
                values.fault(Setting.BALANCE_URL, "needs the portal's own address as well");
            }
            return Option.none();
        }
        HttpUrl root = values.url(Setting.PORTAL_URL);
        Set<String> hosts = new TreeSet<>(values.hosts(Setting.PORTAL_HOSTS));
        hosts.add(values.host(Setting.PORTAL_URL, root));
        Option<String> template = Option.when(values.has(Setting.BALANCE_URL), () -> {
            HttpUrl example =
                    values.url(Setting.BALANCE_URL, PortalLinks.filled(values.text(Setting.BALANCE_URL), "1"));
            hosts.add(values.host(Setting.BALANCE_URL, example));
            return values.text(Setting.BALANCE_URL);
        });
        return Option.some(new Portal(root, Set.copyOf(hosts), template));
    }

    private Lookups lookups(SchemaLevel schema) {
        PaymentMark mark = values.oneOf(Setting.PAYMENT_MARK, PaymentMark.class);
        if (mark == PaymentMark.DESCRIPTION && schema != SchemaLevel.FULL) {
            values.fault(Setting.PAYMENT_MARK, "by description needs the full schema");
        }
        return new Lookups(
                values.number(Setting.PAGE_SIZE, 1, LARGEST_PAGE),
                values.number(Setting.MAX_PAGES, 1, LARGEST_PAGE),
                values.number(Setting.LOOKUPS_PER_REQUEST, 1, LARGEST_PAGE),
                values.affix(Setting.REFERENCE_PREFIX),
                values.affix(Setting.REFERENCE_SUFFIX),
                values.yes(Setting.PAY_REST),
                values.duration(Setting.DISCOUNT_MARGIN, Duration.ZERO, Duration.ofDays(1)),
                mark);
    }

    private Charges charges() {
        int minimum = values.number(Setting.MINIMUM, 1, Integer.MAX_VALUE);
        int maximum = values.number(Setting.MAXIMUM, 1, Integer.MAX_VALUE);
        if (maximum < minimum) {
            values.fault(Setting.MAXIMUM, "is below the minimum");
        }
        KeyContract contract = values.oneOf(Setting.KEY_CONTRACT, KeyContract.class);
        Duration memory = values.duration(Setting.KEY_MEMORY, Duration.ZERO, Duration.ofDays(3_650));
        String prefix = values.affix(Setting.KEY_PREFIX);
        return new Charges(
                values.yes(Setting.GUEST_CHECKOUT),
                values.oneOf(Setting.CARD_ENTRY, CardEntryKind.class),
                values.currency(Setting.CURRENCY),
                minimum,
                maximum,
                values.duration(Setting.CHARGE_TIMEOUT, Duration.ofMillis(1), LONGEST_CALL),
                contract,
                memory,
                prefix,
                values.yes(Setting.GUEST_DESPITE_FEES),
                values.yes(Setting.FAIL_ON_REVIEW),
                Map.copyOf(given.declineCodes));
    }

    private Option<Events> events() {
        String reference = values.identifier(Setting.EVENT_REFERENCE, 64);
        boolean armed = values.yes(Setting.EVENT_HANDSHAKE);
        if (!values.has(Setting.EVENT_PRIMARY_KEY) && !values.has(Setting.EVENT_SECONDARY_KEY)) {
            return Option.none();
        }
        for (Setting setting : List.of(Setting.EVENT_PRIMARY_KEY, Setting.EVENT_SECONDARY_KEY)) {
            if (values.has(setting) && EventKeys.parse(values.text(setting)).isEmpty()) {
                values.fault(setting, "is not the PEM text of an RSA public key of at least 2048 bits");
            }
        }
        return Option.some(new Events(
                values.text(Setting.EVENT_PRIMARY_KEY), values.text(Setting.EVENT_SECONDARY_KEY), reference, armed));
    }
}
