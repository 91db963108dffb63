package io.invoicepay.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.invoicepay.fixtures.EveryLocale;
import io.invoicepay.fixtures.Trials;
import io.invoicepay.text.CardNumbers;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The billing address and what belongs to it")
class BillingAddressTest {
    private static final String TOKEN = "tok_4bX9";

    /** What a customer typed, one dull default for each field. */
    private static Map<BillingField, String> typed() {
        Map<BillingField, String> typed = new EnumMap<>(BillingField.class);
        typed.put(BillingField.EMAIL, "ann@customer.example");
        typed.put(BillingField.STREET, "192 Market Square");
        typed.put(BillingField.ADDRESS_2, "Suite 5");
        typed.put(BillingField.COUNTRY, "US");
        typed.put(BillingField.POSTAL_CODE, "30303");
        typed.put(BillingField.PHONE_COUNTRY_CODE, "1");
        typed.put(BillingField.PHONE, "404 555 0100");
        typed.put(BillingField.NAME_ON_CARD, "Ann Example");
        typed.put(BillingField.CARD_TOKEN, TOKEN);
        return typed;
    }

    private static Map<BillingField, String> with(BillingField field, String text) {
        Map<BillingField, String> typed = typed();
        typed.put(field, text);
        return typed;
    }

    private static String text(Map<BillingField, String> typed, BillingField field) {
        return typed.getOrDefault(field, "");
    }

    private static BillingForm form(Map<BillingField, String> typed) {
        return new BillingForm(
                text(typed, BillingField.EMAIL),
                text(typed, BillingField.STREET),
                text(typed, BillingField.ADDRESS_2),
                text(typed, BillingField.COUNTRY),
                text(typed, BillingField.POSTAL_CODE),
                text(typed, BillingField.PHONE_COUNTRY_CODE),
                text(typed, BillingField.PHONE));
    }

    private static Either<FormFaults, GuestPayment> read(Map<BillingField, String> typed) {
        return GuestPayment.parse(
                form(typed),
                text(typed, BillingField.NAME_ON_CARD),
                text(typed, BillingField.CARD_TOKEN),
                ContactRules.basic());
    }

    private static void assertFault(Map<BillingField, String> typed, BillingField field, FieldFault fault) {
        Either<FormFaults, GuestPayment> read = read(typed);
        assertThat(read.isLeft()).as("%s: %s", field, text(typed, field)).isTrue();
        assertThat(read.getLeft().faults()).containsExactly(Map.entry(field, fault));
    }

    private static BillingAddress accepted(Map<BillingField, String> typed) {
        Either<FormFaults, GuestPayment> read = read(typed);
        assertThat(read.isRight()).as("%s", read).isTrue();
        assertThat(BillingAddress.parse(form(typed), ContactRules.basic()).get())
                .isEqualTo(read.get().billing());
        return read.get().billing();
    }

    @Nested
    @DisplayName("as a form")
    class AsAForm {
        @Test
        @DisplayName(
                "GST-01 takes e-mail, street, a second line, country, postal code and phone, and gives them back checked")
        void complete() {
            BillingAddress address = accepted(typed());
            assertThat(address.email()).isEqualTo("ann@customer.example");
            assertThat(address.street()).isEqualTo("192 Market Square");
            assertThat(address.address2()).containsExactly("Suite 5");
            assertThat(address.country()).isEqualTo("US");
            assertThat(address.postalCode()).containsExactly("30303");
            assertThat(address.phoneCountryCode()).isEqualTo("1");
            assertThat(address.phone()).isEqualTo("4045550100");
        }

        @Test
        @DisplayName("GST-01 the fields are those of the form, in its order; the second line alone is optional")
        void fields() {
            assertThat(BillingField.values())
                    .extracting(BillingField::fieldName)
                    .containsExactly(
                            "email",
                            "street",
                            "address2",
                            "country",
                            "postalCode",
                            "phoneCountryCode",
                            "phone",
                            "nameOnCard",
                            "cardToken");
            assertThat(BillingField.values())
                    .filteredOn(field -> !field.required())
                    .containsExactly(BillingField.ADDRESS_2);
            assertThat(accepted(with(BillingField.ADDRESS_2, " ")).address2()).isEmpty();
        }

