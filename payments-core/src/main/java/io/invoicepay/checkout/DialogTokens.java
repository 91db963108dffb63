package io.invoicepay.checkout;

import com.google.common.io.ByteArrayDataInput;
import com.google.common.io.ByteArrayDataOutput;
import com.google.common.io.ByteStreams;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.payment.Secret;
import io.invoicepay.payment.StandardRefusal;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Currency;

/**
 * Signs what a dialog stands for, so that the server needs no session and a page cannot change the invoice or the amount (DLG-02).
 * Nothing of a token is read before its signature has been found good.
 */
final class DialogTokens {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final byte VERSION = 1;
    private static final int LONGEST = 2_048;

    private final Secret secret;

    DialogTokens(Secret secret) {
        this.secret = secret.forPurpose("invoicepay dialog token 1");
    }

    String sign(DialogClaim claim) {
        ByteArrayDataOutput out = ByteStreams.newDataOutput();
        out.writeByte(VERSION);
        out.writeUTF(claim.merchant().value());
        out.writeUTF(claim.account().value());
        out.writeUTF(claim.invoice().value());
        out.writeLong(claim.amount().minorUnits());
        out.writeUTF(claim.amount().currency().getCurrencyCode());
        out.writeUTF(claim.provider().value());
        out.writeLong(claim.expiresAt().toEpochMilli());
        byte[] body = out.toByteArray();
        return ENCODER.encodeToString(body) + "." + ENCODER.encodeToString(secret.sign(body));
    }

    /**
     * What a token vouches for.
     *
     * @return right: what was signed; left: {@code DIALOG_INVALID} for anything that was not
     */
    Either<StandardRefusal, DialogClaim> verify(String token) {
        int dot = token.indexOf('.');
        if (dot < 0 || token.length() > LONGEST) {
            return Either.left(StandardRefusal.DIALOG_INVALID);
        }
        return decoded(token.substring(0, dot))
                .filter(body -> isSignature(token.substring(dot + 1), body) && body[0] == VERSION)
                .map(DialogTokens::read)
                .toEither(StandardRefusal.DIALOG_INVALID);
    }

    private boolean isSignature(String text, byte[] body) {
        return decoded(text).exists(mac -> MessageDigest.isEqual(mac, secret.sign(body)));
    }

    /** Only in the one spelling that {@link #sign} gives: the last character of Base64 may have bits that mean nothing. */
    private static Option<byte[]> decoded(String text) {
        try {
            byte[] bytes = DECODER.decode(text);
            return Option.when(ENCODER.encodeToString(bytes).equals(text), bytes);
        } catch (IllegalArgumentException e) {
            return Option.none(); // not Base64
        }
    }

    private static DialogClaim read(byte[] body) {
        ByteArrayDataInput in = ByteStreams.newDataInput(body, 1); // behind the version
        MerchantId merchant = new MerchantId(in.readUTF());
        AccountId account = new AccountId(in.readUTF());
        InvoiceNumber invoice = new InvoiceNumber(in.readUTF());
        long minorUnits = in.readLong();
        Money amount = Money.ofMinor(minorUnits, Currency.getInstance(in.readUTF()));
        return new DialogClaim(
                merchant, account, invoice, amount, new ProviderId(in.readUTF()), Instant.ofEpochMilli(in.readLong()));
    }
}
