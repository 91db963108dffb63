package io.invoicepay.checkout;

import static io.invoicepay.fixtures.Sample.ACCOUNT;
import static io.invoicepay.fixtures.Sample.AMOUNT;
import static io.invoicepay.fixtures.Sample.MERCHANT;
import static io.invoicepay.fixtures.Sample.NOW;
import static io.invoicepay.fixtures.Sample.NUMBER;
import static io.invoicepay.fixtures.Sample.PROVIDER;
import static io.invoicepay.fixtures.Sample.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.BaseEncoding;
import com.google.common.io.ByteArrayDataOutput;
import com.google.common.io.ByteStreams;
import io.invoicepay.fixtures.Trials;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.payment.Secret;
import io.invoicepay.payment.StandardRefusal;
import io.vavr.control.Either;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DialogTokensTest {
    private static final DialogTokens TOKENS = new DialogTokens(SECRET);
    private static final DialogClaim CLAIM = new DialogClaim(MERCHANT, ACCOUNT, NUMBER, AMOUNT, PROVIDER, NOW);
    private static final BaseEncoding BASE64 = BaseEncoding.base64Url().omitPadding();

    private static void assertInvalid(String token) {
        Either<StandardRefusal, DialogClaim> verified = TOKENS.verify(token);
        if (verified.isRight() || verified.getLeft() != StandardRefusal.DIALOG_INVALID) {
            throw new AssertionError(token + " gives " + verified);
        }
    }

    @Test
    @DisplayName(
            "DLG-02 a token vouches for exactly what was signed: merchant, account, invoice, amount, provider and time")
    void roundTrip() {
        assertThat(TOKENS.verify(TOKENS.sign(CLAIM))).isEqualTo(Either.right(CLAIM));
        DialogClaim other = new DialogClaim(
                new MerchantId("m\u00fcnchen"),
                new AccountId("\ud83c\udfe0".repeat(64)),
                new InvoiceNumber("\u5927".repeat(50)),
                Money.ofMinor(Long.MIN_VALUE, java.util.Currency.getInstance("KWD")),
                new ProviderId("p".repeat(32)),
                NOW.plusMillis(1));
        assertThat(TOKENS.verify(TOKENS.sign(other))).isEqualTo(Either.right(other));
        assertThat(TOKENS.sign(other)).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{43}");
    }

    @Test
    @DisplayName("DLG-02 each part of the claim changes the whole signature")
    void eachPart() {
        List<DialogClaim> claims = List.of(
                CLAIM,
                new DialogClaim(new MerchantId("other"), ACCOUNT, NUMBER, AMOUNT, PROVIDER, NOW),
                new DialogClaim(MERCHANT, new AccountId("20001"), NUMBER, AMOUNT, PROVIDER, NOW),
                new DialogClaim(MERCHANT, ACCOUNT, new InvoiceNumber("PS-2"), AMOUNT, PROVIDER, NOW),
                new DialogClaim(MERCHANT, ACCOUNT, NUMBER, AMOUNT.negated(), PROVIDER, NOW),
                new DialogClaim(MERCHANT, ACCOUNT, NUMBER, Money.of("1250.00", "EUR"), PROVIDER, NOW),
                new DialogClaim(MERCHANT, ACCOUNT, NUMBER, AMOUNT, new ProviderId("other"), NOW),
                new DialogClaim(MERCHANT, ACCOUNT, NUMBER, AMOUNT, PROVIDER, NOW.plusMillis(1)));
        Set<String> signatures = new HashSet<>();
        for (DialogClaim claim : claims) {
            String token = TOKENS.sign(claim);
            signatures.add(token.substring(token.indexOf('.')));
            assertThat(TOKENS.verify(token)).isEqualTo(Either.right(claim));
        }
        assertThat(signatures).hasSameSizeAs(claims);
    }

    @Test
    @DisplayName("DLG-02 no bit of a token can be changed")
    void bitFlips() {
        String token = TOKENS.sign(CLAIM);
        for (int i = 0; i < token.length(); i++) {
            for (int bit = 0; bit < 7; bit++) {
                char flipped = (char) (token.charAt(i) ^ (1 << bit));
                assertInvalid(token.substring(0, i) + flipped + token.substring(i + 1));
            }
        }
        int dot = token.indexOf('.');
        byte[] body = BASE64.decode(token.substring(0, dot));
        byte[] mac = BASE64.decode(token.substring(dot + 1));
        for (byte[] part : List.of(body, mac)) {
            for (int i = 0; i < part.length * 8; i++) {
                part[i / 8] ^= (byte) (1 << i % 8);
                assertInvalid(BASE64.encode(body) + "." + BASE64.encode(mac));
                part[i / 8] ^= (byte) (1 << i % 8);
            }
        }
        assertThat(BASE64.encode(body) + "." + BASE64.encode(mac)).isEqualTo(token);
    }

    @Test
    @DisplayName("DLG-02 a token that was cut, lengthened or put together is none")
    void truncated() {
        String token = TOKENS.sign(CLAIM);
        for (int length = 0; length < token.length(); length++) {
            assertInvalid(token.substring(0, length));
            assertInvalid(token.substring(token.length() - length));
        }
        String other = TOKENS.sign(new DialogClaim(MERCHANT, new AccountId("30000"), NUMBER, AMOUNT, PROVIDER, NOW));
        assertInvalid(token.substring(0, token.indexOf('.')) + other.substring(other.indexOf('.')));
        for (String added : List.of(
                token + "A",
                token + "=",
                token + ".",
                token + "\n",
                " " + token,
                token + token,
                "." + token,
                token.replace(".", ".."),
                token.replace('.', ','),
                token.toUpperCase(java.util.Locale.ROOT))) {
            assertInvalid(added);
        }
    }

    @Test
    @DisplayName("DLG-02 forged, empty and endless tokens are refused without being read")
    void forged() {
        byte[] body = new byte[40];
        for (String token : List.of(
                "",
                ".",
                "..",
                "a.b",
                "AAAA.AAAA",
                BASE64.encode(body) + "." + BASE64.encode(new byte[32]),
                BASE64.encode(body) + ".",
                "." + BASE64.encode(new byte[32]),
                BASE64.encode(new byte[1_000_000]) + "." + BASE64.encode(new byte[32]),
                "\u0000.\u0000",
                "\ud83c\udfe0.\ud83c\udfe0")) {
            assertInvalid(token);
        }
    }

    @Test
    @DisplayName("DLG-02 a token of another secret, or signed for another purpose, is refused")
    void otherSecret() {
        assertInvalid(new DialogTokens(Secret.of("0123456789abcdef0123456789abcdeg")).sign(CLAIM));
        String token = TOKENS.sign(CLAIM);
        String body = token.substring(0, token.indexOf('.'));
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        assertInvalid(body + "." + BASE64.encode(SECRET.sign(bytes)));
        assertInvalid(body + "."
                + BASE64.encode(
                        SECRET.forPurpose("invoicepay idempotency key 1").sign(bytes)));
    }

    @Test
    @DisplayName("DLG-02 a token of another version is refused, although it is genuine")
    void otherVersion() {
        String token = TOKENS.sign(CLAIM);
        byte[] body = BASE64.decode(token.substring(0, token.indexOf('.')));
        Secret signer = SECRET.forPurpose("invoicepay dialog token 1");
        assertThat(signed(body, signer)).isEqualTo(token);
        body[0] = 2;
        assertInvalid(signed(body, signer));
    }

    private static String signed(byte[] body, Secret signer) {
        String text = BASE64.encode(body);
        return text + "." + BASE64.encode(signer.sign(text.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    @DisplayName("DLG-02 names that run into each other cannot make two claims look alike")
    void boundaries() {
        ByteArrayDataOutput out = ByteStreams.newDataOutput();
        out.writeUTF("ab");
        out.writeUTF("c");
        byte[] first = out.toByteArray();
        out = ByteStreams.newDataOutput();
        out.writeUTF("a");
        out.writeUTF("bc");
        assertThat(Arrays.equals(first, out.toByteArray())).isFalse();
        DialogClaim claim = new DialogClaim(new MerchantId("ab"), new AccountId("c"), NUMBER, AMOUNT, PROVIDER, NOW);
        DialogClaim shifted = new DialogClaim(new MerchantId("a"), new AccountId("bc"), NUMBER, AMOUNT, PROVIDER, NOW);
        assertThat(TOKENS.sign(claim)).isNotEqualTo(TOKENS.sign(shifted));
    }

    @Test
    @Tag("law")
    @DisplayName("DLG-02 nothing that a page can send makes the reader throw")
    void anything() {
        String token = TOKENS.sign(CLAIM);
        Trials.of(
                "any token",
                20_000,
                random -> {
                    StringBuilder text = new StringBuilder(random.nextBoolean() ? token : "");
                    for (int i = random.nextInt(1, 6); i > 0; i--) {
                        int at = random.nextInt(text.length() + 1);
                        if (random.nextBoolean() || at == text.length()) {
                            text.insert(at, (char) random.nextInt(random.nextBoolean() ? 128 : 65_536));
                        } else {
                            text.deleteCharAt(at);
                        }
                    }
                    return text.toString();
                },
                text -> {
                    if (!text.equals(token)) {
                        assertInvalid(text);
                    }
                });
    }
}
