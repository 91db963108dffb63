package io.invoicepay.inmemory;

import io.invoicepay.conformance.Arranged;
import io.invoicepay.conformance.AttemptsHarness;
import io.invoicepay.conformance.InvoiceSourceContract;
import io.invoicepay.conformance.InvoiceSourceHarness;
import io.invoicepay.conformance.PaymentAttemptsContract;
import io.invoicepay.inmemory.FaultyAttempts.Fault;
import io.invoicepay.invoice.CreditMemo;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.spi.InvoiceSource;
import io.invoicepay.spi.PaymentAttempts;
import io.vavr.control.Option;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

@DisplayName("LIB-04 the in-memory stores keep what their ports promise")
class InMemoryStoresContractTest {
    @DisplayName("attempts, written down and taken back where the process ends")
    @Nested
    class Attempts extends PaymentAttemptsContract {
        @Override
        protected AttemptsHarness newHarness() {
            return new Written();
        }
    }

    @DisplayName("attempts with a store's faults laid over them")
    @Nested
    class WithFaults extends PaymentAttemptsContract {
        @Override
        protected AttemptsHarness newHarness() {
            return new Faulty();
        }
    }

    @DisplayName("invoices")
    @Nested
    class Invoices extends InvoiceSourceContract {
        @Override
        protected InvoiceSourceHarness newHarness() {
            return new Erp();
        }
    }

    private static final class Written implements AttemptsHarness {
        private InMemoryAttempts attempts = new InMemoryAttempts();

        @Override
        public PaymentAttempts attempts() {
            return attempts;
        }

        @Override
        public Option<PaymentAttempts> secondHandle() {
            return Option.some(attempts);
        }

        @Override
        public Arranged restart() {
            InMemoryAttempts anew = new InMemoryAttempts();
            anew.restore(attempts.snapshot());
            attempts = anew;
            return Arranged.done();
        }
    }

    private static final class Faulty implements AttemptsHarness {
        private volatile Fault now = Fault.NONE;
        private final FaultyAttempts attempts = FaultyAttempts.over(new InMemoryAttempts(), () -> now, () -> now);

        @Override
        public PaymentAttempts attempts() {
            return attempts;
        }

        @Override
        public Arranged loseNextWrite() {
            attempts.nextWrites(Fault.UNKNOWN_NOT_WRITTEN);
            return Arranged.done();
        }

        @Override
        public Arranged loseNextAnswer() {
            attempts.nextWrites(Fault.UNKNOWN_WRITTEN);
            return Arranged.done();
        }

        @Override
        public Arranged disconnect() {
            now = Fault.UNAVAILABLE;
            return Arranged.done();
        }

        @Override
        public void reconnect() {
            now = Fault.NONE;
        }
    }

    private static final class Erp implements InvoiceSourceHarness {
        private final InMemoryInvoices invoices = InMemoryInvoices.of(List.of(), List.of());

        @Override
        public InvoiceSource source() {
            return invoices;
        }

        @Override
        public Arranged put(Invoice invoice) {
            invoices.put(invoice);
            return Arranged.done();
        }

        @Override
        public Arranged put(CreditMemo memo) {
            invoices.put(memo);
            return Arranged.done();
        }
    }
}
