package io.invoicepay.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.invoice.DocumentStatus;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.spi.InvoiceSource;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The contract of sources, on a sound one,")
class SoundSourceTest {
    /** Behind a harness that can do everything. */
    static final class OnTrial extends InvoiceSourceContract {
        @Override
        protected InvoiceSourceHarness newHarness() {
            Books books = new Books();
            return new SourceFlaws.BooksHarness(books, books);
        }
    }

    /** Behind a harness of an ERP that knows open invoices alone. */
    static final class LeastOnTrial extends InvoiceSourceContract {
        @Override
        protected InvoiceSourceHarness newHarness() {
            Books books = new Books();
            return new InvoiceSourceHarness() {
                @Override
                public InvoiceSource source() {
                    return books;
                }

                @Override
                public Arranged put(Invoice invoice) {
                    if (invoice.status() != DocumentStatus.OPEN) {
                        return Arranged.unsupported("the ERP holds open invoices alone");
                    }
                    books.put(invoice);
                    return Arranged.done();
                }
            };
        }
    }

    /** Behind a harness that puts nothing. */
    static final class UselessOnTrial extends InvoiceSourceContract {
        @Override
        protected InvoiceSourceHarness newHarness() {
            return new InvoiceSourceHarness() {
                @Override
                public InvoiceSource source() {
                    return new Books();
                }

                @Override
                public Arranged put(Invoice invoice) {
                    return Arranged.unsupported("the ERP is read only");
                }
            };
        }
    }

    @DisplayName("LIB-04 passes whole")
    @Test
    void passes() {
        Trial trial = Trial.of(OnTrial.class, "");

        assertThat(trial.failed()).isEmpty();
        assertThat(trial.skipped()).isEmpty();
        assertThat(trial.passed()).isEqualTo(Trial.promises(InvoiceSourceContract.class));
    }

    @DisplayName("LIB-04 skips with its reason what an ERP cannot hold")
    @Test
    void skipsWhatCannotBeHeld() {
        String noMemos = "the source knows no credit memos";
        String openAlone = "the ERP holds open invoices alone";

        Trial trial = Trial.of(LeastOnTrial.class, "");

        assertThat(trial.failed()).isEmpty();
        assertThat(trial.skipped())
                .isEqualTo(Map.of(
                        "Balance.takesCreditsOff", noMemos,
                        "Balance.tellsCreditsWithEveryPage", noMemos,
                        "Balance.keepsCreditsOutOfTheList", noMemos,
                        "Balance.holdsNoCreditOfOthers", noMemos,
                        "Balance.leavesOutWhatIsNotOwed", openAlone,
                        "Pages.holdsAll", openAlone,
                        "One.inEveryStatus", openAlone));
    }

    @DisplayName("LIB-04 fails, and does not skip, where a harness cannot even put an open invoice")
    @Test
    void uselessHarness() {
        assertThat(Trial.of(UselessOnTrial.class, "").failed())
                .containsKeys("One.isGiven", "Pages.isWhole", "Balance.addsUpInvoices");
    }
}
