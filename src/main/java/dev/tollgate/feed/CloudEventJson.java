package dev.tollgate.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.tollgate.ledger.HashChain;
import dev.tollgate.ledger.RawEntry;
import dev.tollgate.lifecycle.Sha256;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the log as a CloudEvent (CloudEvents 1.0.2, JSON format). The attributes behind {@code datacontenttype} are extensions.
 *
 * @param time RFC 3339 with always six digits of the second, as it stands in the hashed line
 * @param position where the entry stands among those of all projects, as a text too; absent until it is sealed
 * @param sequence the entry's seq, as the Sequence extension writes it: a text
 * @param datahash SHA-256 of the exact bytes of {@code data} as stored, which is what {@code hash} is taken over
 * @param data those bytes, unchanged
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CloudEventJson(
        String specversion,
        String id,
        String source,
        String type,
        @Nullable String subject,
        String time,
        String datacontenttype,
        String sequence,
        @Nullable String position,
        String actor,
        String prevhash,
        String hash,
        String datahash,
        @JsonRawValue String data) {

    /** @param source the path of what the entry's log is the log of */
    public static CloudEventJson of(String source, RawEntry raw, @Nullable Long position) {
        return new CloudEventJson(
                "1.0",
                "%s/%d".formatted(raw.project(), raw.seq()),
                source,
                "dev.tollgate.%s.v1".formatted(raw.type()),
                raw.subject().orElse(null),
                HashChain.time(raw.at()),
                "application/json",
                Long.toString(raw.seq()),
                position == null ? null : position.toString(),
                raw.actor(),
                HashChain.hex(raw.prevHash()),
                HashChain.hex(raw.hash()),
                HashChain.hex(Sha256.of(raw.data())),
                new String(raw.data(), StandardCharsets.UTF_8));
    }
}
