package io.invoicepay.proof;

import io.invoicepay.proof.aptean.ApteanHarness;
import io.invoicepay.proof.conformance.ConformanceHarness;
import io.invoicepay.proof.contention.ContentionHarness;
import io.invoicepay.proof.kill.KillHarness;
import io.invoicepay.proof.laws.LawsHarness;
import io.invoicepay.proof.linearizability.LinearizabilityHarness;
import io.invoicepay.proof.model.DeliveryHarness;
import io.invoicepay.proof.model.ModelHarness;
import io.invoicepay.proof.outage.OutageHarness;
import io.invoicepay.proof.simulation.MutantsHarness;
import io.invoicepay.proof.simulation.SimulationHarness;
import io.invoicepay.proof.soak.SoakHarness;
import java.util.List;

/** All harnesses, in the order in which they run. */
final class Harnesses {
    static final List<Harness> ALL = List.of(
            new SimulationHarness(),
            new ApteanHarness(),
            new ModelHarness(),
            new MutantsHarness(),
            new DeliveryHarness(),
            new SoakHarness(),
            new LawsHarness(),
            new LinearizabilityHarness(),
            new ConformanceHarness(),
            new ContentionHarness(),
            new OutageHarness(),
            new KillHarness());

    private Harnesses() {}
}
