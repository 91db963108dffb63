package io.invoicepay.jdbc;

import static io.invoicepay.spi.CasResult.LOST;
import static io.invoicepay.spi.CasResult.UNKNOWN;
import static io.invoicepay.spi.CasResult.WON;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.jdbc.Histories.Operation;
import io.invoicepay.jdbc.Histories.State;
import io.invoicepay.spi.CasResult;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The checker of histories")
class HistoriesTest {
    private static Operation write(long begun, long ended, long version, long write, CasResult result) {
        return new Operation.Write(begun, ended, version, write, result);
    }

    private static Operation read(long begun, long ended, long version, long write) {
        return new Operation.Read(begun, ended, new State(version, write));
    }

    private static boolean holds(Operation... operations) {
        return Histories.isLinearizable(List.of(operations));
    }

    @DisplayName("accepts what can be told one after the other")
    @Test
    void accepts() {
        assertThat(holds()).isTrue();
        assertThat(holds(read(1, 2, 0, 0), write(3, 4, 0, 7, WON), read(5, 6, 1, 7)))
                .isTrue();
        assertThat(holds(write(1, 9, 0, 7, WON), read(2, 3, 0, 0), read(4, 5, 1, 7)))
                .isTrue();
        assertThat(holds(write(1, 5, 0, 7, WON), write(2, 6, 0, 8, LOST))).isTrue();
        assertThat(holds(write(2, 6, 0, 8, LOST), write(1, 5, 0, 7, WON))).isTrue();
    }

    @DisplayName("accepts an unknown write that was made, made late, or never made")
    @Test
    void acceptsUnknown() {
        assertThat(holds(write(1, 2, 0, 7, UNKNOWN), read(3, 4, 1, 7))).isTrue();
        assertThat(holds(write(1, 2, 0, 7, UNKNOWN), read(3, 4, 0, 0), read(5, 6, 1, 7)))
                .isTrue();
        assertThat(holds(write(1, 2, 0, 7, UNKNOWN), read(3, 4, 0, 0), write(5, 6, 0, 8, WON)))
                .isTrue();
    }

    @DisplayName("refuses stale reads, two winners, losers without a winner, and what comes from nowhere")
    @Test
    void refuses() {
        assertThat(holds(write(1, 2, 0, 7, WON), read(3, 4, 0, 0))).isFalse();
        assertThat(holds(write(1, 5, 0, 7, WON), write(2, 6, 0, 8, WON))).isFalse();
        assertThat(holds(write(1, 2, 0, 7, LOST))).isFalse();
        assertThat(holds(read(1, 2, 1, 7), write(3, 4, 0, 7, WON))).isFalse();
        assertThat(holds(write(1, 2, 0, 7, UNKNOWN), read(3, 4, 1, 7), read(5, 6, 0, 0)))
                .isFalse();
        assertThat(holds(write(1, 2, 0, 7, UNKNOWN), read(3, 4, 1, 7), write(5, 6, 0, 8, WON)))
                .isFalse();
    }
}
