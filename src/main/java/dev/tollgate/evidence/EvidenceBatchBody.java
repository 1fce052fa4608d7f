package dev.tollgate.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.lifecycle.EvidenceOutcome;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Several pieces of evidence, taken all or none. */
record EvidenceBatchBody(@NotNull @Size(min = 1, max = 100) List<@NotNull @Valid Entry> evidence) {

    /** @param key by which a repeated post of this entry is recognised, as {@code Idempotency-Key} is for a single one */
    record Entry(
            @NotBlank @Size(max = 200) String item,

            @Nullable @Pattern(regexp = DedupeKeys.KEY, message = DedupeKeys.KEY_MESSAGE) String key,

            @NotNull EvidenceOutcome outcome,
            @Nullable @Size(max = 2000) String summary,
            @Nullable @Size(min = 1, max = 100) String source,
            @Nullable @Size(min = 1, max = 200) String run,

            @Nullable @Size(max = 2000) @Pattern(regexp = "https?://\\S+", message = "must be an http or https URL") String url,

            @Nullable @Size(min = 1, max = 200) String author,
            @Nullable Instant observedAt,
            @Nullable @Valid SubjectJson subject,
            @Nullable @Size(max = 200) Map<@NotBlank @Size(max = 200) String, @NotNull Double> metrics,
            @Nullable ObjectNode data) {

        EvidenceBody body() {
            return new EvidenceBody(outcome, summary, source, run, url, author, observedAt, subject, metrics, data);
        }
    }
}
