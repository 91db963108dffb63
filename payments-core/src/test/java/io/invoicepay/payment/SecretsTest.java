package io.invoicepay.payment;

import static io.invoicepay.fixtures.Sample.INVOICE;
import static io.invoicepay.fixtures.Sample.KEYS;
import static io.invoicepay.fixtures.Sample.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.io.BaseEncoding;
import io.invoicepay.fixtures.EveryLocale;
import io.invoicepay.fixtures.Trials;
import io.invoicepay.invoice.InvoiceNumber;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SecretsTest {
    private static InvoiceKey invoice(String merchant, String number) {
        return new InvoiceKey(new MerchantId(merchant), new InvoiceNumber(number));
    }

    @Test
    @DisplayName("A key is the same for ever: the known answer, made by another program, under every locale")
    void knownAnswer() {
        EveryLocale.run(() -> {
            assertThat(KEYS.keyFor(INVOICE, 0).value()).isEqualTo("0015a07b366839a116e3fc15faec9b8f");
            assertThat(KEYS.keyFor(INVOICE, 1).value()).isEqualTo("a747c45ffe1b1e0f481a846520d7d482");
            assertThat(new IdempotencyKeys(SECRET).keyFor(INVOICE, 0)).isEqualTo(KEYS.keyFor(INVOICE, 0));
        });
    }

    @Test
    @DisplayName("A key is the same whoever else mints keys at that moment")
    void atOnce() {
        assertThat(IntStream.range(0, 20_000)
                        .parallel()
                        .filter(n -> !KEYS.keyFor(INVOICE, n % 2)
                                .value()
                                .equals(
                                        n % 2 == 0
                                                ? "0015a07b366839a116e3fc15faec9b8f"
                                                : "a747c45ffe1b1e0f481a846520d7d482")))
                .isEmpty();
    }

    @Test
    @DisplayName(
            "Keys differ by merchant, invoice, number of the charge and secret; nothing else goes into them, no amount")
    void different() {
        Set<IdempotencyKey> keys = new HashSet<>();
        int count = 0;
        for (String secret : new String[] {"0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdeg"}) {
            IdempotencyKeys minted = new IdempotencyKeys(Secret.of(secret));
            for (String merchant : new String[] {"a", "b", "6"}) {
                for (String number : new String[] {"1", "2", "1|0"}) {
                    for (int sequence = 0; sequence < 100; sequence++) {
                        keys.add(minted.keyFor(invoice(merchant, number), sequence));
                        count++;
                    }
                }
            }
        }
        assertThat(keys).hasSize(count).allMatch(key -> key.value().matches("[0-9a-f]{32}"));
    }

    @Test
    @DisplayName("Names that hold the separator cannot be put together to another invoice's key")
    void separators() {
        assertThat(KEYS.keyFor(invoice("a|b", "c"), 0)).isNotEqualTo(KEYS.keyFor(invoice("a", "b|c"), 0));
        assertThat(KEYS.keyFor(invoice("a", "1|1"), 1)).isNotEqualTo(KEYS.keyFor(invoice("a", "1"), 11));
        assertThat(KEYS.keyFor(invoice("a", "x|1"), 0)).isNotEqualTo(KEYS.keyFor(invoice("a", "x"), 10));
        assertThat(KEYS.keyFor(invoice("1|a", "b"), 0)).isNotEqualTo(KEYS.keyFor(invoice("1", "a|b"), 0));
    }

    @Test
    @DisplayName("A signature is HMAC-SHA256 (RFC 4231, test case 2)")
    void hmac() {
        byte[] mac = Secret.of("Jefe").sign("what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII));
        assertThat(BaseEncoding.base16().lowerCase().encode(mac))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    @DisplayName("A secret for one purpose is none for another")
    void purposes() {
        assertThat(SECRET.forPurpose("a")).isEqualTo(SECRET.forPurpose("a")).isNotEqualTo(SECRET.forPurpose("b"));
        assertThat(SECRET.forPurpose("a")).isNotEqualTo(SECRET);
        assertThat(SECRET.forPurpose("a").length()).isEqualTo(32);
    }

    private record Intent(String merchant, String number, int sequence) {
        static Intent any(SplittableRandom random) {
            return new Intent(text(random), text(random), random.nextInt(3));
        }

        /** Made of what could run together: separators and digits. */
        private static String text(SplittableRandom random) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                text.append("a1|-".charAt(random.nextInt(4)));
            }
            return text.toString();
        }

        IdempotencyKey key() {
            return new IdempotencyKeys(SECRET).keyFor(invoice(merchant, number), sequence);
        }
    }

    private record Pair(Intent one, Intent other) {
        List<Pair> smaller() {
            return Stream.of(new Intent("a", one.number, 0), new Intent(one.merchant, "1", 0))
                    .filter(intent -> !intent.equals(one))
                    .map(intent -> new Pair(intent, other))
                    .toList();
        }
    }

    @Test
    @Tag("law")
    @DisplayName("Two charges have the same key exactly if they are the same charge of the same invoice")
    void keysOfAnyTwo() {
        Trials.of(
                "keys of any two charges",
                10_000,
                random -> {
                    Intent one = Intent.any(random);
                    return new Pair(one, random.nextInt(10) == 0 ? one : Intent.any(random));
                },
                Pair::smaller,
                pair -> assertThat(pair.one().key().equals(pair.other().key()))
                        .isEqualTo(pair.one().equals(pair.other())));
    }

    @Test
    @DisplayName("A secret shows nothing of itself, keeps its own bytes and cannot be serialised")
    void opaque() {
        byte[] bytes = {1, 2, 3};
        Secret secret = Secret.of(bytes);
        bytes[0] = 9;
        secret.reveal()[1] = 9;
        assertThat(secret.reveal()).isEqualTo(new byte[] {1, 2, 3});
        assertThat(secret.length()).isEqualTo(3);
        assertThat(secret).hasToString("Secret[***]").isNotInstanceOf(Serializable.class);
        assertThat(secret).isEqualTo(Secret.of(new byte[] {1, 2, 3})).hasSameHashCodeAs(Secret.of("other"));
        assertThat(secret).isNotEqualTo(Secret.of(new byte[] {1, 2, 4})).isNotEqualTo(Secret.of(new byte[] {1, 2}));
        assertThat(Secret.of("\u00e9").reveal()).isEqualTo(new byte[] {(byte) 0xc3, (byte) 0xa9});
        assertThatIllegalArgumentException().isThrownBy(() -> Secret.of(""));
        assertThatIllegalArgumentException().isThrownBy(() -> Secret.of(new byte[0]));
        assertThat(Arrays.stream(Secret.class.getInterfaces())).isEmpty();
    }
}
