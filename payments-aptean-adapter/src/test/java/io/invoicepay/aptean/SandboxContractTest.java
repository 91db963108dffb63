package io.invoicepay.aptean;

import io.invoicepay.aptean.ApteanPayConfig.CardEntryKind;
import io.invoicepay.aptean.ApteanPayConfig.PaymentMark;
import io.invoicepay.aptean.ApteanPayConfig.SchemaLevel;
import io.invoicepay.aptean.SandboxHarness.Setup;
import io.invoicepay.aptean.sandbox.SandboxSettings;
import io.invoicepay.conformance.PaymentProviderContract;
import io.invoicepay.conformance.ProviderHarness;
import io.invoicepay.money.Money;
import io.invoicepay.provider.KeyContract;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

@DisplayName("LIB-04 the Aptean Pay adapter keeps over HTTP what a payment provider promises")
class SandboxContractTest {
    private static final Money AMOUNT = Money.of("1250.00", "USD");

    abstract static class Contract extends PaymentProviderContract {
        private final Setup setup;

        Contract(SchemaLevel level, KeyContract keys) {
            this(level, keys, AMOUNT, server -> {}, adapter -> {});
        }

        Contract(
                SchemaLevel level,
                KeyContract keys,
                Money amount,
                Consumer<SandboxSettings.Builder> server,
                Consumer<ApteanPayConfigBuilder> adapter) {
            setup = new Setup(level, keys, amount, server, adapter);
        }

        Contract(Setup setup) {
            this.setup = setup;
        }

        @Override
        protected ProviderHarness newHarness() {
            return new SandboxHarness(setup);
        }
    }

    @DisplayName("with a server of today that rejects used keys")
    @Nested
    class Rejecting extends Contract {
        Rejecting() {
            super(SchemaLevel.FULL, KeyContract.REJECTS_USED_KEYS);
        }
    }

    @DisplayName("with a server of today that replays, and limits of time that a test can wait for")
    @Nested
    class Replaying extends Contract {
        Replaying() {
            super(new Setup(SchemaLevel.FULL, KeyContract.REPLAYS, AMOUNT, server -> {}, adapter -> {}).hurriedOn());
        }
    }

    @DisplayName("with a server of today that remembers successes alone")
    @Nested
    class RememberingSuccesses extends Contract {
        RememberingSuccesses() {
            super(SchemaLevel.FULL, KeyContract.REMEMBERS_SUCCESSES);
        }
    }

    @DisplayName("with a server of today that ignores keys")
    @Nested
    class IgnoringKeys extends Contract {
        IgnoringKeys() {
            super(SchemaLevel.FULL, KeyContract.IGNORES_KEYS);
        }
    }

    @DisplayName("with a server of today that does with keys what nobody knows")
    @Nested
    class Unverified extends Contract {
        Unverified() {
            super(SchemaLevel.FULL, KeyContract.UNVERIFIED);
        }
    }

    @DisplayName("with a server of 2021 that rejects used keys")
    @Nested
    class RejectingIn2021 extends Contract {
        RejectingIn2021() {
            super(SchemaLevel.CORE, KeyContract.REJECTS_USED_KEYS);
        }
    }

    @DisplayName("with a server of 2021 that replays")
    @Nested
    class ReplayingIn2021 extends Contract {
        ReplayingIn2021() {
            super(SchemaLevel.CORE, KeyContract.REPLAYS);
        }
    }

    @DisplayName("with a server of 2021 that remembers successes alone")
    @Nested
    class RememberingSuccessesIn2021 extends Contract {
        RememberingSuccessesIn2021() {
            super(SchemaLevel.CORE, KeyContract.REMEMBERS_SUCCESSES);
        }
    }

    @DisplayName("with a server of 2021 that ignores keys")
    @Nested
    class IgnoringKeysIn2021 extends Contract {
        IgnoringKeysIn2021() {
            super(SchemaLevel.CORE, KeyContract.IGNORES_KEYS);
        }
    }

    @DisplayName("with a server of 2021 that does with keys what nobody knows")
    @Nested
    class UnverifiedIn2021 extends Contract {
        UnverifiedIn2021() {
            super(SchemaLevel.CORE, KeyContract.UNVERIFIED);
        }
    }

    @DisplayName("with a server that has first shown what it knows")
    @Nested
    class Probed extends Contract {
        Probed() {
            super(SchemaLevel.PROBE, KeyContract.UNVERIFIED, AMOUNT, server -> {}, adapter -> {});
        }
    }

    @DisplayName("with the key in the description of payments")
    @Nested
    class Marked extends Contract {
        Marked() {
            super(
                    SchemaLevel.FULL,
                    KeyContract.UNVERIFIED,
                    AMOUNT,
                    server -> {},
                    adapter -> adapter.paymentMark(PaymentMark.DESCRIPTION));
        }
    }

    @DisplayName("with tokens in place of claims")
    @Nested
    class Tokens extends Contract {
        Tokens() {
            super(
                    SchemaLevel.FULL,
                    KeyContract.REPLAYS,
                    AMOUNT,
                    server -> {},
                    adapter -> adapter.cardEntry(CardEntryKind.TOKEN));
        }
    }

    @DisplayName("with a dozen look-ups a request, and pages of one row")
    @Nested
    class OneByOne extends Contract {
        OneByOne() {
            super(
                    SchemaLevel.FULL,
                    KeyContract.UNVERIFIED,
                    AMOUNT,
                    server -> {},
                    adapter -> adapter.lookupsPerRequest(12).pages(1, 10));
        }
    }

    @DisplayName("with convenience fees, and so with the portal alone")
    @Nested
    class WithFees extends Contract {
        WithFees() {
            super(
                    SchemaLevel.FULL,
                    KeyContract.UNVERIFIED,
                    Money.of("100.00", "USD"),
                    server -> server.convenienceFee(1),
                    adapter -> {});
        }
    }

    @DisplayName("with guest checkout alone")
    @Nested
    class GuestCheckoutAlone extends Contract {
        GuestCheckoutAlone() {
            super(SchemaLevel.FULL, KeyContract.UNVERIFIED, AMOUNT, server -> {}, adapter -> adapter.portal(""));
        }
    }
}
