package io.invoicepay.examples.storefront.web;

import io.invoicepay.checkout.InvoiceDetail;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.Customer;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;

/** One invoice, with the history of its payment. */
@Controller
class InvoiceController {
    private final InvoicePayments payments;

    InvoiceController(InvoicePayments payments) {
        this.payments = payments;
    }

    @GetMapping("/invoices/{number}")
    String invoice(@AuthenticationPrincipal Customer customer, @PathVariable String number, Model model) {
        return show(customer, NoSuchInvoice.parse(number), model);
    }

    @GetMapping("/invoices/{number}/status")
    @ResponseBody
    Status status(@AuthenticationPrincipal Customer customer, @PathVariable String number) {
        return Status.of(detail(customer, NoSuchInvoice.parse(number)));
    }

    String show(Customer customer, InvoiceNumber number, Model model) {
        model.addAttribute("detail", detail(customer, number));
        model.addAttribute("history", payments.history(customer, number).toOption());
        model.addAttribute("explanation", payments.explain(customer, number).toOption());
        return "invoice";
    }

    private InvoiceDetail detail(Customer customer, InvoiceNumber number) {
        return payments.invoice(customer, number).getOrElseThrow(refusals -> new NoSuchInvoice());
    }
}
