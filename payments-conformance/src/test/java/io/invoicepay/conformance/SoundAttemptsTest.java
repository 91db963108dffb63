package io.invoicepay.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.spi.PaymentAttempts;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The contract of stores, on a sound one,")
class SoundAttemptsTest {
    /** Behind a harness that can do everything. */
    static final class OnTrial extends PaymentAttemptsContract {
        @Override
        protected AttemptsHarness newHarness() {
            Shelf shelf = new Shelf();
            return new ShelfHarness(shelf, () -> new ShelfAttempts(shelf));
        }
    }

    /** Behind a harness that does what every harness must, and nothing else. */
    static final class LeastOnTrial extends PaymentAttemptsContract {
        @Override
        protected AttemptsHarness newHarness() {
            PaymentAttempts store = new ShelfAttempts(new Shelf());
            return () -> store;
        }
    }

    @DisplayName("LIB-04 passes whole")
    @Test
    void passes() {
        Trial trial = Trial.of(OnTrial.class, "");

        assertThat(trial.failed()).isEmpty();
        assertThat(trial.skipped()).isEmpty();
        assertThat(trial.passed()).isEqualTo(Trial.promises(PaymentAttemptsContract.class));
    }

    @DisplayName("LIB-04 skips with its reason what a store in memory cannot show")
    @Test
    void skipsWhatCannotBeShown() {
        Map<String, String> expected = new TreeMap<>();
        expected.put("Races.twoNodesRace", "the store has a single handle");
        Trial.tests(PaymentAttemptsContract.OtherNode.class)
                .forEach(test -> expected.put(test, "the store has a single handle"));
        Trial.tests(PaymentAttemptsContract.Restart.class)
                .forEach(test -> expected.put(test, "the store does not survive its process"));
        Trial.tests(PaymentAttemptsContract.Unavailable.class)
                .forEach(test -> expected.put(test, "the store cannot be cut off"));
        Trial.tests(PaymentAttemptsContract.LostConnection.class)
                .forEach(test -> expected.put(test, "the store cannot be made to lose an answer"));
        expected.put("LostConnection.isNotWritten", "the store cannot be made to lose a write");
        expected.put("LostConnection.canBeMadeAgain", "the store cannot be made to lose a write");

        Trial trial = Trial.of(LeastOnTrial.class, "");

        assertThat(trial.failed()).isEmpty();
        assertThat(trial.skipped()).isEqualTo(expected);
        Set<String> passed = Trial.promises(PaymentAttemptsContract.class);
        passed.removeAll(expected.keySet());
        assertThat(trial.passed()).isEqualTo(passed);
    }
}
