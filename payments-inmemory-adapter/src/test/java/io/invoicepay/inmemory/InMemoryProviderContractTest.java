package io.invoicepay.inmemory;

import io.invoicepay.conformance.PaymentProviderContract;
import io.invoicepay.conformance.ProviderHarness;
import io.invoicepay.payment.PaymentMethod;
import io.invoicepay.provider.KeyContract;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

@DisplayName("LIB-04 the in-memory provider keeps what a payment provider promises")
class InMemoryProviderContractTest {
    abstract static class Contract extends PaymentProviderContract {
        private final UnaryOperator<InMemoryProviderBuilder> setup;

        Contract(UnaryOperator<InMemoryProviderBuilder> setup) {
            this.setup = setup;
        }

        @Override
        protected ProviderHarness newHarness() {
            return new InMemoryProviderHarness(setup);
        }
    }

    @DisplayName("as it comes")
    @Nested
    class AsItComes extends Contract {
        AsItComes() {
            super(builder -> builder);
        }
    }

    @DisplayName("when it rejects used keys, and caps nothing")
    @Nested
    class Rejecting extends Contract {
        Rejecting() {
            super(builder -> builder.keys(KeyContract.REJECTS_USED_KEYS).caps(false));
        }
    }

    @DisplayName("when it replays, and caps nothing")
    @Nested
    class Replaying extends Contract {
        Replaying() {
            super(builder -> builder.keys(KeyContract.REPLAYS).caps(false));
        }
    }

    @DisplayName("when it remembers successes alone, and caps nothing")
    @Nested
    class RememberingSuccesses extends Contract {
        RememberingSuccesses() {
            super(builder -> builder.keys(KeyContract.REMEMBERS_SUCCESSES).caps(false));
        }
    }

    @DisplayName("when keys mean nothing to it, and it caps nothing")
    @Nested
    class IgnoringKeys extends Contract {
        IgnoringKeys() {
            super(builder -> builder.keys(KeyContract.IGNORES_KEYS).caps(false));
        }
    }

    @DisplayName("when nobody knows what it does with keys, and it does not show them")
    @Nested
    class Unverified extends Contract {
        Unverified() {
            super(builder -> builder.keys(KeyContract.UNVERIFIED).showingKeys(false));
        }
    }

    @DisplayName("with guest checkout alone")
    @Nested
    class GuestCheckoutAlone extends Contract {
        GuestCheckoutAlone() {
            super(builder -> builder.without(PaymentMethod.PORTAL));
        }
    }

    @DisplayName("with the portal alone")
    @Nested
    class PortalAlone extends Contract {
        PortalAlone() {
            super(builder -> builder.without(PaymentMethod.GUEST_CHECKOUT));
        }
    }
}
