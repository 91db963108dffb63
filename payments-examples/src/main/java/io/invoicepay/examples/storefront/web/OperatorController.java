package io.invoicepay.examples.storefront.web;

import io.invoicepay.attempt.Evidence;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.invoice.InvoiceNumber;
import java.util.Arrays;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What only a person can decide about a payment (STA-04, STA-06). Who decides and why goes into the invoice's history (STA-05). */
@Controller
@RequestMapping("/operator")
class OperatorController {
    private static final int MOST = 200;
    private static final int LONGEST_REASON = 200;

    private final InvoicePayments payments;
    private final Wording say;

    OperatorController(InvoicePayments payments, Wording say) {
        this.payments = payments;
        this.say = say;
    }

    @GetMapping
    String attention(Model model) {
        model.addAttribute("items", payments.reconciliation().attention(MOST));
        model.addAttribute("verdicts", Evidence.Verdict.values());
        return "operator";
    }

    @PostMapping("/{number}/decision")
    ModelAndView decide(
            @AuthenticationPrincipal Operator operator,
            @PathVariable String number,
            @RequestParam(defaultValue = "") String verdict,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String shown,
            RedirectAttributes told) {
        InvoiceNumber invoice = NoSuchInvoice.parse(number);
        List<Evidence.Verdict> chosen = Arrays.stream(Evidence.Verdict.values())
                .filter(known -> known.name().equals(verdict))
                .toList();
        if (chosen.isEmpty() || reason.isBlank() || reason.length() > LONGEST_REASON) {
            told.addFlashAttribute(
                    "notice", "Nothing was changed: please choose a decision and give the reason for it.");
        } else {
            boolean recorded = payments.reconciliation().attention(MOST).stream()
                    .filter(item -> item.invoice().invoice().equals(invoice)
                            && say.matter(item).equals(shown))
                    .anyMatch(seen -> payments.reconciliation()
                            .decide(seen, chosen.get(0), List.of(), operator.name(), reason.strip()));
            told.addFlashAttribute(
                    "notice",
                    recorded
                            ? "Your decision about " + invoice + " is on record."
                            : "Nothing was changed: the decision does not fit what is on record now.");
        }
        return Answers.seeOther("/operator");
    }
}
