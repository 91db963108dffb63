package io.invoicepay.examples.storefront;

import com.google.common.base.Throwables;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.examples.InputFault;
import io.invoicepay.examples.businesscentral.SalesDocuments;
import io.invoicepay.examples.storefront.provider.Backend;
import io.invoicepay.inmemory.InMemoryInvoices;
import io.invoicepay.reconciliation.ReconciliationRunner;
import java.net.URI;
import org.springframework.beans.BeansException;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A running storefront. Listens on the loopback alone. */
public final class Storefront implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private Storefront(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Chooses what the storefront shows; the rest has defaults. */
    public static StorefrontSettings.Builder of(SalesDocuments documents) {
        return StorefrontSettings.builder(documents);
    }

    /**
     * Starts it; it runs until it is closed or the program ends.
     *
     * @throws io.invoicepay.examples.InputFault if the provider is not set up
     * @throws org.springframework.boot.web.server.PortInUseException if the port is taken
     */
    public static Storefront start(StorefrontSettings settings) {
        try {
            return new Storefront(new SpringApplicationBuilder(StorefrontApplication.class)
                    .initializers(context -> ((GenericApplicationContext) context)
                            .registerBean(StorefrontSettings.class, () -> settings))
                    .properties("server.port=" + settings.port())
                    .run());
        } catch (BeansException e) {
            throw unwrapped(e);
        }
    }

    /** What whoever started it can put right, out of what Spring wraps it in. */
    private static RuntimeException unwrapped(RuntimeException failure) {
        for (Throwable cause : Throwables.getCausalChain(failure)) {
            if (cause instanceof InputFault fault) {
                return fault;
            } else if (cause instanceof PortInUseException port) {
                return port;
            }
        }
        return failure;
    }

    /** Where it is. By name, since browsers do not tell ports of one host apart in cookies, and card entry is on another port. */
    public URI address() {
        int port = ((ServletWebServerApplicationContext) context).getWebServer().getPort();
        return URI.create("http://localhost:" + port + "/");
    }

    /** The library, as the pages use it. */
    public InvoicePayments payments() {
        return context.getBean(InvoicePayments.class);
    }

    /** The stand-in for the ERP: change a document, and the pages show it. */
    public InMemoryInvoices erp() {
        return context.getBean(InMemoryInvoices.class);
    }

    /** The provider it was started with. */
    public Backend backend() {
        return context.getBean(Backend.class);
    }

    /** Does now what happens every few seconds anyway: due checks, and the ERP's posting. For tests that move the clock. */
    public void work() {
        context.getBean(ReconciliationRunner.class).runOnce();
        context.getBean(ErpPosting.class).postWhatIsDue();
    }

    @Override
    public void close() {
        context.close();
    }
}
