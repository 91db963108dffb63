package io.invoicepay.examples.storefront.web;

import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.payment.Customer;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;

/** My Account Dashboard and Order History. */
@Controller
class AccountController {
    private static final String OF_DASHBOARD = "20";

    private final InvoicePayments payments;

    AccountController(InvoicePayments payments) {
        this.payments = payments;
    }

    @GetMapping("/")
    String dashboard(@AuthenticationPrincipal Customer customer, Model model) {
        Listing listing = Listing.of("open", "", 1, Integer.parseInt(OF_DASHBOARD));
        show(listing, customer, model);
        return "dashboard";
    }

    @GetMapping("/invoices")
    String history(
            @AuthenticationPrincipal Customer customer,
            @RequestParam(defaultValue = "all") String show,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = OF_DASHBOARD) int size,
            Model model) {
        Listing listing = Listing.of(show, search, page, size);
        show(listing, customer, model);
        return "invoices";
    }

    private void show(Listing listing, Customer customer, Model model) {
        Listing.Found found = listing.read(payments, customer);
        model.addAttribute("list", found.list());
        model.addAttribute("partial", found.isPartial());
        model.addAttribute("listing", listing);
    }

    /** The same list as data, for a page that keeps itself up to date (LIB-07). */
    @GetMapping("/status")
    @ResponseBody
    Status status(
            @AuthenticationPrincipal Customer customer,
            @RequestParam(defaultValue = "all") String show,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = OF_DASHBOARD) int size) {
        return Status.of(
                Listing.of(show, search, page, size).read(payments, customer).list());
    }

    /** PAY beside the balance, in a new tab (BAL-03, BAL-04). */
    @PostMapping("/balance/pay")
    ModelAndView payBalance(@AuthenticationPrincipal Customer customer) {
        return Answers.portal(payments.balancePortal(customer));
    }
}
