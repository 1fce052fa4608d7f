package dev.tollgate.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.EvidenceReport;
import dev.tollgate.platform.JsonValues;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is posted for an item.
 *
 * @param author the person who answers for it where a machine posts it, such as the committer of the run
 * @param data whatever else the tool has to say, for the item's checks to read
 */
record EvidenceBody(
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

    /** @param poster what stands for the source where none is named */
    EvidenceReport report(String poster, Instant now) {
        return new EvidenceReport(
                outcome,
                Optional.ofNullable(summary),
                source == null ? poster : source,
                Optional.ofNullable(run),
                Optional.ofNullable(url),
                Optional.ofNullable(author),
                (observedAt == null ? now : observedAt).truncatedTo(ChronoUnit.MICROS),
                Optional.ofNullable(subject).map(SubjectJson::subject),
                metrics == null ? Map.of() : metrics,
                data == null ? Map.of() : JsonValues.of(data));
    }
}
