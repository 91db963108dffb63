package io.invoicepay.proof.host;

import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.BillingForm;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.PaymentOutcome;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Customers who pay, several at a time. A wish to pay is written {@code invoice=card-token}. */
final class Customers {
    private static final int AT_A_TIME = 2;
    private static final int AT_A_TIME_IN_A_RUSH = 4;
    private static final BillingForm FORM =
            new BillingForm("ann@customer.example", "1 Main St", "", "US", "98052", "1", "4255550100");

    private final Customer ann = new Customer(Erp.ACCOUNT, "ann");
    private final InvoicePayments payments;

    Customers(InvoicePayments payments) {
        this.payments = payments;
    }

    private record Wish(InvoiceNumber invoice, String card) {
        static Wish parse(String word) {
            int at = word.indexOf('=');
            return new Wish(new InvoiceNumber(word.substring(0, at)), word.substring(at + 1));
        }
    }

    /** All of them, and how each ended. */
    List<String> pay(List<String> wishes, Option<Consumer<InvoiceNumber>> meanwhile) {
        List<Callable<String>> tasks = new ArrayList<>();
        for (String word : wishes) {
            Wish wish = Wish.parse(word);
            tasks.add(() -> wish.invoice().value() + " " + pay(wish, meanwhile));
        }
        return all(tasks);
    }

    /** All of them, while the caller goes on. */
    void begin(List<String> wishes) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME_IN_A_RUSH, Crash::customer);
        for (String word : wishes) {
            threads.execute(() -> pay(Wish.parse(word), Option.none()));
        }
        threads.shutdown();
    }

    private String pay(Wish wish, Option<Consumer<InvoiceNumber>> meanwhile) {
        return payments.open(ann, wish.invoice()).fold(refusals -> String.join("+", refusals.names()), dialog -> {
            meanwhile.forEach(event -> event.accept(wish.invoice()));
            return payNow(dialog.token(), wish);
        });
    }

    private String payNow(String dialog, Wish wish) {
        GuestPayment details = details(wish.card());
        return ending(Crash.paying(() -> payments.payNow(ann, dialog, details)));
    }

    private GuestPayment details(String card) {
        return payments.checkPayment(FORM, "Ann Example", card)
                .getOrElseThrow(faults -> new IllegalStateException(faults.toString()));
    }

    private static String ending(PaymentOutcome outcome) {
        return outcome instanceof PaymentOutcome.Refused refused
                ? String.join("+", refused.refusals().names())
                : outcome.getClass().getSimpleName();
    }

    private static List<String> all(List<Callable<String>> tasks) {
        ExecutorService executor = Executors.newFixedThreadPool(AT_A_TIME, Crash::customer);
        try {
            List<String> answers = new ArrayList<>();
            for (Future<String> task : executor.invokeAll(tasks)) {
                answers.add(task.get());
            }
            return answers;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            executor.shutdown();
        }
    }
}
