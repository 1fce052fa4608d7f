package dev.tollgate.ledger;

import dev.tollgate.checklist.Publications;
import dev.tollgate.installation.Installation;
import dev.tollgate.installation.InstallationEvent.ChecklistPublished;
import dev.tollgate.installation.InstallationEventType;
import dev.tollgate.installation.PublishedVersion;
import dev.tollgate.lifecycle.Sha256;
import jakarta.enterprise.context.ApplicationScoped;

/** Published checklists, read back from the platform stream. */
@ApplicationScoped
class PublishedDocuments implements Publications {

    private final PlatformStream platform;

    PublishedDocuments(PlatformStream platform) {
        this.platform = platform;
    }

    @Override
    public Installation now() {
        return platform.read().installation();
    }

    /** Whatever the log says now: projects are judged by it, so its digest is compared with the one that was folded. */
    @Override
    public String document(PublishedVersion version) {
        RawEntry entry = platform.entry(version.seq());
        boolean published = entry.type().equals(InstallationEventType.CHECKLIST_PUBLISHED.typeName());
        if (published
                && EventCodec.decode(InstallationEventType.CHECKLIST_PUBLISHED, entry.data())
                        instanceof ChecklistPublished event
                && Sha256.named(event.document()).equals(version.digest())) {
            return event.document();
        }
        throw new IllegalStateException("event %d of the platform stream is not the publication of %s version %d"
                .formatted(version.seq(), version.checklist(), version.version()));
    }
}
