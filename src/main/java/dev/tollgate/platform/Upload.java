package dev.tollgate.platform;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A request body that is a document in itself, such as a checklist: kept to the byte and read by whoever knows its form. A resource method
 * that takes one says with {@code @Consumes} in which media types. JSON has been looked at as all JSON bodies are: it is one value, and names no
 * field twice.
 *
 * @param mediaType without parameters, such as {@code application/yaml}
 * @param bytes what the caller sent, unchanged; not to be modified
 */
public record Upload(String mediaType, byte[] bytes) {

    /** @throws ProblemException where it is no UTF-8 */
    public String text() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.invalid(FieldError.pointer(JsonPointer.WHOLE, "not-utf-8", "the body is not valid UTF-8"))
                    .toException();
        }
    }
}
