package dev.tollgate.platform;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From bytes to a tree: exactly one JSON value in UTF-8, no field twice, nothing behind it. */
final class JsonSyntax {

    private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '(.*)'", Pattern.DOTALL);
    private static final Pattern ADVICE_FOR_DEVELOPERS =
            Pattern.compile("(: enable|, was expecting) .*`.*|\\(codes? \\d+(/ 0x\\w+)?\\)");

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Read here so that StrictParser refuses it with a pointer, like every other number that is not finite.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonSyntax() {}

    /** The tree; a {@link ProblemException} when the bytes are no acceptable JSON. */
    static JsonNode parse(byte[] bytes) {
        String text = text(bytes);
        if (text.isBlank()) {
            throw refuse("required", "a JSON body is required");
        }
        try (JsonParser json = new StrictParser(MAPPER.createParser(text))) {
            return MAPPER.reader().readTree(json);
        } catch (JsonProcessingException e) {
            throw refuse(e);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refuse("not-utf-8", "the body is not valid UTF-8");
        }
    }

    private static ProblemException refuse(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        Matcher duplicate = DUPLICATE.matcher(message);
        if (duplicate.lookingAt()) {
            return refuse(
                    "duplicate-field", "the field '%s' stands there twice%s".formatted(duplicate.group(1), at(e)));
        }
        String reason = ADVICE_FOR_DEVELOPERS.matcher(message).replaceAll("").strip();
        return refuse("malformed-json", "the body is not valid JSON%s: %s".formatted(at(e), reason));
    }

    private static ProblemException refuse(String code, String detail) {
        return Problem.invalid(FieldError.pointer(JsonPointer.WHOLE, code, detail))
                .toException();
    }

    private static String at(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        return at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
    }
}
