package io.invoicepay.examples.storefront.web;

import io.invoicepay.examples.storefront.security.Role;
import io.invoicepay.inmemory.InMemoryInvoices;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.payment.Customer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
    private final SecurityContextRepository signedIn;

    SignInController(InMemoryInvoices erp, SecurityContextRepository signedIn) {
        this.erp = erp;
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
        if (!Names.fits(user)
                || erp.accounts().stream().noneMatch(known -> known.value().equals(account))) {
            model.addAttribute("fault", "Please choose an account and fill in your name.");
            return form(model);
        }
        remember(new Customer(new AccountId(account), user.strip()), Role.CUSTOMER, request, response);
        return "redirect:/";
    }

    @PostMapping("/sign-in/operator")
    String signInAsOperator(
            @RequestParam(defaultValue = "") String user,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!Names.fits(user)) {
            model.addAttribute("fault", "Please fill in your name.");
            return form(model);
        }
        remember(new Operator(user.strip()), Role.OPERATOR, request, response);
        return "redirect:/operator";
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
