/**
 * A complete payment provider, attempt store and invoice source with no network behind them, on a clock that a test moves: for
 * tests, for trying things out, and as the proof that the core needs no particular provider (LIB-03).
 */
module io.invoicepay.inmemory {
    requires transitive io.invoicepay.core;

    exports io.invoicepay.inmemory;
}
