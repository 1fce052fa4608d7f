package dev.tollgate.platform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what is JSON but nothing we could keep or give back: numbers that are not finite as a double, text that PostgreSQL cannot hold,
 * and nesting that only an attacker writes.
 */
final class StrictParser extends JsonParserDelegate {

    static final int MAX_DEPTH = 64;

    StrictParser(JsonParser json) {
        super(json);
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        JsonToken token = super.nextToken();
        if (token == null) {
            return null;
        }
        switch (token) {
            case START_OBJECT, START_ARRAY -> checkDepth();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> checkFinite();
            case VALUE_STRING, FIELD_NAME -> checkText(getText());
            default -> {}
        }
        return token;
    }

    private void checkDepth() {
        if (getParsingContext().getNestingDepth() > MAX_DEPTH) {
            throw refuse("too-deep", "is nested more than %d levels deep".formatted(MAX_DEPTH));
        }
    }

    private void checkFinite() throws IOException {
        if (isNaN() || Double.isInfinite(getDoubleValue()) || !isDecimal()) {
            throw refuse("not-finite", "is not a finite number");
        }
    }

    /** 1e-99999999999 is 0 as a double, and no decimal of Java. */
    private boolean isDecimal() throws IOException {
        try {
            return currentToken() == JsonToken.VALUE_NUMBER_INT || getDecimalValue() != null;
        } catch (NumberFormatException | ArithmeticException outOfRange) {
            return false;
        }
    }

    private void checkText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw refuse("bad-text", "contains the character U+0000");
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw refuse("bad-text", "contains half of a surrogate pair, which is no character");
                }
                i++;
            }
        }
    }

    private ProblemException refuse(String code, String what) {
        String pointer = pointer(getParsingContext());
        String name = pointer.isEmpty() ? "the body" : pointer;
        return Problem.invalid(FieldError.pointer(pointer, code, name + " " + what))
                .toException();
    }

    private static String pointer(JsonStreamContext context) {
        return context.pathAsPointer().toString();
    }
}
