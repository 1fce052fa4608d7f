package dev.tollgate.evidence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The exact bytes of each element of an array, so that what is kept of an entry is what was posted, and not a rewriting of it. */
final class JsonSlices {

    private static final JsonFactory JSON = new JsonFactory();

    private JsonSlices() {}

    /** @param document a JSON object that is known to be valid and to have the array */
    static List<byte[]> of(byte[] document, String field) {
        try (JsonParser parser = JSON.createParser(document)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals(field);
                parser.nextToken();
                if (wanted) {
                    return elements(parser, document);
                }
                parser.skipChildren();
            }
            throw new IllegalArgumentException("the document has no array " + field);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<byte[]> elements(JsonParser parser, byte[] document) throws IOException {
        List<byte[]> slices = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int start = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            slices.add(Arrays.copyOfRange(
                    document, start, (int) parser.currentLocation().getByteOffset()));
        }
        return slices;
    }
}
