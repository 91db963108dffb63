package io.invoicepay.aptean;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import io.invoicepay.aptean.ApteanPayConfig.SchemaLevel;
import io.vavr.control.Either;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the server and of the merchant's account. It begins with the core fields; one query that changes nothing may show
 * more. While that query has had no answer it is asked again, at most once a minute, and afterwards once an hour.
 *
 * <p>Safe for any thread.
 */
final class Knowledge {
    private static final System.Logger LOG = System.getLogger("io.invoicepay.aptean");
    private static final Duration PAUSE = Duration.ofMinutes(1);
    /** A merchant may turn convenience fees on at any time. */
    private static final Duration GOOD_FOR = Duration.ofHours(1);

    private static final Wire.Account NOTHING = new Wire.Account(null, null, false);
    private static final JsonReader.Options DATA = JsonReader.Options.of("account", "paymentRequests");
    private static final JsonReader.Options ACCOUNT = JsonReader.Options.of("defaultCurrency", "settings");
    private static final JsonReader.Options SETTINGS = JsonReader.Options.of("features");
    private static final JsonReader.Options FEATURES = JsonReader.Options.of("payments");
    private static final JsonReader.Options PAYMENTS = JsonReader.Options.of("convenienceFees");

    private final Gateway gateway;
    private final Documents documents;
    private final SchemaLevel level;
    private final Currency currency;
    private final Clock clock;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile State state;
    /** When the server refused a charge for the newer fields in it, if it did; those of look-ups are others, and hold discounts. */
    private volatile @Nullable Instant refusedCharge;

    private final AtomicInteger refusesInARow = new AtomicInteger();

    /**
     * What is known at one moment.
     *
     * @param answered whether the server has told of its fields or the account, or need not
     * @param full whether the newer fields may be asked for
     * @param fees whether the account adds convenience fees
     * @param otherCurrency whether the account is in another currency than configured
     * @param next not to be asked before; never where the fields are not known by which to ask
     */
    private record State(boolean answered, boolean full, boolean fees, boolean otherCurrency, Instant next) {
        State withFull(boolean known) {
            return new State(answered, known, fees, otherCurrency, next);
        }

        State until(Instant nextQuestion) {
            return new State(answered, full, fees, otherCurrency, nextQuestion);
        }
    }

    Knowledge(Gateway gateway, Documents documents, ApteanPayConfig config, Clock clock) {
        this.gateway = gateway;
        this.documents = documents;
        this.level = config.schema;
        this.currency = config.charges.currency();
        this.clock = clock;
        Instant next = level == SchemaLevel.CORE ? Instant.MAX : Instant.MIN;
        this.state = new State(level != SchemaLevel.PROBE, level == SchemaLevel.FULL, false, false, next);
    }

    /**
     * Whether enough is known to charge. A server that has yet to be asked with success may have a discount that is not seen, fees, or
     * another currency; of one that shows requests for payment but not its account more will not be known.
     */
    boolean answered() {
        return state.answered();
    }

    boolean full() {
        return state.full();
    }

    /** Whether a charge may hold the newer fields; not for an hour after one was refused. */
    boolean fullCharges() {
        Instant refused = refusedCharge;
        return state.full() && (refused == null || !isGoodStill(refused, clock.instant()));
    }

    private static boolean isGoodStill(Instant since, Instant now) {
        return !now.isBefore(since) && Duration.between(since, now).compareTo(GOOD_FOR) < 0;
    }

