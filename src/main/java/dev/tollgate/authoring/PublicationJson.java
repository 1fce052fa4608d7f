package dev.tollgate.authoring;

import dev.tollgate.installation.PublishedVersion;
import dev.tollgate.ledger.PlatformOutcome;
import dev.tollgate.ledger.RawEntry;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version as it was published, or in a dry run would be.
 *
 * @param changes absent for version 1
 * @param deprecation absent while new projects may choose it
 * @param seq the event's number in the platform stream; absent where nothing was recorded
 */
record PublicationJson(
        String checklist,
        int version,
        String digest,
        String mediaType,
        String publishedBy,
        Instant publishedAt,
        PublishedVersion.@Nullable Deprecation deprecation,
        @Nullable VersionChanges changes,
        FollowersJson followers,
        @Nullable Long seq,
        @Nullable String hash) {

    /** @param items the first hundred */
    record FollowersJson(long count, List<FollowerJson> items) {

        static FollowersJson of(Followers.Known known) {
            return new FollowersJson(
                    known.count(),
                    known.first().stream()
                            .map(row -> new FollowerJson(row.key, row.checklistVersion))
                            .toList());
        }
    }

    /** @param checklistVersion the one that the project is pinned to, and stays with */
    record FollowerJson(String project, int checklistVersion) {}

    static PublicationJson of(PublishedVersion published, @Nullable VersionChanges changes, Followers.Known followers) {
        return new PublicationJson(
                published.checklist(),
                published.version(),
                published.digest(),
                published.mediaType(),
                published.publishedBy(),
                published.publishedAt(),
                published.deprecation().orElse(null),
                changes,
                FollowersJson.of(followers),
                null,
                null);
    }

    /** With the place on the record, where there is one. */
    PublicationJson signed(PlatformOutcome.Done done) {
        if (done.entries().isEmpty()) {
            return this;
        }
        RawEntry entry = done.entries().getLast();
        return new PublicationJson(
                checklist,
                version,
                digest,
                mediaType,
                publishedBy,
                publishedAt,
                deprecation,
                changes,
                followers,
                entry.seq(),
                HexFormat.of().formatHex(entry.hash()));
    }
}
