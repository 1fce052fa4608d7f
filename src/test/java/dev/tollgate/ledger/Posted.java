package dev.tollgate.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.checklist.StrictExamples;
import java.util.Map;

/** The data of evidence as it comes out of a request, with numbers as they were written. */
final class Posted {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Whatever JSON can say that a careless log would not give back. */
    static final Map<String, Object> ODD = read("""
            {"datasetVersion": "v7", "z": [1, 1.0, 1.00, 1e2, 1e-7, 1e400, 12345678901, 123456789012345678901234567890],
             "a": {"none": null, "list": [null, [], {}], "text": "Zoë \\u0001 \\uD83D\\uDE00", "yes": true, "": ""}}""");

    private Posted() {}

    /** What passes the checks of this item of {@code dsml-strict}, and of plans for a day that does not come too soon. */
    static Map<String, Object> example(String item) {
        try {
            return read(JSON.writeValueAsString(StrictExamples.evidence(item)).replace("2026-12-31", "2099-12-31"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an example is always JSON", e);
        }
    }

    static Map<String, Object> read(String json) {
        try {
            return JSON.readValue(json, new TypeReference<Map<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(json, e);
        }
    }
}
