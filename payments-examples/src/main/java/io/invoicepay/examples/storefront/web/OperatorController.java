package io.invoicepay.examples.storefront.web;

import io.invoicepay.attempt.Attention;
import io.invoicepay.attempt.Evidence.Verdict;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.reconciliation.Reconciliation;
import io.vavr.control.Option;
import io.vavr.control.Try;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final int MOST_REFERENCES = 20;

    /**
     * A payment that waits, and what can be decided about it.
     *
     * @param verdicts may be empty: then only evidence ends it
     */
    public record Waiting(PaymentSlot slot, List<Verdict> verdicts) {
        public Waiting {
            verdicts = List.copyOf(verdicts);
        }

        public boolean canBecomePayable() {
            return verdicts.contains(Verdict.NOT_PAID);
        }

        public boolean endsWhenPosted() {
            return slot.attention().contains(Attention.PAID_BUT_OPEN);
        }
    }

    private final InvoicePayments payments;
    private final Wording say;

    OperatorController(InvoicePayments payments, Wording say) {
        this.payments = payments;
        this.say = say;
    }

    @GetMapping
    String attention(Model model) {
        List<Waiting> items = payments.reconciliation().attention(MOST).stream()
                .map(slot -> new Waiting(slot, payments.reconciliation().verdicts(slot)))
                .toList();
        model.addAttribute("items", items);
        return "operator";
    }

    /** Everything on record of an invoice's payments, for audit (STA-05). */
    @GetMapping("/{number}/history")
    String history(
            @AuthenticationPrincipal Operator operator,
            @PathVariable String number,
            @RequestParam String account,
            Model model) {
        InvoiceNumber invoice = NoSuchInvoice.parse(number);
        model.addAttribute("number", invoice);
        model.addAttribute(
                "history",
                Try.of(() -> new AccountId(account))
                        .toOption() // whatever was typed into the address
                        .flatMap(of -> payments.history(new Customer(of, operator.name()), invoice)
                                .toOption()));
        return "operator-history";
    }

    @PostMapping("/{number}/decision")
    ModelAndView decide(
            @AuthenticationPrincipal Operator operator,
            @PathVariable String number,
            @RequestParam(defaultValue = "") String verdict,
            @RequestParam(defaultValue = "") String references,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String shown,
            RedirectAttributes told) {
        List<Verdict> chosen = Arrays.stream(Verdict.values())
                .filter(known -> known.name().equals(verdict))
                .toList();
        Option<List<PaymentId>> named = references(references);
        if (chosen.isEmpty() || reason.isBlank() || reason.length() > LONGEST_REASON) {
            told.addFlashAttribute(
                    "notice", "Nothing was changed: please choose a decision and give the reason for it.");
        } else if (named.isEmpty()) {
            told.addFlashAttribute(
                    "notice",
                    "Nothing was changed: please check the payment references. They are " + MOST_REFERENCES
                            + " at most, with a comma or a blank between them, as the provider prints them.");
        } else {
            told.addFlashAttribute(
                    "notice", decided(operator, number, shown, chosen.get(0), named.get(), reason.strip(), told));
        }
        return Answers.seeOther("/operator");
    }

    private String decided(
            Operator operator,
            String number,
            String shown,
            Verdict verdict,
            List<PaymentId> named,
            String reason,
            RedirectAttributes told) {
        Option<String> fault = Reconciliation.faultOf(named, operator.name(), reason);
        if (fault.isDefined()) {
            return "Nothing was changed: " + fault.get() + ".";
        }
        InvoiceNumber invoice = NoSuchInvoice.parse(number);
        Optional<PaymentSlot> decided = payments.reconciliation().attention(MOST).stream()
                .filter(item -> item.invoice().invoice().equals(invoice)
                        && say.matter(item).equals(shown))
                .filter(seen -> payments.reconciliation().decide(seen, verdict, named, operator.name(), reason))
                .findFirst();
        decided.flatMap(slot -> slot.account().toJavaOptional())
                .ifPresent(account ->
                        told.addFlashAttribute("decided", Map.of("segment", number, "account", account.value())));
        return decided.isPresent()
                ? "Your decision about " + invoice + " is on record."
                : "Nothing was changed: the decision does not fit what is on record now, or rests on too few payment references.";
    }

    /** With commas or blanks between them; nothing if one of them cannot be a reference. */
    private static Option<List<PaymentId>> references(String typed) {
        List<PaymentId> ids = new ArrayList<>();
        for (String reference : typed.strip().split("[\\s,]+", -1)) {
            if (reference.isEmpty()) {
                continue; // what stands before, between and behind commas
            }
            try {
                ids.add(new PaymentId(reference));
            } catch (IllegalArgumentException e) {
                return Option.none();
            }
        }
        return Option.when(ids.size() <= MOST_REFERENCES, List.copyOf(ids));
    }
}
