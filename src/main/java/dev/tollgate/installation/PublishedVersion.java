package dev.tollgate.installation;

import java.time.Instant;
import java.util.Optional;

/**
 * A checklist version that an administrator published. The document itself stays in the log.
 *
 * @param digest {@code sha256:} of the document's UTF-8
 * @param seq number of the event that holds the document
 */
public record PublishedVersion(
        String checklist,
        int version,
        String digest,
        String mediaType,
        long seq,
        String publishedBy,
        Instant publishedAt,
        Optional<Deprecation> deprecation) {

    /** Why new projects no longer choose it. */
    public record Deprecation(String reason, String deprecatedBy, Instant deprecatedAt) {}

    static String name(String checklist, int version) {
        return checklist + "/" + version;
    }

    public boolean isDeprecated() {
        return deprecation.isPresent();
    }

    PublishedVersion deprecated(Deprecation by) {
        return new PublishedVersion(
                checklist, version, digest, mediaType, seq, publishedBy, publishedAt, Optional.of(by));
    }
}
