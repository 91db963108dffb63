package io.invoicepay.examples.storefront.web;

import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.examples.storefront.web.DialogView.Step;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.BillingField;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.PaymentMethod;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.StandardRefusal;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The Pay Invoice dialog, step by step. Every step is a page of its own, so that it works without script; with script the page takes
 * the dialog out of the answer. Each step asks the library to open the dialog anew, which validates the invoice again.
 */
@Controller
@RequestMapping("/invoices/{number}")
class PayController {
    private static final String RENEWED =
            "This dialog was open too long and has been renewed; please check the amount.";

    private final InvoicePayments payments;
    private final PayLimit limit;
    private final Wording say;
    private final Segment segment;
    private final Clock clock;

    PayController(InvoicePayments payments, PayLimit limit, Wording say, Segment segment, Clock clock) {
        this.payments = payments;
        this.limit = limit;
        this.say = say;
        this.segment = segment;
        this.clock = clock;
    }

    /** Pay: the dialog, or the reasons why it does not open. */
    @GetMapping("/pay")
    ModelAndView open(
            @AuthenticationPrincipal Customer customer,
            @PathVariable String number,
            @RequestParam(defaultValue = "guest-checkout") String method) {
        PaymentMethod wished = method.equals("portal") ? PaymentMethod.PORTAL : PaymentMethod.GUEST_CHECKOUT;
        return dialog(
                customer,
                NoSuchInvoice.parse(number),
                wished,
                GuestForm.of(Map.of("phoneCountryCode", "1")),
                view -> view);
    }

    /** Continue (GST-03). */
    @PostMapping("/pay/address")
    ModelAndView checkAddress(
            @AuthenticationPrincipal Customer customer,
            @PathVariable String number,
            @RequestParam Map<String, String> fields) {
        InvoiceNumber invoice = NoSuchInvoice.parse(number);
        GuestForm form = GuestForm.of(fields);
        return guestDialog(
                customer,
                invoice,
                form,
                view -> payments.checkAddress(form.billing())
                        .fold(
                                faults -> onward(view).with(faults),
                                address -> onward(view).at(Step.CARD)));
    }

    /**
     * The dialog that the form came from goes on, and expires when it would have. Not so if it was open too long (DLG-04) or showed
     * another amount: then the one that has just been opened takes its place and says why, lest Pay Now be refused for what is long known.
     */
    private DialogView onward(DialogView view) {
        boolean expired = Expiry.isPast(view.form().expiresAt(), clock);
        return expired || view.showsAnotherAmount()
                ? view.saying(expired ? RENEWED : "").saying(changed(view))
                : view.continuing();
    }

    private String changed(DialogView view) {
        return view.showsAnotherAmount()
                ? "The balance has changed to " + say.amount(view.dialog().amount()) + "."
                : "";
    }

    /** Back to the billing address, with what was typed. */
    @PostMapping("/pay/address/change")
    ModelAndView changeAddress(
            @AuthenticationPrincipal Customer customer,
            @PathVariable String number,
            @RequestParam Map<String, String> fields) {
        InvoiceNumber invoice = NoSuchInvoice.parse(number);
        GuestForm form = GuestForm.of(fields);
        return guestDialog(customer, invoice, form, this::onward);
    }

    /** Pay Now. What ends the dialog is told on the invoice's page; whatever else came of it, in the dialog. */
    @PostMapping("/pay")
    ModelAndView payNow(
            @AuthenticationPrincipal Customer customer,
            @PathVariable String number,
            @RequestParam Map<String, String> fields,
            RedirectAttributes told) {
        InvoiceNumber invoice = NoSuchInvoice.parse(number);
        GuestForm form = GuestForm.of(fields);
        return payments.checkPayment(
                        form.billing(), form.of(BillingField.NAME_ON_CARD), form.of(BillingField.CARD_TOKEN))
                .fold(
                        faults -> guestDialog(
                                customer, invoice, form, view -> onward(view).with(faults)),
                        payment -> pay(customer, invoice, form, payment, told));
    }

    private ModelAndView pay(
            Customer customer, InvoiceNumber invoice, GuestForm form, GuestPayment payment, RedirectAttributes told) {
        if (!limit.allows(customer)) {
            ModelAndView again = guestDialog(
                    customer,
                    invoice,
                    form,
                    view -> onward(view)
                            .at(Step.CARD)
                            .saying("That was tried too often. Nothing was charged; please wait a minute."));
            again.setStatus(HttpStatus.TOO_MANY_REQUESTS);
            return again;
        }
        return payments.payNow(customer, invoice, form.dialogToken(), payment).fold(new PaymentOutcome.Cases<>() {
            @Override
            public ModelAndView pending(PaymentOutcome.Pending outcome) {
                return done("Thank you. Your payment of " + say.amount(outcome.amount()) + " for invoice " + invoice
                        + " was accepted and is being processed.");
            }

            @Override
            public ModelAndView unknown(PaymentOutcome.OutcomeUnknown outcome) {
                return done("Your payment of " + say.amount(outcome.amount()) + " for invoice " + invoice
                        + " is being confirmed. Please do not pay again; this page shows what comes of it.");
            }

            @Override
            public ModelAndView declined(PaymentOutcome.Declined outcome) {
                return again(say.text(outcome.reason()) + " Nothing was charged. You can try another card.");
            }

            @Override
            public ModelAndView notCharged(PaymentOutcome.NotCharged outcome) {
                return again(say.text(outcome.reason()));
            }

            @Override
            public ModelAndView refused(PaymentOutcome.Refused outcome) {
                if (outcome.refusals().has(StandardRefusal.DIALOG_EXPIRED)) {
                    return again(RENEWED + " Nothing was charged.");
                }
                return outcome.refusals().has(StandardRefusal.BALANCE_CHANGED)
                        ? again(view -> say.text(outcome.refusals()) + " It is now "
                                + say.amount(view.dialog().amount()) + ".")
                        : again(say.text(outcome.refusals()));
            }

            private ModelAndView done(String notice) {
                told.addFlashAttribute("notice", notice);
                return Answers.seeOther("/invoices/" + segment.of(invoice));
            }

            private ModelAndView again(String notice) {
                return again(view -> notice + " " + changed(view));
            }

            /** With the dialog that is open now, whatever became of the last one. */
            private ModelAndView again(Function<DialogView, String> notice) {
                return guestDialog(
                        customer, invoice, form, view -> view.at(Step.CARD).saying(notice.apply(view)));
            }
        });
    }

    /** Open Portal, in a new tab (POR-01). */
    @PostMapping("/portal")
    ModelAndView openPortal(@AuthenticationPrincipal Customer customer, @PathVariable String number) {
        return Answers.portal(payments.portal(customer, NoSuchInvoice.parse(number)));
    }

    private ModelAndView guestDialog(
            Customer customer, InvoiceNumber invoice, GuestForm form, UnaryOperator<DialogView> step) {
        return dialog(customer, invoice, PaymentMethod.GUEST_CHECKOUT, form, step);
    }

    private ModelAndView dialog(
            Customer customer,
            InvoiceNumber invoice,
            PaymentMethod method,
            GuestForm form,
            UnaryOperator<DialogView> step) {
        return payments.open(customer, invoice)
                .fold(
                        refusals -> {
                            if (refusals.has(StandardRefusal.UNKNOWN_INVOICE)) {
                                throw new NoSuchInvoice();
                            }
                            return new ModelAndView("refused", Map.of("refusals", refusals, "invoice", invoice));
                        },
                        opened -> new ModelAndView("pay", "view", step.apply(DialogView.begin(opened, method, form))));
    }
}
