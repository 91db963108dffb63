package io.invoicepay.conformance;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.invoice.OpenItems;
import io.invoicepay.spi.InvoicePage;
import io.invoicepay.spi.InvoiceSource;
import io.invoicepay.spi.PageRequest;
import io.vavr.control.Option;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A sound source, one answer of which is twisted. */
class TwistedSource implements InvoiceSource {
    private final InvoiceSource sound;

    TwistedSource(InvoiceSource sound) {
        this.sound = sound;
    }

    static InvoiceSource giving(InvoiceSource sound, BiFunction<AccountId, InvoiceNumber, Option<Invoice>> twist) {
        return new TwistedSource(sound) {
            @Override
            public Option<Invoice> invoice(AccountId account, InvoiceNumber number) {
                return twist.apply(account, number);
            }
        };
    }

    static InvoiceSource listing(InvoiceSource sound, BiFunction<AccountId, PageRequest, InvoicePage> twist) {
        return new TwistedSource(sound) {
            @Override
            public InvoicePage invoices(AccountId account, PageRequest page) {
                return twist.apply(account, page);
            }
        };
    }

    /** Twists what the balance is made of, asked for with a page or without. */
    static InvoiceSource owing(InvoiceSource sound, Function<AccountId, OpenItems> twist) {
        return new TwistedSource(sound) {
            @Override
            public InvoicePage invoices(AccountId account, PageRequest page) {
                InvoicePage answer = sound.invoices(account, page);
                return new InvoicePage(answer.invoices(), answer.hasMore(), twist.apply(account));
            }

            @Override
            public OpenItems openItems(AccountId account) {
                return twist.apply(account);
            }
        };
    }

    @Override
    public Option<Invoice> invoice(AccountId account, InvoiceNumber number) {
        return sound.invoice(account, number);
    }

    @Override
    public InvoicePage invoices(AccountId account, PageRequest page) {
        return sound.invoices(account, page);
    }

    @Override
    public OpenItems openItems(AccountId account) {
        return sound.openItems(account);
    }
}
