package dev.tollgate.authoring;

import dev.tollgate.installation.PublishedVersion;
import dev.tollgate.ledger.PlatformOutcome;
import dev.tollgate.ledger.RawEntry;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** @param seq the event's number in the platform stream; absent where nothing was recorded */
record DeprecationJson(
        String checklist,
        int version,
        String reason,
        String deprecatedBy,
        Instant deprecatedAt,
        @Nullable Long seq,
        @Nullable String hash) {

    /** @param done what put it on record; empty in a dry run */
    static DeprecationJson of(PublishedVersion version, Optional<PlatformOutcome.Done> done) {
        PublishedVersion.Deprecation deprecation = version.deprecation().orElseThrow();
        Optional<RawEntry> entry = done.map(PlatformOutcome.Done::entries)
                .filter(entries -> !entries.isEmpty())
                .map(entries -> entries.getLast());
        return new DeprecationJson(
                version.checklist(),
                version.version(),
                deprecation.reason(),
                deprecation.deprecatedBy(),
                deprecation.deprecatedAt(),
                entry.map(RawEntry::seq).orElse(null),
                entry.map(e -> HexFormat.of().formatHex(e.hash())).orElse(null));
    }
}
