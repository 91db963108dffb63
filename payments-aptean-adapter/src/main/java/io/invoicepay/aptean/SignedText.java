package io.invoicepay.aptean;

/**
 * The text that the event platform signs: the payload as it came, without white space between its tokens. Writing it anew would spell
 * numbers differently (10.0 becomes 10) and break the signature. [T]
 */
final class SignedText {
    private SignedText() {}

    /** Without white space outside of strings. */
    static String compact(String json) {
        StringBuilder compact = new StringBuilder(json.length());
        boolean inString = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (inString && c == '\\' && i + 1 < json.length()) {
                compact.append(c).append(json.charAt(++i));
                continue;
            }
            if (c == '"') {
                inString = !inString;
            }
            if (inString || !(c == ' ' || c == '\t' || c == '\n' || c == '\r')) {
                compact.append(c);
            }
        }
        return compact.toString();
    }

    /** With \/ and \\uXXXX written as the characters they stand for, where JSON allows it: the spelling of the signer. [I] */
    static String unescaped(String compact) {
        StringBuilder text = new StringBuilder(compact.length());
        for (int i = 0; i < compact.length(); i++) {
            char c = compact.charAt(i);
            if (c != '\\' || i + 1 == compact.length()) {
                text.append(c);
                continue;
            }
            char escaped = compact.charAt(++i);
            if (escaped == '/') {
                text.append('/');
            } else if (escaped == 'u' && i + 4 < compact.length() && isWritable(compact, i + 1)) {
                text.append((char) Integer.parseInt(compact, i + 1, i + 5, 16));
                i += 4;
            } else {
                text.append(c).append(escaped);
            }
        }
        return text.toString();
    }

    private static boolean isWritable(String text, int from) {
        for (int i = from; i < from + 4; i++) {
            if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
                return false;
            }
        }
        int character = Integer.parseInt(text, from, from + 4, 16);
        return character >= ' ' && character != '"' && character != '\\';
    }
}