        @Test
        @DisplayName("GST-02 all faults are reported together, one a field, in the order of the form")
        void allFaults() {
            Map<BillingField, String> typed = typed();
            typed.put(BillingField.EMAIL, "ann");
            typed.put(BillingField.STREET, "");
            typed.put(BillingField.ADDRESS_2, "x".repeat(101));
            typed.put(BillingField.COUNTRY, "XK");
            typed.put(BillingField.POSTAL_CODE, "30\u0000303");
            typed.put(BillingField.PHONE_COUNTRY_CODE, "0");
            typed.put(BillingField.PHONE, "ring me");
            typed.put(BillingField.NAME_ON_CARD, "4111 1111 1111 1111");
            typed.put(BillingField.CARD_TOKEN, " ");
            FormFaults faults = read(typed).getLeft();
            assertThat(faults.faults())
                    .containsExactly(
                            Map.entry(BillingField.EMAIL, FieldFault.MALFORMED),
                            Map.entry(BillingField.STREET, FieldFault.MISSING),
                            Map.entry(BillingField.ADDRESS_2, FieldFault.TOO_LONG),
                            Map.entry(BillingField.COUNTRY, FieldFault.UNKNOWN_COUNTRY),
                            Map.entry(BillingField.POSTAL_CODE, FieldFault.FORBIDDEN_CHARACTER),
                            Map.entry(BillingField.PHONE_COUNTRY_CODE, FieldFault.MALFORMED),
                            Map.entry(BillingField.PHONE, FieldFault.MALFORMED),
                            Map.entry(BillingField.NAME_ON_CARD, FieldFault.LOOKS_LIKE_A_CARD_NUMBER),
                            Map.entry(BillingField.CARD_TOKEN, FieldFault.MISSING));
            assertThat(faults.of(BillingField.STREET)).containsExactly(FieldFault.MISSING);
            assertThat(read(with(BillingField.STREET, "")).getLeft().of(BillingField.EMAIL))
                    .isEmpty();
        }

        @Test
        @DisplayName("GST-02 every combination of faulty fields is reported as exactly those fields")
        void everyCombination() {
            Map<BillingField, String> faulty = Map.of(
                    BillingField.EMAIL, "@",
                    BillingField.STREET, "",
                    BillingField.ADDRESS_2, "\u202e",
                    BillingField.COUNTRY, "ZZ",
                    BillingField.POSTAL_CODE, "#",
                    BillingField.PHONE_COUNTRY_CODE, "x",
                    BillingField.PHONE, "+",
                    BillingField.NAME_ON_CARD, "",
                    BillingField.CARD_TOKEN, "");
            List<BillingField> fields = List.of(BillingField.values());
            for (int mask = 1; mask < 1 << fields.size(); mask++) {
                Map<BillingField, String> typed = typed();
                List<BillingField> expected = new ArrayList<>();
                for (BillingField field : fields) {
                    if ((mask >> fields.indexOf(field) & 1) == 1) {
                        typed.put(field, text(faulty, field));
                        expected.add(field);
                    }
                }
                assertThat(read(typed).getLeft().faults().keySet()).containsExactlyElementsOf(expected);
            }
        }

