package io.invoicepay.examples.storefront.web;

import io.invoicepay.examples.storefront.security.Role;
import io.invoicepay.inmemory.InMemoryInvoices;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.FieldFault;
import io.vavr.control.Either;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Signing in by choosing an account: this is a demonstration. A storefront has its own sign-in and needs of this class only that the
 * principal is the library's {@link Customer}. The session is a real one.
 */
@Controller
class SignInController {
    private final InMemoryInvoices erp;
    private final Wording say;
    private final SecurityContextRepository signedIn;

    SignInController(InMemoryInvoices erp, Wording say, SecurityContextRepository signedIn) {
        this.erp = erp;
        this.say = say;
        this.signedIn = signedIn;
    }

    @GetMapping("/sign-in")
    String form(Model model) {
        model.addAttribute("accounts", erp.accounts());
        return "sign-in";
    }

    @PostMapping("/sign-in")
    String signIn(
            @RequestParam(defaultValue = "") String account,
            @RequestParam(defaultValue = "") String user,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Either<FieldFault, String> name = Names.parse(user);
        List<String> faults = new ArrayList<>();
        if (erp.accounts().stream().noneMatch(known -> known.value().equals(account))) {
            faults.add("Please choose an account.");
        }
        name.peekLeft(fault -> faults.add(say.ofName(fault)));
        if (!faults.isEmpty()) {
            return again(model, String.join(" ", faults));
        }
        remember(new Customer(new AccountId(account), name.get()), Role.CUSTOMER, request, response);
        return "redirect:/";
    }

    @PostMapping("/sign-in/operator")
    String signInAsOperator(
            @RequestParam(defaultValue = "") String user,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        return Names.parse(user).fold(fault -> again(model, say.ofName(fault)), name -> {
            remember(new Operator(name), Role.OPERATOR, request, response);
            return "redirect:/operator";
        });
    }

    private String again(Model model, String fault) {
        model.addAttribute("fault", fault);
        return form(model);
    }

    /** A session id that was known before signing in is worth nothing afterwards, and neither is a CSRF token. */
    private void remember(Object who, Role role, HttpServletRequest request, HttpServletResponse response) {
        request.getSession();
        request.changeSessionId();
        new HttpSessionCsrfTokenRepository().saveToken(null, request, response);
        request.removeAttribute(CsrfToken.class.getName());
        Authentication authentication = UsernamePasswordAuthenticationToken.authenticated(
                who, null, List.of(new SimpleGrantedAuthority("ROLE_" + role)));
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(authentication);
        SecurityContextHolder.setContext(context);
        signedIn.saveContext(context, request, response);
    }
}
