package io.invoicepay.examples.embedding;

import io.invoicepay.aptean.ApteanEvents;
import io.invoicepay.aptean.ApteanPay;
import io.invoicepay.aptean.ApteanPayConfig;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.inmemory.InMemoryAttempts;
import io.invoicepay.inmemory.InMemoryInvoices;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.VirtualClock;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.BillingForm;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** What a host has: one customer, one invoice of 1,250.00 USD that the provider has received, and events signed by the platform. */
public final class Host {
    public static final Customer ANN = new Customer(new AccountId("20000"), "ann");
    public static final InvoiceNumber NUMBER = new InvoiceNumber("PS-INV103001");
    public static final Money AMOUNT = Money.of("1250.00", "USD");
    public static final Secret SECRET = Secret.of("thirty-two bytes at least, for tests");

    private static final BillingForm FORM =
            new BillingForm("ann@customer.example", "1 Main St", "", "US", "98052", "1", "425 555 0100");

    public final VirtualClock clock = VirtualClock.at(Instant.parse("2026-11-24T09:00:00Z"));
    public final InMemoryInvoices invoices =
            InMemoryInvoices.of(List.of(Invoice.of(NUMBER, ANN.account(), AMOUNT)), List.of());
    public final InMemoryAttempts attempts = new InMemoryAttempts();
    public final InMemoryProvider provider = InMemoryProvider.builder(clock).build();

    private final KeyPair primary = keys();
    private final KeyPair secondary = keys();

    public Host() {
        provider.send(NUMBER, AMOUNT);
    }

    public static PaymentOutcome pay(InvoicePayments payments) {
        String token = payments.open(ANN, NUMBER).get().token();
        return payments.payNow(
                ANN, token, payments.checkPayment(FORM, "Ann Example", "token").get());
    }

    /** The verifier of events signed with this host's keys. */
    public ApteanEvents events() {
        return ApteanPay.of(ApteanPayConfig.builder(
                                "https://api.aptean.example",
                                Secret.of("apim-key-1"),
                                "tenant-1",
                                Secret.of("tenant-secret-1"))
                        .portal("https://payer.example.test/")
                        .events(pem(primary), pem(secondary))
                        .build())
                .events()
                .get();
    }

    /** An event about an invoice, as the platform delivers it. */
    public byte[] event(String invoice) {
        String payload = "{\"referenceNumber\":\"" + invoice + "\"}";
        String signatures = "[" + entry(primary, payload) + "," + entry(secondary, payload) + "]";
        String encoded = Base64.getEncoder().encodeToString(signatures.getBytes(StandardCharsets.UTF_8));
        return ("[{\"id\":\"1\",\"eventType\":\"x\",\"data\":{\"payload\":" + payload + ",\"signature\":\"" + encoded
                        + "\"}}]")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String entry(KeyPair keys, String payload) {
        String header = Base64.getUrlEncoder().encodeToString("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8));
        return "{\"protected\":\"" + header + "\",\"signature\":\"" + signature(keys, payload) + "\"}";
    }

    private static String signature(KeyPair keys, String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(KeyPair keys) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }
}
