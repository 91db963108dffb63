package io.invoicepay.checkout;

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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
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
    private static final int USUAL = 128;

    private final Secret secret;

    DialogTokens(Secret secret) {
        this.secret = secret.forPurpose("invoicepay dialog token 1");
    }

    String sign(DialogClaim claim) {
        ByteArrayDataOutput out = ByteStreams.newDataOutput(USUAL);
        out.writeByte(VERSION);
        write(claim.merchant().value(), out);
        write(claim.account().value(), out);
        write(claim.invoice().value(), out);
        out.writeLong(claim.amount().minorUnits());
        write(claim.amount().currency().getCurrencyCode(), out);
        write(claim.provider().value(), out);
        out.writeLong(claim.expiresAt().toEpochMilli());
        byte[] text = ENCODER.encode(out.toByteArray());
        return String.join(".", new String(text, StandardCharsets.US_ASCII), ENCODER.encodeToString(secret.sign(text)));
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
        byte[] whole = bytes(token);
        byte[] text = Arrays.copyOf(whole, dot);
        byte[] signature = Arrays.copyOfRange(whole, dot + 1, whole.length);
        if (!MessageDigest.isEqual(signature, ENCODER.encode(secret.sign(text)))) {
            return Either.left(StandardRefusal.DIALOG_INVALID);
        }
        byte[] body = DECODER.decode(text); // which we have written: nothing else bears our signature
        return body[0] == VERSION ? Either.right(read(body)) : Either.left(StandardRefusal.DIALOG_INVALID);
    }

    private static DialogClaim read(byte[] body) {
        ByteBuffer in = ByteBuffer.wrap(body, 1, body.length - 1); // behind the version
        MerchantId merchant = new MerchantId(text(in));
        AccountId account = new AccountId(text(in));
        InvoiceNumber invoice = new InvoiceNumber(text(in));
        long minorUnits = in.getLong();
        Money amount = Money.ofMinor(minorUnits, Currency.getInstance(text(in)));
        return new DialogClaim(
                merchant, account, invoice, amount, new ProviderId(text(in)), Instant.ofEpochMilli(in.getLong()));
    }

    private static String text(ByteBuffer in) {
        int length = in.getShort();
        String text = new String(in.array(), in.arrayOffset() + in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return text;
    }

    private static void write(String text, ByteArrayDataOutput out) {
        byte[] bytes = bytes(text);
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
