package io.invoicepay.examples.embedding.servlet;

import io.invoicepay.examples.embedding.PlainJava;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.Objects;
import java.util.function.Supplier;

/** Lets the library live as long as the web application: wired when it starts, closed when it stops. */
public final class PaymentsContext implements ServletContextListener {
    private static final String ATTRIBUTE = PaymentsContext.class.getName();

    private final Supplier<PlainJava> wiring;

    /** @param wiring gives the host's ports; called once, at the start */
    public PaymentsContext(Supplier<PlainJava> wiring) {
        this.wiring = wiring;
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        event.getServletContext().setAttribute(ATTRIBUTE, wiring.get());
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        of(event.getServletContext()).close();
    }

    /** The application's payments. */
    static PlainJava of(ServletContext context) {
        return Objects.requireNonNull((PlainJava) context.getAttribute(ATTRIBUTE), "PaymentsContext is not a listener");
    }
}
