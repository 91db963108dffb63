package io.invoicepay.proof.kill;

import io.invoicepay.aptean.sandbox.ApteanSandbox;
import io.invoicepay.aptean.sandbox.TestCard;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.proof.host.Erp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Which invoices are to be paid, which are being paid, and which are. */
final class Teller {
    private static final int APPROVED_PERCENT = 75;
    private static final int DECLINED_PERCENT = 88;

    private final ApteanSandbox sandbox;
    private final Random chance;
    private final Deque<InvoiceNumber> payable = new ArrayDeque<>();
    private final Set<InvoiceNumber> open = new LinkedHashSet<>();
    private final Set<InvoiceNumber> paid = new LinkedHashSet<>();
    private int issued;

    Teller(ApteanSandbox sandbox, Random chance) {
        this.sandbox = sandbox;
        this.chance = chance;
    }

    /** So many invoices, those first that could not be paid before, each with a card of its own, the first one perhaps twice. */
    String wishes(int count) {
        List<String> wishes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            InvoiceNumber number = payable.isEmpty() ? issue() : payable.remove();
            open.add(number);
            wishes.add(wish(number));
            if (i == 0 && chance.nextBoolean()) {
                wishes.add(wish(number));
            }
        }
        return String.join(" ", wishes);
    }

    private String wish(InvoiceNumber number) {
        int percent = chance.nextInt(100);
        TestCard card = percent < APPROVED_PERCENT
                ? TestCard.APPROVED
                : percent < DECLINED_PERCENT ? TestCard.DECLINED : TestCard.DECLINED_LATER;
        return number.value() + "=" + sandbox.claimCard(card);
    }

    private InvoiceNumber issue() {
        InvoiceNumber number = Erp.number(++issued);
        sandbox.issue(number.value(), Erp.amount(number));
        return number;
    }

    /** Those whose payment is begun and not ended, as far as anybody knows. */
    List<InvoiceNumber> open() {
        return List.copyOf(open);
    }

    void isPaid(InvoiceNumber number) {
        open.remove(number);
        paid.add(number);
    }

    void isPayable(InvoiceNumber number) {
        open.remove(number);
        payable.add(number);
    }

    List<InvoiceNumber> paid() {
        return List.copyOf(paid);
    }

    /** Every one there ever was. */
    List<InvoiceNumber> all() {
        List<InvoiceNumber> all = new ArrayList<>();
        for (int serial = 1; serial <= issued; serial++) {
            all.add(Erp.number(serial));
        }
        return all;
    }
}
