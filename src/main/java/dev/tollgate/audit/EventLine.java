package dev.tollgate.audit;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One event of an export, taken apart without making an object of any field: the largest part of a verifier's time would go there. Reads
 * JSON as RFC 8259 has it, in any order and with any white space, but only the shape of an event line: texts and one number, each field
 * at most once, and no field that no hash covers.
 */
final class EventLine {

    private static final int SEQ_DIGITS = 18;

    /** Which bytes of a text stand for themselves and need no second look. */
    private static final boolean[] PLAIN = new boolean[256];

    static {
        for (int b = ' '; b < 0x80; b++) {
            PLAIN[b] = b != '"' && b != '\\';
        }
    }

    /** In the order in which they are written. */
    enum Field {
        PROJECT,
        KEY,
        SEQ,
        AT,
        TYPE,
        ACTOR,
        DATA,
        PREV,
        HASH,
        POSITION;

        private static final Field[] ALL = values();

        private final byte[] bytes = name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);

        String fieldName() {
            return new String(bytes, StandardCharsets.US_ASCII);
        }
    }

    private final Span[] spans = new Span[Field.ALL.length];
    private final Span name = new Span();
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private int present;
    private long seq;
    private byte[] line = {};
    private int at;
    private int end;
    private boolean ascii;
    /** Texts that had escapes, without them. */
    private byte[] plain = {};

    private int plainEnd;

    EventLine() {
        for (int i = 0; i < spans.length; i++) {
            spans[i] = new Span();
        }
    }

    boolean has(Field field) {
        return (present & bit(field)) != 0;
    }

    Span get(Field field) {
        return spans[field.ordinal()];
    }

    long seq() {
        return seq;
    }

    /** @throws BrokenExportException where the bytes are not an event line; the fields that were read until then stand */
    void read(byte[] bytes, int from, int to) throws BrokenExportException {
        line = bytes;
        at = from;
        end = to;
        present = 0;
        ascii = true;
        plainEnd = 0;
        if (plain.length < to - from) {
            plain = new byte[Math.max(to - from, 2 * plain.length)];
        }
        object();
        if (!ascii) {
            mustBeUtf8(from);
        }
        for (Field field : Field.ALL) {
            if (!has(field) && field != Field.KEY && field != Field.POSITION) {
                throw new BrokenExportException("has no field \"%s\"".formatted(field.fieldName()));
            }
        }
    }

    private void object() throws BrokenExportException {
        expect('{', "is not a JSON object");
        int order = 0;
        do {
            expect('"', "is not JSON: a field's name is due");
            text(name);
            Field field = field(order);
            order = field.ordinal() + 1;
            if (has(field)) {
                throw new BrokenExportException("has the field \"%s\" twice".formatted(field.fieldName()));
            }
            expect(':', "is not JSON: a colon is due");
            value(field);
            present |= bit(field);
        } while (isNext(','));
        expect('}', "is not JSON: a comma or the end of the object is due");
        skipSpace();
        if (at < end) {
            throw new BrokenExportException("is not JSON: something stands behind the object");
        }
    }

    /** @param likely the field that stands here in a line as it was written */
    private Field field(int likely) throws BrokenExportException {
        if (likely < Field.ALL.length && name.is(Field.ALL[likely].bytes)) {
            return Field.ALL[likely];
        }
        for (Field field : Field.ALL) {
            if (name.is(field.bytes)) {
                return field;
            }
        }
        throw new BrokenExportException("has a field \"%s\", which no hash covers".formatted(name));
    }

    private void value(Field field) throws BrokenExportException {
        if (field == Field.SEQ) {
            skipSpace();
            number(get(field));
        } else {
            skipSpace();
            if (at < end && line[at] != '"') {
                throw new BrokenExportException("is not an event: \"%s\" is a text".formatted(field.fieldName()));
            }
            expect('"', "");
            text(get(field));
        }
    }

    private void number(Span into) throws BrokenExportException {
        int start = at;
        seq = 0;
        while (at < end && line[at] >= '0' && line[at] <= '9' && at - start < SEQ_DIGITS) {
            seq = 10 * seq + line[at++] - '0';
        }
        if (at == start || line[start] == '0') {
            throw new BrokenExportException("is not an event: \"seq\" is a whole number from 1 up");
        }
        into.set(line, start, at);
    }

    /** Reads up to the closing quote; the opening one is behind us. */
    private void text(Span into) throws BrokenExportException {
        byte[] bytes = line;
        int start = at;
        int here = start;
        while (here < end && PLAIN[bytes[here] & 0xff]) {
            here++;
        }
        at = here;
        if (here < end && bytes[here] == '"') {
            into.set(bytes, start, here);
            at++;
            return;
        }
        int plainStart = plainEnd;
        System.arraycopy(bytes, start, plain, plainStart, here - start);
        plainEnd += here - start;
        unescape();
        into.set(plain, plainStart, plainEnd);
    }

    /** Goes on with a text in which something is not plain, up to the closing quote. */
    private void unescape() throws BrokenExportException {
        byte[] bytes = line;
        byte[] out = plain;
        while (at < end) {
            int here = at;
            int there = plainEnd;
            while (here < end && PLAIN[bytes[here] & 0xff]) {
                out[there++] = bytes[here++];
            }
            at = here;
            plainEnd = there;
            if (here < end) {
                byte b = bytes[at++];
                if (b == '"') {
                    return;
                }
                special(b);
            }
        }
        throw new BrokenExportException("is not JSON: it ends inside a text");
    }

    private void special(byte b) throws BrokenExportException {
        if (b == '\\') {
            escape();
        } else if (b < 0) {
            ascii = false;
            plain[plainEnd++] = b;
        } else {
            throw new BrokenExportException("is not JSON: a control character stands in a text");
        }
    }

    private void escape() throws BrokenExportException {
        byte b = at < end ? line[at++] : 0;
        switch (b) {
            case '"', '\\', '/' -> plain[plainEnd++] = b;
            case 'b' -> plain[plainEnd++] = '\b';
            case 'f' -> plain[plainEnd++] = '\f';
            case 'n' -> plain[plainEnd++] = '\n';
            case 'r' -> plain[plainEnd++] = '\r';
            case 't' -> plain[plainEnd++] = '\t';
            case 'u' -> utf16();
            default -> throw new BrokenExportException("is not JSON: there is no such escape");
        }
    }

    private void utf16() throws BrokenExportException {
        int code = unit();
        if (Character.isHighSurrogate((char) code) && at + 1 < end && line[at] == '\\' && line[at + 1] == 'u') {
            at += 2;
            int low = unit();
            code = Character.isLowSurrogate((char) low) ? Character.toCodePoint((char) code, (char) low) : code;
        }
        if (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
            throw new BrokenExportException("is not JSON: half a character stands in a text");
        }
        byte[] bytes = Character.toString(code).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, plain, plainEnd, bytes.length);
        plainEnd += bytes.length;
    }

    /** Four hexadecimal digits. */
    private int unit() throws BrokenExportException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < end ? Character.digit(line[at++], 16) : -1;
            if (digit < 0) {
                throw new BrokenExportException("is not JSON: four hexadecimal digits are due");
            }
            code = code << 4 | digit;
        }
        return code;
    }

    private void mustBeUtf8(int from) throws BrokenExportException {
        try {
            utf8.decode(ByteBuffer.wrap(line, from, end - from));
        } catch (CharacterCodingException e) {
            throw new BrokenExportException("is not UTF-8");
        }
    }

    private boolean isNext(char c) {
        skipSpace();
        if (at < end && line[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c, String otherwise) throws BrokenExportException {
        skipSpace();
        if (at >= end || line[at] != c) {
            throw new BrokenExportException(at >= end ? "is not JSON: it ends too early" : otherwise);
        }
        at++;
    }

    private void skipSpace() {
        while (at < end && (line[at] == ' ' || line[at] == '\t' || line[at] == '\r')) {
            at++;
        }
    }

    private static int bit(Field field) {
        return 1 << field.ordinal();
    }
}
