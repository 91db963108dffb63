package io.invoicepay.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The program")
class ProofTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private record Fixed(String name, boolean holds) implements Harness {
        @Override
        public String subject() {
            return "nothing";
        }

        @Override
        public Verdict run(Scale scale, long seed) {
            return new Verdict(holds, "0 faults in 7 tries at " + scale + " (seed " + seed + ")", List.of("a detail"));
        }
    }

    private int run(List<Harness> harnesses, String... args) {
        return Proof.program(harnesses)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    @DisplayName("prints one line for each harness, with its verdict and its seed, and succeeds if all hold")
    @Test
    void allHold() {
        int exitCode = run(List.of(new Fixed("X1", true), new Fixed("X2", true)), "short", "--seed", "5");
        assertThat(exitCode).isZero();
        assertThat(out.toString())
                .contains("a detail")
                .contains("X1 0 faults in 7 tries at SHORT (seed 5): holds")
                .contains("X2 0 faults in 7 tries at SHORT (seed 5): holds");
    }

    @DisplayName("fails if one harness is broken, and runs the others all the same")
    @Test
    void oneIsBroken() {
        int exitCode = run(List.of(new Fixed("X1", false), new Fixed("X2", true)), "long");
        assertThat(exitCode).isEqualTo(1);
        assertThat(out.toString())
                .contains("LONG (seed 20260301): BROKEN")
                .contains("X2")
                .contains(": holds");
    }

    @DisplayName("runs those alone that were asked for")
    @Test
    void only() {
        assertThat(run(List.of(new Fixed("X1", false), new Fixed("X2", true)), "smoke", "--only", "X2"))
                .isZero();
        assertThat(out.toString()).contains("X2").doesNotContain("X1");
    }

    @DisplayName("does not take a misspelt harness for nothing to do")
    @Test
    void unknownHarness() {
        assertThat(run(List.of(new Fixed("X1", true)), "short", "--only", "X9")).isEqualTo(64);
        assertThat(err.toString()).contains("no harness is called X9; there are X1");
    }

    @DisplayName("asks for a command if none is given")
    @Test
    void noCommand() {
        assertThat(run(List.of(new Fixed("X1", true)))).isEqualTo(64);
        assertThat(err.toString()).contains("name a command: ");
    }

    @DisplayName("lists every harness under a name of its own")
    @Test
    void list() {
        assertThat(run(Harnesses.ALL, "list")).isZero();
        assertThat(Harnesses.ALL).extracting(Harness::name).doesNotHaveDuplicates();
        assertThat(out.toString().lines()).hasSameSizeAs(Harnesses.ALL);
    }

    @DisplayName("tells a schedule of the simulation from its seed, to the letter")
    @Test
    void replay() {
        assertThat(run(Harnesses.ALL, "replay", "ignores_keys", "20260301")).isZero();
        String first = out.toString();
        out.getBuffer().setLength(0);
        assertThat(run(Harnesses.ALL, "replay", "IGNORES_KEYS", "20260301")).isZero();
        assertThat(out.toString()).isEqualTo(first).contains("-- step 0");
    }
}
