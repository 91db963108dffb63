package io.invoicepay.examples.embedding.servlet;

import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.BillingForm;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.Refusals;
import io.vavr.control.Either;
import io.vavr.control.Option;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;

/**
 * The dialog and Pay Now as two requests, in plain text for shortness: GET opens the dialog and answers its token, POST pays. The
 * customer is who the host's sign-in has put into the session; no amount and no account is ever taken from the request (DLG-02). A host
 * guards POST against forgery from other sites as it does for its other forms.
 */
public final class PayServlet extends HttpServlet {
    /** Under which the host's sign-in keeps the {@link Customer} in the session. */
    public static final String CUSTOMER = "customer";

    @Serial
    private static final long serialVersionUID = 1;

    private static final int CONFLICT = HttpServletResponse.SC_CONFLICT;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        for (Customer customer : signedIn(request, response)) {
            Either<Refusals, String> token = invoice(request)
                    .toEither(() -> Refusals.of(io.invoicepay.payment.StandardRefusal.UNKNOWN_INVOICE))
                    .flatMap(number -> payments().open(customer, number))
                    .map(dialog -> dialog.token());
            answer(
                    response,
                    token.isRight() ? HttpServletResponse.SC_OK : CONFLICT,
                    token.fold(Refusals::defaultText, t -> t));
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        for (Customer customer : signedIn(request, response)) {
            var details =
                    payments().checkPayment(form(request), text(request, "nameOnCard"), text(request, "cardToken"));
            if (details.isLeft()) {
                answer(
                        response,
                        HttpServletResponse.SC_BAD_REQUEST,
                        details.getLeft().toString());
                return;
            }
            GuestPayment payment = details.get();
            PaymentOutcome outcome = payments().payNow(customer, text(request, "dialog"), payment);
            outcome.fold(new Page()).send(response);
        }
    }

    private InvoicePayments payments() {
        return PaymentsContext.of(getServletContext()).payments();
    }

    private static Option<Customer> signedIn(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Option<Customer> customer = Option.of(request.getSession(false))
                .flatMap(session -> Option.of(session.getAttribute(CUSTOMER)))
                .map(Customer.class::cast);
        if (customer.isEmpty()) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        }
        return customer;
    }

    private static Option<InvoiceNumber> invoice(HttpServletRequest request) {
        return InvoiceNumber.parse(text(request, "invoice"));
    }

    private static BillingForm form(HttpServletRequest request) {
        return new BillingForm(
                text(request, "email"),
                text(request, "street"),
                text(request, "address2"),
                text(request, "country"),
                text(request, "postalCode"),
                text(request, "phoneCountryCode"),
                text(request, "phone"));
    }

    private static String text(HttpServletRequest request, String parameter) {
        return Option.of(request.getParameter(parameter)).getOrElse("");
    }

    private static void answer(HttpServletResponse response, int status, String text) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().print(text);
    }

    /** What the customer is told at each ending. */
    private static final class Page implements PaymentOutcome.Cases<Page.Text> {
        private record Text(int status, String text) {
            void send(HttpServletResponse response) throws IOException {
                answer(response, status, text);
            }
        }

        @Override
        public Text pending(PaymentOutcome.Pending outcome) {
            return new Text(HttpServletResponse.SC_OK, "PENDING " + outcome.amount());
        }

        @Override
        public Text declined(PaymentOutcome.Declined outcome) {
            return new Text(CONFLICT, "DECLINED " + outcome.reason().defaultText());
        }

        @Override
        public Text notCharged(PaymentOutcome.NotCharged outcome) {
            return new Text(CONFLICT, "NOT_CHARGED " + outcome.reason().defaultText());
        }

        @Override
        public Text unknown(PaymentOutcome.OutcomeUnknown outcome) {
            return new Text(HttpServletResponse.SC_ACCEPTED, "The payment is being confirmed.");
        }

        @Override
        public Text refused(PaymentOutcome.Refused outcome) {
            return new Text(CONFLICT, "REFUSED " + outcome.refusals().defaultText());
        }
    }
}
