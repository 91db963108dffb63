package io.invoicepay.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PlainTextTest {
    @Test
    @DisplayName(
            "Of all code points exactly the control, format, surrogate, private, unassigned and separator ones are refused")
    void allCodePoints() {
        Pattern forbidden = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]");
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            String text = Character.toString(codePoint);
            if (PlainText.hasForbiddenCharacter(text) != forbidden.matcher(text).matches()) {
                throw new AssertionError("U+" + Integer.toHexString(codePoint));
            }
        }
    }

    @Test
    @DisplayName("A foreign text is cut and put on one line: no line break or escape can forge a log entry")
    void oneLine() {
        assertThat(PlainText.oneLine("a\r\nINFO forged\u001b[31m\u2028b", 100)).isEqualTo("a  INFO forged [31m b");
        assertThat(PlainText.oneLine("\ud83c\udfe0".repeat(5), 3)).isEqualTo("\ud83c\udfe0".repeat(3));
        assertThat(PlainText.oneLine("  padded\n", 100)).isEqualTo("padded");
        assertThat(PlainText.oneLine("\ud800x", 100)).isEqualTo("x");
        assertThat(PlainText.oneLine("", 100)).isEmpty();
        assertThat(PlainText.oneLine("x".repeat(301), 300)).hasSize(300);
    }

    @Test
    @DisplayName("An identifier that cannot be is refused by field and fault, without repeating what was typed")
    void identifiers() {
        assertFault("", "field is blank");
        assertFault(" \u2003", "field is blank");
        assertFault("12345678901", "field is longer than 10 characters");
        assertFault("a\nb", "field has a control or invisible character");
        assertFault("a ", "field has white space around it");
        assertFault("\u2003a", "field has white space around it");
        assertThat(PlainText.identifier("field", "a b", 10)).isEqualTo("a b");
        assertThat(PlainText.isIdentifier("1234567890", 10)).isTrue();
    }

    private static void assertFault(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlainText.identifier("field", text, 10))
                .withMessage(message);
        assertThat(PlainText.isIdentifier(text, 10)).isFalse();
    }
}
