package dev.tollgate.installation;

import dev.tollgate.installation.InstallationEvent.ChecklistDeprecated;
import dev.tollgate.installation.InstallationEvent.ChecklistPublished;
import java.util.List;

/** What may be done with published checklists: add the next version, or tell new projects not to choose one. Nothing else. */
public final class PublishingRules {

    private PublishingRules() {}

    public static InstallationRuling publish(Installation installation, ChecklistPublished wanted) {
        List<PublishedVersion> versions = installation.versions(wanted.checklist());
        int next = versions.size() + 1;
        if (wanted.version() == next) {
            return InstallationRuling.of(wanted);
        }
        if (wanted.version() > next) {
            return InstallationRuling.refused(
                    new InstallationRefusal.VersionOutOfOrder(wanted.checklist(), wanted.version(), next));
        }
        PublishedVersion there = versions.get(wanted.version() - 1);
        return there.digest().equals(wanted.digest())
                ? InstallationRuling.nothing()
                : InstallationRuling.refused(new InstallationRefusal.VersionPublished(there));
    }

    /** The first reason stands: deprecating once more is no change. */
    public static InstallationRuling deprecate(Installation installation, ChecklistDeprecated wanted) {
        return installation
                .version(wanted.checklist(), wanted.version())
                .map(there -> there.isDeprecated() ? InstallationRuling.nothing() : InstallationRuling.of(wanted))
                .orElseGet(() -> InstallationRuling.refused(
                        new InstallationRefusal.UnknownChecklistVersion(wanted.checklist(), wanted.version())));
    }
}
