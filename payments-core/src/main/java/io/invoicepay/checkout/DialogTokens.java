package io.invoicepay.checkout;

import com.google.common.io.BaseEncoding;
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
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Currency;

/**
 * Signs what a dialog stands for, so that the server needs no session and a page cannot change the invoice or the amount (DLG-02).
 * Nothing of a token is read before its signature has been found good.
 */
final class DialogTokens {
    private static final BaseEncoding BASE64 = BaseEncoding.base64Url().omitPadding();
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
        return BASE64.encode(body) + "." + BASE64.encode(secret.sign(body));
    }

    /**
     * What a token vouches for.
     *
     * @return right: what was signed; left: {@code DIALOG_INVALID} for anything that was not
     */
    Either<StandardRefusal, DialogClaim> verify(String token) {
        int dot = token.indexOf('.');
        if (dot < 0
                || token.length() > LONGEST
                || !isBase64(token.substring(0, dot))
                || !isBase64(token.substring(dot + 1))) {
            return Either.left(StandardRefusal.DIALOG_INVALID);
        }
        byte[] body = BASE64.decode(token.substring(0, dot));
        byte[] mac = BASE64.decode(token.substring(dot + 1));
        boolean genuine = MessageDigest.isEqual(mac, secret.sign(body));
        if (!genuine || body[0] != VERSION) {
            return Either.left(StandardRefusal.DIALOG_INVALID);
        }
        return Either.right(read(Arrays.copyOfRange(body, 1, body.length)));
    }

    /** Only in the one spelling that {@link #sign} gives: the last character of Base64 may have bits that mean nothing. */
    private static boolean isBase64(String text) {
        return BASE64.canDecode(text) && BASE64.encode(BASE64.decode(text)).equals(text);
    }

    private static DialogClaim read(byte[] body) {
        ByteArrayDataInput in = ByteStreams.newDataInput(body);
        MerchantId merchant = new MerchantId(in.readUTF());
        AccountId account = new AccountId(in.readUTF());
        InvoiceNumber invoice = new InvoiceNumber(in.readUTF());
        long minorUnits = in.readLong();
        Money amount = Money.ofMinor(minorUnits, Currency.getInstance(in.readUTF()));
        return new DialogClaim(
                merchant, account, invoice, amount, new ProviderId(in.readUTF()), Instant.ofEpochMilli(in.readLong()));
    }
}
