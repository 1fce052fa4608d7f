package dev.tollgate.checklist;

import dev.tollgate.installation.PublishedVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of a checklist in a list.
 *
 * @param digest of the text that was published; as all that follows, absent from what the service brings along
 * @param deprecation absent while new projects may choose it
 */
record ChecklistSummaryJson(
        String id,
        int version,
        String title,
        String description,
        int itemCount,
        int gateCount,
        ChecklistVersion.State state,
        @Nullable String digest,
        @Nullable String publishedBy,
        @Nullable Instant publishedAt,
        PublishedVersion.@Nullable Deprecation deprecation) {

    static ChecklistSummaryJson of(ChecklistVersion version) {
        ChecklistDocument document = version.document();
        return new ChecklistSummaryJson(
                document.id(),
                document.version(),
                document.title(),
                document.description(),
                document.items().size(),
                document.phases().size(),
                version.state(),
                version.publication().map(PublishedVersion::digest).orElse(null),
                version.publication().map(PublishedVersion::publishedBy).orElse(null),
                version.publication().map(PublishedVersion::publishedAt).orElse(null),
                version.publication().flatMap(PublishedVersion::deprecation).orElse(null));
    }
}