        @Test
        @DisplayName("GST-02 a form without a fault has no faults to show")
        void noFaults() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new FormFaults(Map.of()))
                    .withMessageContaining("at least one fault");
        }

        @Test
        @DisplayName("GST-03 name on card and token are checked with the address, and handed on as they came")
        void payment() {
            GuestPayment payment = read(typed()).get();
            assertThat(payment.nameOnCard()).isEqualTo("Ann Example");
            assertThat(payment.token().reveal()).isEqualTo(TOKEN);
            assertFault(with(BillingField.NAME_ON_CARD, ""), BillingField.NAME_ON_CARD, FieldFault.MISSING);
        }

        @ParameterizedTest
        @EnumSource(BillingField.class)
        @SuppressWarnings("NullAway") // as a host's code has it that is compiled without
        @DisplayName("GST-02 a field that is null is a mistake of the host's, and told by its name")
        void isNull(BillingField field) {
            assertThatNullPointerException()
                    .isThrownBy(() -> read(with(field, null)))
                    .withMessage(field.fieldName());
        }

        @ParameterizedTest
        @EnumSource(BillingField.class)
        @DisplayName("GST-02 a required field that is empty or blank is missing")
        void missing(BillingField field) {
            for (String blank : List.of("", "  ", "\t", "\u2003")) {
                if (field.required()) {
                    assertFault(with(field, blank), field, FieldFault.MISSING);
                } else {
                    accepted(with(field, blank));
                }
            }
        }
    }

    @Nested
    @DisplayName("which text it takes")
    class Text {
        @ParameterizedTest
        @EnumSource(
                value = BillingField.class,
                names = {"STREET", "ADDRESS_2", "NAME_ON_CARD"})
        @DisplayName("GST-02 lengths are counted in characters as people count them, after they were put together")
        void lengths(BillingField field) {
            assertThat(field.limit()).isEqualTo(100);
            for (String character : List.of("x", "\u00e9", "e\u0301", "\ud83c\udfe0", "\u5927")) {
                assertThat(read(with(field, character.repeat(100))).isRight())
                        .as(character)
                        .isTrue();
                assertFault(with(field, character.repeat(101)), field, FieldFault.TOO_LONG);
            }
        }

        @ParameterizedTest
        @EnumSource(BillingField.class)
        @DisplayName("GST-02 every field refuses what is over-long, however long")
        void overLong(BillingField field) {
            String digit = field == BillingField.EMAIL ? "a" : "7";
            assertFault(with(field, digit.repeat(field.limit() + 1)), field, FieldFault.TOO_LONG);
            assertFault(with(field, digit.repeat(1_000_000)), field, FieldFault.TOO_LONG);
        }

        @ParameterizedTest
        @EnumSource(BillingField.class)
        @DisplayName(
                "GST-02 every field refuses control, bidirectional, zero-width, surrogate, private and unassigned characters")
        void forbidden(BillingField field) {
            String good = text(typed(), field);
            List<String> forbidden = List.of(
                    "\u0000",
                    "\u0007",
                    "\t",
                    "\n",
                    "\r",
                    "\u001b",
                    "\u007f",
                    "\u0085",
                    "\u00ad",
                    "\u061c",
                    "\u200b",
                    "\u200c",
                    "\u200d",
                    "\u200e",
                    "\u200f",
                    "\u2028",
                    "\u2029",
                    "\u202a",
                    "\u202e",
                    "\u2060",
                    "\u2066",
                    "\u2069",
                    "\ufeff",
                    "\ufff9",
                    "\ue000",
                    "\uf8ff",
                    "\uffff",
                    "\u0378",
                    "\ud800",
                    "\udc00",
                    "\udb40\udc41",
                    "\udbff\udffd");
            for (String character : forbidden) {
                int middle = good.length() / 2;
                for (String text : List.of(
                        good.substring(0, middle) + character + good.substring(middle),
                        character + good,
                        good + character)) {
                    boolean tooLong = text.codePointCount(0, text.length()) > field.limit();
                    if (!tooLong) {
                        assertFault(with(field, text), field, FieldFault.FORBIDDEN_CHARACTER);
                    }
                }
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Zo\u00eb Fran\u00e7ois",
                    "\u5c71\u7530 \u592a\u90ce",
                    "\u0639\u0644\u064a",
                    "O'Neill-\u00d1",
                    "\ud83c\udfe0 Lane",
                    "A\u030a str\u00f6m",
                    "q\u0323\u0307",
                    "\u0e01\u0e33",
                    "Stra\u00dfe 5"
                })
        @DisplayName("GST-02 names and streets of all scripts pass, with emoji and combining marks")
        void allScripts(String text) {
            assertThat(accepted(with(BillingField.STREET, text)).street())
                    .isEqualTo(java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFC));
            assertThat(read(with(BillingField.NAME_ON_CARD, text)).isRight()).isTrue();
        }

        @Test
        @DisplayName("GST-02 what is typed in parts is put together, and blanks around it are dropped")
        void normalised() {
            assertThat(accepted(with(BillingField.STREET, "  Rue de l'E\u0301glise "))
                            .street())
                    .isEqualTo("Rue de l'\u00c9glise");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "4111111111111111",
                    "4111 1111 1111 1111",
                    "4111-1111-1111-1111",
                    "378282246310005",
                    "6011000990139424",
                    "4222222222222",
                    "6304000000000000000",
                    "card 5555555555554444!",
                    "4111111111111111 12/27 123",
                    "4111 1111 1111 1111 0127",
                    "7 4111111111111111",
                    "4111  1111  1111  1111",
                    "4111.1111.1111.1111",
                    "4111\u00a01111\u00a01111\u00a01111",
                    "4111\u20131111\u20131111\u20131111",
                    "\uff14\uff11\uff11\uff11111111111111",
                    "\u0664\u0661\u0661\u0661111111111111",
                    "0000000000000"
                })
        @DisplayName(
                "GST-04 whatever could be a card number is refused in every free field, also with an expiry behind it")
        void cardNumbers(String text) {
            for (BillingField field : List.of(
                    BillingField.STREET, BillingField.ADDRESS_2, BillingField.NAME_ON_CARD, BillingField.CARD_TOKEN)) {
                assertFault(with(field, text), field, FieldFault.LOOKS_LIKE_A_CARD_NUMBER);
            }
            assertThat(CardNumbers.within(text)).isTrue();
            assertThat(CardNumbers.isInToken(text)).isTrue();
        }

        @Test
        @DisplayName("GST-05 a reference with hyphens and digits of its own is a token, and no card number")
        void references() {
            assertThat(CardNumbers.isInToken("12345678-1234-4123-8123-123456789012"))
                    .isFalse();
            Random random = new Random(20261128);
            for (int n = 0; n < 200_000; n++) { // one in 7,000, and one in 460, would be refused by its digits
                long most = (random.nextLong() & ~0xF000L) | 0x4000L;
                long least = (random.nextLong() & ~(3L << 62)) | (1L << 63);
                String uuid = new UUID(most, least).toString();
                String plain = uuid.replace("-", "");
                if (CardNumbers.isInToken("clm-" + uuid) || CardNumbers.isInToken("pm_" + plain)) {
                    throw new AssertionError("refused, with hyphens or without: " + uuid);
                }
            }
            assertThat(CardNumbers.isInToken("a4111-1111-1111-1111")).isFalse();
            assertThat(CardNumbers.isInToken("tok4111111111111111x")).isTrue();
            assertThat(CardNumbers.isInToken("tok_4111-1111-1111-1111")).isTrue();
            assertThat(CardNumbers.isInToken("41111111-1111-1111")).isTrue();
            assertThat(CardNumbers.isInToken("clm-12345678-1234-4123-8123-123456789012 4111-1111-1111-1111"))
                    .as("beside a reference")
                    .isTrue();
            assertThat(CardNumbers.isInToken("4111111111111111d25121010000000f"))
                    .as("as it is on a card's magnetic stripe")
                    .isTrue();
        }

        @Test
        @DisplayName(
                "GST-03 an address shows nothing of itself, and is the same as another exactly if all its parts are")
        void opaque() {
            BillingAddress address = accepted(with(BillingField.STREET, "1 Main Street"));
            BillingAddress other = accepted(with(BillingField.STREET, "2 Main Street"));
            assertThat(address)
                    .hasToString("BillingAddress[***]")
                    .isEqualTo(accepted(with(BillingField.STREET, "1 Main Street")))
                    .isNotEqualTo(other)
                    .doesNotHaveSameHashCodeAs(other);
        }

        @Test
        @DisplayName("GST-04 letters in front of a number save it in a token alone: a street does not begin so")
        void lettersInFront() {
            String text = "a4111-1111-1111-1111";
            assertThat(read(with(BillingField.CARD_TOKEN, text)).isRight()).isTrue();
            assertFault(with(BillingField.STREET, text), BillingField.STREET, FieldFault.LOOKS_LIKE_A_CARD_NUMBER);
        }

        @Test
        @DisplayName("GST-04 a card number is refused in the e-mail address, too")
        void cardNumberInEmail() {
            assertFault(
                    with(BillingField.EMAIL, "4111111111111111@customer.example"),
                    BillingField.EMAIL,
                    FieldFault.LOOKS_LIKE_A_CARD_NUMBER);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "4111111111111112",
                    "411111111111",
                    "41111111111111111111",
                    "4111 1111 1111 1112",
                    "Lot 12, Block 7, Unit 303",
                    "PS-INV103001",
                    "1/2/3/4/5/6/7/8/9/0/1/2/3",
                    "41111111 x 11111111"
                })
        @DisplayName("GST-04 numbers that cannot be a card's pass: wrong check digit, too short, too long")
        void noCardNumbers(String text) {
            assertThat(read(with(BillingField.STREET, text)).isRight()).isTrue();
        }

        @Test
        @DisplayName(
                "GST-04 no digit of a card number can be changed, nor two neighbours swapped, without losing its looks")
        void luhn() {
            String card = "4539578763621486";
            assertThat(CardNumbers.within(card)).isTrue();
            for (int i = 0; i < card.length(); i++) {
                for (char digit = '0'; digit <= '9'; digit++) {
                    String changed = card.substring(0, i) + digit + card.substring(i + 1);
                    assertThat(CardNumbers.within(changed)).isEqualTo(changed.equals(card));
                }
            }
        }

        @Test
        @DisplayName(
                "GST-04 a token with the looks of a card number never becomes a token, and the message does not hold it")
        void token() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CardToken.of("4111111111111111"))
                    .withMessageNotContaining("4111");
            assertThatIllegalArgumentException().isThrownBy(() -> CardToken.of(""));
            assertThatIllegalArgumentException().isThrownBy(() -> CardToken.of("t".repeat(513)));
            assertThat(CardToken.of("t".repeat(512)).reveal()).hasSize(512);
            assertThat(CardToken.of(TOKEN)).isEqualTo(CardToken.of(TOKEN)).hasSameHashCodeAs(CardToken.of(TOKEN));
            assertThat(CardToken.of(TOKEN)).isNotEqualTo(CardToken.of(TOKEN + "x"));
        }
    }

    @Nested
    @DisplayName("e-mail")
    class Email {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a@b.example",
                    "ann.o'neill+shop@mail.customer.example",
                    "\u00fc@m\u00fcller.example",
                    "x_y-z@1.example",
                    "a!#$%&'*/=?^`{|}~@b.example"
                })
        @DisplayName("GST-02 takes every address that can be")
        void good(String email) {
            assertThat(accepted(with(BillingField.EMAIL, email)).email()).isEqualTo(email);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "ann",
                    "@customer.example",
                    "ann@",
                    "ann@customer",
                    "ann@@customer.example",
                    "a@b@c.example",
                    "ann@customer..example",
                    "ann@.example",
                    "ann@customer.",
                    "an n@customer.example",
                    "ann@cust omer.example",
                    "ann,bob@customer.example",
                    "Ann <ann@customer.example>",
                    "a;b@c.example",
                    "a\"b@c.example",
                    "a\\b@c.example",
                    "a@b,c.example",
                    "a@b.example;c@d.example"
                })
        @DisplayName("GST-02 refuses what is no address, or more than one")
        void bad(String email) {
            assertFault(with(BillingField.EMAIL, email), BillingField.EMAIL, FieldFault.MALFORMED);
        }

        @Test
        @DisplayName("GST-02 takes at most 64 characters before the @ and 254 in all")
        void length() {
            String domain = "@" + "d".repeat(180) + ".example";
            accepted(with(BillingField.EMAIL, "a".repeat(64) + domain));
            assertFault(with(BillingField.EMAIL, "a".repeat(65) + domain), BillingField.EMAIL, FieldFault.MALFORMED);
            String longest = "a@" + "d".repeat(244) + ".example";
            assertThat(longest).hasSize(254);
            accepted(with(BillingField.EMAIL, longest));
            assertFault(with(BillingField.EMAIL, "a" + longest), BillingField.EMAIL, FieldFault.TOO_LONG);
        }
    }

    @Nested
    @DisplayName("country and postal code")
    class Country {
        @Test
        @DisplayName("GST-01 the countries are the 249 of ISO 3166, in order; Kosovo's code is not one of them")
        void countries() {
            List<String> countries = BillingAddress.countries();
            assertThat(countries)
                    .hasSize(249)
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .doesNotContain("XK");
            for (String country : countries) {
                Map<BillingField, String> typed = with(BillingField.COUNTRY, country);
                typed.put(BillingField.POSTAL_CODE, country.equals("CA") ? "K1A 0B1" : "30303");
                assertThat(accepted(typed).country()).isEqualTo(country);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"XK", "ZZ", "EU", "UK", "U", "1", "\u00df", "\u0131t", "U\u0301", "AN", "YU"})
        @DisplayName("GST-02 a country that is not on the list is refused, also what only becomes one in capitals")
        void unknown(String country) {
            EveryLocale.run(() ->
                    assertFault(with(BillingField.COUNTRY, country), BillingField.COUNTRY, FieldFault.UNKNOWN_COUNTRY));
        }

        @Test
        @DisplayName("GST-02 the code may be typed in small letters, in every locale")
        void smallLetters() {
            EveryLocale.run(() -> {
                Map<BillingField, String> typed = with(BillingField.COUNTRY, "fi");
                typed.put(BillingField.POSTAL_CODE, "ii 123 i");
                assertThat(accepted(typed).country()).isEqualTo("FI");
                assertThat(accepted(typed).postalCode()).containsExactly("II 123 I");
            });
        }

        @ParameterizedTest(name = "{0} {1}: {2}")
        @CsvSource({
            "US, 30303, true",
            "US, 30303-1234, true",
            "US, 30303 1234, true",
            "US, 303031234, true",
            "US, 3030, false",
            "US, 303030, false",
            "US, K1A 0B1, false",
            "US, 30303-123, false",
            "CA, K1A 0B1, true",
            "CA, k1a0b1, true",
            "CA, K1A-0B1, true",
            "CA, 30303, false",
            "CA, K1A 0BB, false",
            "NL, 4711 JJ, true",
            "GB, SW1A 1AA, true",
            "GB, sw1a 1aa, true",
            "DE, 01067, true",
            "HK, 999077, true",
            "AE, 00000, true",
            "PL, 00-950, true",
            "SE, 113 51, true",
            "IE, D02 X285, true"
        })
        @DisplayName("GST-02 a postal code is held against its country where that is certain: United States and Canada")
        void postalCodes(String country, String code, boolean fits) {
            Map<BillingField, String> typed = with(BillingField.COUNTRY, country);
            typed.put(BillingField.POSTAL_CODE, code);
            if (fits) {
                assertThat(accepted(typed).postalCode()).containsExactly(code.toUpperCase(Locale.ROOT));
            } else {
                assertFault(typed, BillingField.POSTAL_CODE, FieldFault.NOT_OF_THIS_COUNTRY);
            }
        }

        @Test
        @DisplayName("GST-02 some countries have no postal codes, or hardly use them; everywhere else one is required")
        void without() {
            Set<String> without = new HashSet<>();
            for (String country : BillingAddress.countries()) {
                Map<BillingField, String> typed = with(BillingField.COUNTRY, country);
                typed.put(BillingField.POSTAL_CODE, " ");
                if (read(typed).isRight()) {
                    without.add(country);
                    assertThat(accepted(typed).postalCode()).isEmpty();
                } else {
                    assertFault(typed, BillingField.POSTAL_CODE, FieldFault.MISSING);
                }
            }
            assertThat(without)
                    .contains("AE", "HK", "QA", "PA", "JM", "BS", "UG", "FJ")
                    .doesNotContain("US", "CA", "MX", "BR", "GB", "DE", "FR", "NL", "CH", "IN", "CN", "JP", "AU")
                    .hasSizeLessThan(70);
        }

        @ParameterizedTest
        @ValueSource(strings = {"-30303", "30303-", "30_303", "30303#", "30.303", "\uff13\uff10303", "Stra\u00dfe"})
        @DisplayName(
                "GST-02 a postal code holds letters, digits, blanks and hyphens of ASCII, none at its ends but letters and digits")
        void malformed(String code) {
            Map<BillingField, String> typed = with(BillingField.COUNTRY, "DE");
            typed.put(BillingField.POSTAL_CODE, code);
            assertFault(typed, BillingField.POSTAL_CODE, FieldFault.MALFORMED);
        }

        @Test
        @DisplayName("GST-02 with a faulty country the postal code is not blamed for it, but an empty one is missed")
        void faultyCountry() {
            Map<BillingField, String> typed = with(BillingField.COUNTRY, "ZZ");
            typed.put(BillingField.POSTAL_CODE, "4711 JJ");
            assertFault(typed, BillingField.COUNTRY, FieldFault.UNKNOWN_COUNTRY);
            typed.put(BillingField.POSTAL_CODE, "");
            assertThat(read(typed).getLeft().faults())
                    .containsExactly(
                            Map.entry(BillingField.COUNTRY, FieldFault.UNKNOWN_COUNTRY),
                            Map.entry(BillingField.POSTAL_CODE, FieldFault.MISSING));
        }
    }

    @Nested
    @DisplayName("phone number")
    class Phone {
        @ParameterizedTest(name = "{0} is {1}")
        @CsvSource({
            "1, 1",
            "01, 1",
            "001, 1",
            "+1, 1",
            "+31, 31",
            "31, 31",
            "0031, 31",
            "+420, 420",
            "00420, 420",
            "999, 999"
        })
        @DisplayName("GST-02 the calling code may be typed with plus or leading zeros, and is kept as digits")
        void callingCodes(String text, String code) {
            Map<BillingField, String> typed = with(BillingField.PHONE_COUNTRY_CODE, text);
            assertThat(accepted(typed).phoneCountryCode()).isEqualTo(code);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"0", "00", "000", "+", "+0", "+01", "1234", "++1", "1a", "-1", "1 2", "\uff11", "\u0661"})
        @DisplayName("GST-02 what is no calling code of one to three digits is refused")
        void noCallingCodes(String text) {
            assertFault(
                    with(BillingField.PHONE_COUNTRY_CODE, text), BillingField.PHONE_COUNTRY_CODE, FieldFault.MALFORMED);
        }

        @ParameterizedTest(name = "{0} {1} is {2}")
        @CsvSource({
            "1, (404) 555-0100, 4045550100",
            "1, 404.555.0100, 4045550100",
            "49, 030/1234, 0301234",
            "31, 20 123 4567, 201234567",
            "290, 2345, 2345"
        })
        @DisplayName(
                "GST-02 a number may be typed with blanks, dots, hyphens, slashes and brackets, and is kept as digits")
        void numbers(String code, String text, String digits) {
            Map<BillingField, String> typed = with(BillingField.PHONE_COUNTRY_CODE, code);
            typed.put(BillingField.PHONE, text);
            assertThat(accepted(typed).phone()).isEqualTo(digits);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "+4045550100",
                    "404 555 010x",
                    "ext. 5",
                    "()",
                    "--",
                    "\uff14\uff1045550100",
                    "\u0664\u06600100",
                    "404,5550100",
                    "404#"
                })
        @DisplayName("GST-02 anything but ASCII digits and their usual separators is no phone number")
        void malformed(String text) {
            assertFault(with(BillingField.PHONE, text), BillingField.PHONE, FieldFault.MALFORMED);
        }

        @Test
        @DisplayName(
                "GST-02 calling code and number together have at most 15 digits (E.164), ten behind country code 1, at least four elsewhere")
        void lengths() {
            assertPhone("1", "404555010", FieldFault.NOT_OF_THIS_COUNTRY);
            assertPhone("1", "40455501000", FieldFault.NOT_OF_THIS_COUNTRY);
            assertPhone("1", "404555010012345", FieldFault.TOO_LONG);
            assertPhone("49", "123", FieldFault.NOT_OF_THIS_COUNTRY);
            assertPhone("49", "3012345678901", null);
            assertPhone("49", "30123456789012", FieldFault.TOO_LONG);
            assertPhone("999", "301234567890", null);
            assertPhone("999", "3012345678901", FieldFault.TOO_LONG);
        }

        private void assertPhone(String code, String number, @org.jspecify.annotations.Nullable FieldFault fault) {
            Map<BillingField, String> typed = with(BillingField.PHONE_COUNTRY_CODE, code);
            typed.put(BillingField.PHONE, number);
            if (fault == null) {
                assertThat(accepted(typed).phone()).isEqualTo(number);
            } else {
                assertFault(typed, BillingField.PHONE, fault);
            }
        }

        @Test
        @DisplayName("GST-02 with a faulty calling code the number is not blamed for it")
        void faultyCode() {
            Map<BillingField, String> typed = with(BillingField.PHONE_COUNTRY_CODE, "x");
            typed.put(BillingField.PHONE, "123");
            assertFault(typed, BillingField.PHONE_COUNTRY_CODE, FieldFault.MALFORMED);
        }
    }

    @Test
    @DisplayName("GST-02 a host's own rules for countries decide, with what they were promised to be asked")
    void ownRules() {
        List<String> asked = new ArrayList<>();
        ContactRules strict = new ContactRules() {
            @Override
            public boolean needsPostalCode(String country) {
                asked.add("needs " + country);
                return true;
            }

            @Override
            public boolean acceptsPostalCode(String country, String postalCode) {
                asked.add("postal " + country + " " + postalCode);
                return false;
            }

            @Override
            public boolean acceptsPhone(String callingCode, String number) {
                asked.add("phone " + callingCode + " " + number);
                return false;
            }
        };
        Map<BillingField, String> typed = with(BillingField.COUNTRY, "hk");
        typed.put(BillingField.POSTAL_CODE, "ab-1");
        typed.put(BillingField.PHONE_COUNTRY_CODE, "+852");
        typed.put(BillingField.PHONE, "2123 4567");
        assertThat(BillingAddress.parse(form(typed), strict).getLeft().faults())
                .containsExactly(
                        Map.entry(BillingField.POSTAL_CODE, FieldFault.NOT_OF_THIS_COUNTRY),
                        Map.entry(BillingField.PHONE, FieldFault.NOT_OF_THIS_COUNTRY));
        typed.put(BillingField.POSTAL_CODE, "");
        assertThat(BillingAddress.parse(form(typed), strict).getLeft().of(BillingField.POSTAL_CODE))
                .containsExactly(FieldFault.MISSING);
        assertThat(asked).contains("postal HK AB-1", "phone 852 21234567", "needs HK");
    }

    @Test
    @Tag("law")
    @DisplayName("GST-02 what was accepted is accepted again unchanged, and no text at all makes the reader throw")
    void stable() {
        List<String> pieces = List.of(
                "a",
                "1",
                " ",
                "@",
                ".",
                "\u00df",
                "\u0301",
                "\ud83c\udfe0",
                "\u200b",
                "\n",
                "-",
                "US",
                "30303",
                "\ud800",
                "\uff11",
                "+",
                "(",
                "4111111111111111",
                "x".repeat(99));
        Trials.of(
                "any text in any field",
                10_000,
                random -> {
                    Map<BillingField, String> typed = new HashMap<>();
                    for (BillingField field : BillingField.values()) {
                        StringBuilder text = new StringBuilder(random.nextInt(3) > 0 ? text(typed(), field) : "");
                        for (int i = random.nextInt(3); i > 0; i--) {
                            text.insert(random.nextInt(text.length() + 1), pieces.get(random.nextInt(pieces.size())));
                        }
                        typed.put(field, text.toString());
                    }
                    return typed;
                },
                typed -> {
                    Either<FormFaults, GuestPayment> first = read(typed);
                    if (first.isLeft()) {
                        assertThat(List.copyOf(first.getLeft().faults().keySet()))
                                .isSorted();
                        return;
                    }
                    BillingAddress address = first.get().billing();
                    BillingForm again = new BillingForm(
                            address.email(),
                            address.street(),
                            address.address2().getOrElse(""),
                            address.country(),
                            address.postalCode().getOrElse(""),
                            address.phoneCountryCode(),
                            address.phone());
                    BillingAddress second =
                            BillingAddress.parse(again, ContactRules.basic()).get();
                    assertThat(second).isEqualTo(address).hasSameHashCodeAs(address);
                });
    }
}
