package io.invoicepay.examples.storefront.web;

import io.invoicepay.checkout.PortalLink;
import io.invoicepay.payment.Refusals;
import io.vavr.control.Either;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** What a form gets back when it is done. */
final class Answers {
    private Answers() {}

    /** 303: look there, with GET. Nothing of the model goes into the address. */
    static ModelAndView seeOther(String address) {
        RedirectView view = new RedirectView(address, false, false, false);
        view.setExpandUriTemplateVariables(false);
        return new ModelAndView(view);
    }

    /** The way into the payer portal for a new tab, or a page in that tab that says why not. */
    static ModelAndView portal(Either<Refusals, PortalLink> link) {
        return link.fold(
                refusals -> new ModelAndView("refused", "refusals", refusals),
                open -> seeOther(open.uri().toString()));
    }
}