    /**
     * A charge with the newer fields was not understood, or, as the server may say the same of what one customer typed, was not taken. The
     * second in a row makes the following go without them, unless the settings require them.
     */
    void refusesFullCharges() {
        if (mayFallBack() && refusesInARow.incrementAndGet() > 1) {
            refusedCharge = clock.instant();
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a charge with the newer fields is refused: charges go without them for {0}",
                    GOOD_FOR);
        }
    }

    /** One was taken. */
    void takesFullCharges() {
        refusesInARow.set(0);
    }

    boolean fees() {
        return state.fees();
    }

    boolean otherCurrency() {
        return state.otherCurrency();
    }

    /** Asks what is not known yet. Whoever comes while another asks goes on with what there is. */
    void refresh() {
        Instant now = clock.instant();
        if (now.isBefore(state.next()) || !asking.compareAndSet(false, true)) {
            return;
        }
        try {
            update(known -> known.until(now.plus(PAUSE)));
            update(ask());
        } finally {
            asking.set(false);
        }
    }

    /** A look-up may find out meanwhile that the newer fields are not known any more. */
    private synchronized void update(UnaryOperator<State> change) {
        state = change.apply(state);
    }

    private UnaryOperator<State> ask() {
        Either<Trouble, Answer<Wire.Account>> answer = account(true);
        Either<Trouble, Wire.Account> sound = answer.flatMap(Answer::sound);
        if (sound.isRight()) {
            return known -> learnt(known, sound.get(), true);
        }
        if (sound.getLeft() instanceof Trouble.Rejected) {
            return rejected(answer.get().data().getOrElse(NOTHING));
        }
        if (level == SchemaLevel.FULL || !(sound.getLeft() instanceof Trouble.Invalid)) {
            return UnaryOperator.identity();
        }
        return coreAccount().fold(this::withoutAccount, account -> known -> learnt(known, account, false));
    }

    /** A server that shows requests for payment, and not its account, will not tell more. It is asked again soon. */
    private UnaryOperator<State> withoutAccount(Trouble trouble) {
        boolean shown = isRefusal(trouble) && page(false).isRight();
        return shown ? known -> learnt(known, NOTHING, known.full()).until(known.next()) : UnaryOperator.identity();
    }

    /**
     * One of two was refused, and what was not may have been read. Where the requests for payment were not, they are asked for alone, so
     * that an account which is not shown hides no discount; only if they are read so, the newer fields are known. All of it is asked for
     * again soon.
     */
    private UnaryOperator<State> rejected(Wire.Account shown) {
        boolean before = state.full();
        Either<Trouble, Boolean> page = shown.page() || before ? Either.right(shown.page()) : page(true);
        if (page.isRight()) {
            return known -> learnt(known, shown, page.get() || known.full()).until(known.next());
        }
        if (!isRefusal(page.getLeft())) {
            return UnaryOperator.identity();
        }
        return coreAccount()
                .fold(
                        this::withoutAccount,
                        account -> known -> learnt(known, account, known.full()).until(known.next()));
    }

    private static boolean isRefusal(Trouble trouble) {
        return trouble instanceof Trouble.Rejected || trouble instanceof Trouble.Invalid;
    }

    /** What an answer leaves out stays as it was told before: silence must not allow charges that were forbidden. */
    private State learnt(State known, Wire.Account account, boolean full) {
        String code = account.defaultCurrency();
        Boolean fees = account.convenienceFees();
        boolean other = code == null ? known.otherCurrency() : !code.equals(currency.getCurrencyCode());
        if (other) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "{0} is {1}, but the account is in another currency: nothing can be paid",
                    Setting.CURRENCY.environmentName(),
                    currency);
        }
        return new State(
                true,
                full,
                fees == null ? known.fees() : fees,
                other,
                clock.instant().plus(GOOD_FOR));
    }

    /** Whether the newer fields may be done without, if the server has forgotten them. */
    boolean mayFallBack() {
        return level == SchemaLevel.PROBE;
    }

    /**
     * The server has answered without the newer fields what it refused with them. Whether it has forgotten them, for an hour at least, it
     * is asked once more: where it knows them after all, or that cannot be told, it will be asked for them again before long.
     */
    void fallBack() {
        Either<Trouble, Wire.Account> answer = account(true).flatMap(Answer::sound);
        boolean surely = answer.isLeft() && answer.getLeft() instanceof Trouble.Invalid;
        Duration length = surely ? GOOD_FOR : PAUSE;
        LOG.log(System.Logger.Level.WARNING, "the newer fields are refused, and not asked for again for {0}", length);
        fallBack(length);
    }

    /**
     * A look-up was rejected with the newer fields. If they are refused whatever is asked for, they are not asked for again for a minute;
     * if not, it was about that look-up, and nobody else is to do without them.
     *
     * @return whether it may be asked without them
     */
    boolean fallsBackOnceRejected() {
        Either<Trouble, Boolean> page = page(true);
        boolean refused = page.isLeft() && isRefusal(page.getLeft());
        if (refused) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the newer fields are rejected, and not asked for again for {0}",
                    PAUSE);
            fallBack(PAUSE);
        }
        return refused;
    }

    void fallBack(Duration length) {
        Instant again = clock.instant().plus(length);
        update(known -> known.withFull(false).until(again));
    }

    private Either<Trouble, Answer<Wire.Account>> account(boolean full) {
        return gateway.queryInPart(
                documents.serverCheck(full),
                out -> {
                    if (full) {
                        writeFirst(out);
                    }
                },
                Knowledge::read);
    }

    private Either<Trouble, Wire.Account> coreAccount() {
        return account(false).flatMap(Answer::sound);
    }

    /** Any request for payment; right if it was read. */
    private Either<Trouble, Boolean> page(boolean full) {
        return gateway.query(documents.findPaymentRequests(1, full), Knowledge::writeFirst, Knowledge::read)
                .filterOrElse(Wire.Account::page, shown -> new Trouble.Misread("$.data.paymentRequests"))
                .map(Wire.Account::page);
    }

    private static void writeFirst(JsonWriter out) throws IOException {
        out.name("first").value(1);
        writeOrder(out);
    }

    /** Lists without an order are refused. [T] */
    static void writeOrder(JsonWriter out) throws IOException {
        out.name("orderBy").beginObject();
        out.name("direction").value("DESC");
        out.name("field").value("TIMESTAMP");
        out.endObject();
    }

    private static Wire.Account read(JsonReader in) throws IOException {
        @Nullable String[] currency = new String[1];
        @Nullable Boolean[] fees = new Boolean[1];
        boolean[] page = new boolean[1];
        StrictJson.object(in, DATA, root -> {
            if (root == 1) {
                page[0] = in.peek() == JsonReader.Token.BEGIN_OBJECT;
                in.skipValue();
                return;
            }
            StrictJson.object(in, ACCOUNT, number -> {
                if (number == 0) {
                    currency[0] = StrictJson.text(in);
                } else {
                    StrictJson.object(
                            in,
                            SETTINGS,
                            s -> StrictJson.object(
                                    in,
                                    FEATURES,
                                    f -> StrictJson.object(in, PAYMENTS, p -> fees[0] = StrictJson.truth(in))));
                }
            });
        });
        return new Wire.Account(currency[0], fees[0], page[0]);
    }
}
