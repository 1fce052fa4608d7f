package dev.tollgate.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.tollgate.lifecycle.Sha256;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the log as a CloudEvent (CloudEvents 1.0.2, JSON format). The attributes behind {@code datacontenttype} are extensions.
 *
 * @param time RFC 3339 with always six digits of the second, as it stands in the hashed line
 * @param sequence the entry's seq, as the Sequence extension writes it: a text
 * @param datahash SHA-256 of the exact bytes of {@code data} as stored, which is what {@code hash} is taken over
 * @param data those bytes, unchanged
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CloudEventJson(
        String specversion,
        String id,
        String source,
        String type,
        @Nullable String subject,
        String time,
        String datacontenttype,
        String sequence,
        String actor,
        String prevhash,
        String hash,
        String datahash,
        @JsonRawValue String data) {

    static CloudEventJson of(String projectKey, EventTable.RawEntry raw) {
        LogEntry entry = raw.decoded();
        return new CloudEventJson(
                "1.0",
                "%s/%d".formatted(raw.project(), raw.seq()),
                "/v1/projects/" + projectKey,
                "dev.tollgate.%s.v1".formatted(raw.type()),
                entry.event().subject().orElse(null),
                HashChain.time(raw.at()),
                "application/json",
                Long.toString(raw.seq()),
                raw.actor(),
                HashChain.hex(raw.prevHash()),
                HashChain.hex(raw.hash()),
                HashChain.hex(Sha256.of(raw.data())),
                new String(raw.data(), StandardCharsets.UTF_8));
    }
}
