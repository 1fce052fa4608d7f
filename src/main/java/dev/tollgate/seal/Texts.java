package dev.tollgate.seal;

import java.util.Base64;

/** The pieces of which the texts of C2SP are made. Strict, so that one meaning has one text. */
final class Texts {

    private Texts() {}

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Standard Base 64 (RFC 4648 section 4) with its padding; Java's own decoder takes texts that no encoder writes. */
    static byte[] fromBase64(String what, String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new BrokenSealException(what + " is not base64");
        }
        if (!base64(bytes).equals(text)) {
            throw new BrokenSealException(what + " is not base64 in its one standard form");
        }
        return bytes;
    }

    /** A hash of 32 bytes. */
    static byte[] hash(String what, String text) {
        byte[] bytes = fromBase64(what, text);
        if (bytes.length != Merkle.HASH_LENGTH) {
            throw new BrokenSealException("%s has %d bytes, not %d".formatted(what, bytes.length, Merkle.HASH_LENGTH));
        }
        return bytes;
    }

    /** A decimal number from 0 up, without sign and leading zeros. */
    static long number(String what, String text) {
        boolean plain = text.length() <= 19 && text.matches("0|[1-9][0-9]*");
        try {
            if (plain) {
                return Long.parseLong(text);
            }
        } catch (NumberFormatException tooLarge) {
            // Said below.
        }
        throw new BrokenSealException("%s is not a whole number: %s".formatted(what, shown(text)));
    }

    /** The name of a key (C2SP signed-note): not empty, no Unicode spaces, no plus. */
    static String keyName(String name) {
        boolean plain = !name.isEmpty()
                && name.codePoints()
                        .noneMatch(c -> c == '+'
                                || Character.isWhitespace(c)
                                || Character.isSpaceChar(c)
                                || Character.isISOControl(c)
                                || Character.getType(c) == Character.SURROGATE);
        if (!plain) {
            throw new BrokenSealException("a key's name has at least one character, no spaces and no plus");
        }
        return name;
    }

    /** A piece of a text that may be anything, fit for one line of a message. */
    static String shown(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return "'%s'".formatted(plain.length() > 40 ? plain.substring(0, 40) + "..." : plain);
    }
}
