package io.invoicepay.examples.storefront.web;

import io.invoicepay.examples.storefront.security.CorrelationId;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** One page for everything that went wrong: what a customer can do about it and the id by which the log is found, nothing else. */
@Controller
class ErrorPage implements ErrorController {
    @RequestMapping("/error")
    ModelAndView error(HttpServletRequest request) {
        HttpStatus status = status(request);
        String text = switch (status) {
            case NOT_FOUND -> "There is no such page, or no such invoice in your account.";
            case FORBIDDEN -> "This was not accepted. Please go back, load the page again and try once more.";
            default ->
                status.is4xxClientError()
                        ? "This could not be understood. Please go back and try again."
                        : "Something went wrong on our side. If you were paying, please look at the invoice before you pay again.";
        };
        Object id = request.getAttribute(CorrelationId.NAME);
        return new ModelAndView("error", Map.of("text", text, "correlationId", id == null ? "" : id), status);
    }

    private static HttpStatus status(HttpServletRequest request) {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus known = code instanceof Integer number ? HttpStatus.resolve(number) : HttpStatus.NOT_FOUND;
        return known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known;
    }
}
