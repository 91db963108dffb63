package io.invoicepay.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.provider.KeyContract;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The contract of providers, on sound ones,")
class SoundProviderTest {
    private static final List<Class<?>> UNCERTAIN = List.of(
            PaymentProviderContract.RequestLost.class,
            PaymentProviderContract.AnswerLost.class,
            PaymentProviderContract.DeliveredLate.class,
            PaymentProviderContract.AnswerUnreadable.class,
            PaymentProviderContract.ErrorAfterCharging.class,
            PaymentProviderContract.ErrorBeforeCharging.class,
            PaymentProviderContract.AsksToTryAgain.class,
            PaymentProviderContract.Redirected.class);

    private final Map<String, String> expected = new TreeMap<>();

    private void skips(String reason, String... tests) {
        List.of(tests).forEach(test -> expected.put(test, reason));
    }

    private void skips(String reason, Set<String> tests) {
        tests.forEach(test -> expected.put(test, reason));
    }

    private void skipsPromisesOfKeys(KeyContract keys, String... tests) {
        skips("with keys declared as " + keys + " the provider promises nothing of the kind", tests);
    }

    private void skipsResending(KeyContract keys) {
        String reason = "with keys declared as " + keys + " no charge is ever sent a second time";
        UNCERTAIN.forEach(fault -> skips(reason, fault.getSimpleName() + ".canBeSentAgain"));
        skips(
                reason,
                "UsedKey.declineIsRemembered",
                "UsedKey.isKnownToEveryClient",
                "UsedKey.isRacedFor",
                "UsedKey.isRememberedForTheWindow",
                "UsedKey.leavesOnceEachTime");
    }

    /** All is well, what was expected is skipped, and everything else has passed. */
    private void assertSound(String name) {
        Trial trial = SoundProviders.trial(name);

        assertThat(trial.failed()).isEmpty();
        assertThat(trial.skipped()).isEqualTo(expected);
        Set<String> passed = Trial.promises(PaymentProviderContract.class);
        passed.removeAll(expected.keySet());
        assertThat(trial.passed()).isEqualTo(passed);
    }

    @DisplayName("LIB-04 skips for one that rejects used keys what only others promise")
    @Test
    void rejectsUsedKeys() {
        skips("the provider offers the portal", "Portal.isNotOffered");
        skipsPromisesOfKeys(KeyContract.REJECTS_USED_KEYS, "UsedKey.isReplayed", "UsedKey.declineIsReplayed");

        assertSound("rejects used keys");
    }

    @DisplayName("LIB-04 skips for one that replays what only others promise")
    @Test
    void replays() {
        skips("the provider offers the portal", "Portal.isNotOffered");
        skipsPromisesOfKeys(KeyContract.REPLAYS, "UsedKey.isTurnedAway");

        assertSound("replays");
    }

    @DisplayName("LIB-04 sends nothing twice to one that remembers successes alone")
    @Test
    void remembersSuccesses() {
        skips("the provider offers the portal", "Portal.isNotOffered");
        skips("the provider's payments do not show their keys", "showsKeys");
        skipsResending(KeyContract.REMEMBERS_SUCCESSES);
        skipsPromisesOfKeys(
                KeyContract.REMEMBERS_SUCCESSES,
                "UsedKey.isTurnedAway",
                "UsedKey.isReplayed",
                "UsedKey.declineIsReplayed");

        assertSound("remembers successes");
    }

    @DisplayName("LIB-04 asks one without portal and without keys for neither")
    @Test
    void guestCheckoutAlone() {
        skips("the provider offers no portal", Trial.tests(PaymentProviderContract.Portal.class));
        expected.remove("Portal.isNotOffered");
        skips("the provider offers no portal", "portalHostsAreHosts", "WithoutAnswer.portalIsAnswered");
        skips("the provider's payments do not show their keys", "showsKeys");
        skipsResending(KeyContract.IGNORES_KEYS);
        skipsPromisesOfKeys(
                KeyContract.IGNORES_KEYS,
                "UsedKey.isTurnedAway",
                "UsedKey.isReplayed",
                "UsedKey.declineIsReplayed",
                "UsedKey.takesNothingMore",
                "UsedKey.takesNothingMoreFromAnotherCard");

        assertSound("guest checkout alone");
    }

    @DisplayName("LIB-04 charges no card at one that has the portal alone")
    @Test
    void portalAlone() {
        String reason = "the provider offers no guest checkout";
        UNCERTAIN.forEach(fault -> skips(reason, Trial.tests(fault)));
        skips(reason, Trial.tests(PaymentProviderContract.Charge.class));
        skips(reason, Trial.tests(PaymentProviderContract.UsedKey.class));
        skips(
                reason,
                "WithoutAnswer.chargesStayUncertain",
                "attributesOnlyOurCharge",
                "cardEntryHoldsNoSecret",
                "showsCancellation",
                "showsChargesToEveryClient",
                "showsKeys",
                "showsLateFailure",
                "showsOldCharges",
                "showsPaymentsOfManyTries",
                "showsSettlement",
                "showsUnknownStatusAsSuch",
                "tellsWhyItFailedLater");
        skips("the provider's card entry has no script of its own", "cardEntryScriptIsSafe");
        skips("the provider offers the portal", "Portal.isNotOffered");

        assertSound("portal alone");
    }

    @DisplayName(
            "LIB-04 runs with a harness that arranges nothing it need not, and says of each skipped test what is missing")
    @Test
    void leastHarness() {
        Trial trial = SoundProviders.trialOfLeastHarness();

        assertThat(trial.failed()).isEmpty();
        assertThat(trial.passed())
                .hasSizeGreaterThanOrEqualTo(30)
                .contains("asksForTheAmountSent", "Charge.isAccepted");
        assertThat(trial.skipped())
                .containsEntry("Charge.isDeclined", "the provider cannot be made to decline a card as DECLINED")
                .containsEntry("AnswerLost.isAmbiguous", "the provider cannot be made to show ANSWER_LOST")
                .containsEntry("Charge.isNotSent", "the adapter cannot be cut off from its provider")
                .containsEntry("showsSettlement", "pending payments cannot be settled")
                .containsEntry("keepsItsName", "the harness has no second client of the provider")
                .containsEntry("asksInFewRequests", "the harness does not count queries")
                .containsEntry(
                        "WithoutAnswer.incomplete", "the provider's queries cannot be made to fail as INCOMPLETE");
        assertThat(trial.skipped().values()).noneMatch(String::isBlank);
        assertThat(trial.passed().size() + trial.skipped().size())
                .isEqualTo(Trial.promises(PaymentProviderContract.class).size());
    }

    @DisplayName("LIB-04 fails, and does not skip, where a harness cannot even send an invoice")
    @Test
    void uselessHarness() {
        Trial trial = SoundProviders.trialOfUselessHarness();

        assertThat(trial.failed()).containsKeys("showsWhatWasSent", "Charge.isAccepted", "AnswerLost.isAmbiguous");
    }
}
