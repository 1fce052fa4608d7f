package dev.tollgate.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.audit.EventLine.Field;
import dev.tollgate.ledger.HashChain;
import dev.tollgate.ledger.RawEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Some lines of an export, as bytes. An event's data are written as a text that holds their exact bytes, not as JSON within JSON: a reader
 * of any language gets back what was hashed, whatever its library does with spaces, numbers or the order of fields.
 */
final class ExportLines {

    private static final JsonFactory FACTORY = JsonFactory.builder().build();
    private static final ObjectMapper JSON = new ObjectMapper(FACTORY);
    private static final int USUAL_PAGE = 1024;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_PAGE);

    ExportLines header(Header header) {
        return object(header);
    }

    ExportLines end(EndLine end) {
        return object(end);
    }

    private ExportLines object(Object line) {
        try {
            bytes.writeBytes(JSON.writeValueAsBytes(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bytes.write('\n');
        return this;
    }

    /** @param key of the event's project; empty where administrators changed something for all */
    ExportLines event(Optional<String> key, RawEntry entry, Optional<Long> position) {
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeStringField(Field.PROJECT.fieldName(), entry.project().toString());
            if (key.isPresent()) {
                json.writeStringField(Field.KEY.fieldName(), key.get());
            }
            json.writeNumberField(Field.SEQ.fieldName(), entry.seq());
            json.writeStringField(Field.AT.fieldName(), HashChain.time(entry.at()));
            json.writeStringField(Field.TYPE.fieldName(), entry.type());
            json.writeStringField(Field.ACTOR.fieldName(), entry.actor());
            json.writeFieldName(Field.DATA.fieldName());
            json.writeUTF8String(entry.data(), 0, entry.data().length);
            json.writeStringField(Field.PREV.fieldName(), HashChain.hex(entry.prevHash()));
            json.writeStringField(Field.HASH.fieldName(), HashChain.hex(entry.hash()));
            if (position.isPresent()) {
                json.writeStringField(Field.POSITION.fieldName(), position.get().toString());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bytes.write('\n');
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
