package io.invoicepay.proof;

import io.invoicepay.proof.model.ModelHarness;
import io.invoicepay.proof.simulation.MutantsHarness;
import io.invoicepay.proof.simulation.SimulationHarness;
import java.util.List;

/** All harnesses, in the order in which they run. */
final class Harnesses {
    static final List<Harness> ALL = List.of(new SimulationHarness(), new ModelHarness(), new MutantsHarness());

    private Harnesses() {}
}
