package io.invoicepay.proof.simulation;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.invoice.OpenItems;
import io.invoicepay.spi.InvoicePage;
import io.invoicepay.spi.InvoiceSource;
import io.invoicepay.spi.PageRequest;
import io.vavr.control.Option;
import java.io.Serial;

/** The ERP as one node reaches it. */
final class SourcePort implements InvoiceSource {
    private final World world;
    private final Node node;

    SourcePort(World world, Node node) {
        this.world = world;
        this.node = node;
    }

    /** The host's own exception when the ERP does not answer. */
    static final class Unreadable extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        Unreadable() {
            super("the ERP does not answer", null, false, false);
        }
    }

    @Override
    public Option<Invoice> invoice(AccountId account, InvoiceNumber number) {
        world.lookAt(number);
        reading();
        Option<Invoice> invoice = world.erp().source().invoice(account, number);
        world.between(node, "after reading the invoice");
        return invoice;
    }

    @Override
    public InvoicePage invoices(AccountId account, PageRequest page) {
        reading();
        return world.erp().source().invoices(account, page);
    }

    @Override
    public OpenItems openItems(AccountId account) {
        reading();
        return world.erp().source().openItems(account);
    }

    private void reading() {
        world.between(node, "before reading the invoice");
        if (world.strikes(world.mood().erpFault())) {
            world.struck(Fault.INVOICE_UNREADABLE);
            throw new Unreadable();
        }
    }
}
