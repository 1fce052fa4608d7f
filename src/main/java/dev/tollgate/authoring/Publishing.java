package dev.tollgate.authoring;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.access.CurrentCaller;
import dev.tollgate.checklist.ChecklistDocument;
import dev.tollgate.checklist.ChecklistVersion;
import dev.tollgate.checklist.Checklists;
import dev.tollgate.checklist.Draft;
import dev.tollgate.installation.Installation;
import dev.tollgate.installation.InstallationEvent.ChecklistDeprecated;
import dev.tollgate.installation.InstallationEvent.ChecklistPublished;
import dev.tollgate.installation.InstallationRefusal;
import dev.tollgate.installation.InstallationRuling;
import dev.tollgate.installation.PublishedVersion;
import dev.tollgate.installation.PublishingRules;
import dev.tollgate.ledger.PlatformChange;
import dev.tollgate.ledger.PlatformOutcome;
import dev.tollgate.ledger.PlatformStream;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemException;
import dev.tollgate.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Has versions put on the record, and makes refusals problems. */
@ApplicationScoped
class Publishing {

    private final PlatformStream platform;
    private final Checklists checklists;
    private final Followers followers;
    private final CurrentCaller caller;
    private final ObjectMapper json;

    Publishing(
            PlatformStream platform,
            Checklists checklists,
            Followers followers,
            CurrentCaller caller,
            ObjectMapper json) {
        this.platform = platform;
        this.checklists = checklists;
        this.followers = followers;
        this.caller = caller;
        this.json = json;
    }

    /** @param isNew whether this publishes it, or in a dry run would */
    record Published(PublicationJson json, ChecklistDocument document, boolean isNew) {}

    /** @throws ProblemException saying what is wrong with the document, or why it cannot be this version */
    Published publish(String id, int version, Draft draft, boolean dryRun) {
        ChecklistDocument document = Drafts.read(draft, id, version);
        refuseBuiltIn(id);
        var wanted = new ChecklistPublished(id, version, draft.digest(), draft.mediaType(), draft.text());
        PlatformOutcome outcome = write(dryRun, installation -> PublishingRules.publish(installation, wanted));
        return switch (outcome) {
            case PlatformOutcome.Done done -> published(done, document, dryRun);
            case PlatformOutcome.Refused refused -> there(refused.refusal(), document);
        };
    }

    private Published published(PlatformOutcome.Done done, ChecklistDocument document, boolean dryRun) {
        PublicationJson shown = show(done.after().installation(), document);
        boolean isNew = !done.entries().isEmpty();
        return new Published(dryRun ? shown : shown.signed(done), document, isNew);
    }

    /** The same checklist in other words, as JSON instead of YAML or with another comment, is the same version. */
    private Published there(InstallationRefusal refusal, ChecklistDocument document) {
        boolean same = refusal instanceof InstallationRefusal.VersionPublished published
                && checklists
                        .find(published.there().checklist(), published.there().version())
                        .filter(document::equals)
                        .isPresent();
        if (!same) {
            throw problem(refusal);
        }
        return new Published(show(platform.read().installation(), document), document, false);
    }

    private PublicationJson show(Installation installation, ChecklistDocument document) {
        PublishedVersion published =
                installation.version(document.id(), document.version()).orElseThrow();
        return PublicationJson.of(published, changes(document), followers.of(document.id()));
    }

    private @Nullable VersionChanges changes(ChecklistDocument document) {
        return checklists
                .find(document.id(), document.version() - 1)
                .map(before -> VersionChanges.between(json.valueToTree(before), json.valueToTree(document)))
                .orElse(null);
    }

    /** @throws ProblemException where there is no such version, or the service brings it along */
    DeprecationJson deprecate(String id, int version, String reason, boolean dryRun) {
        find(id, version);
        refuseBuiltIn(id);
        var wanted = new ChecklistDeprecated(id, version, reason);
        PlatformOutcome outcome = write(dryRun, installation -> PublishingRules.deprecate(installation, wanted));
        return switch (outcome) {
            case PlatformOutcome.Done done -> {
                PublishedVersion there =
                        done.after().installation().version(id, version).orElseThrow();
                yield DeprecationJson.of(there, dryRun ? Optional.empty() : Optional.of(done));
            }
            case PlatformOutcome.Refused refused -> throw problem(refused.refusal());
        };
    }

    private PlatformOutcome write(boolean dryRun, Function<Installation, InstallationRuling> rule) {
        return platform.write(new PlatformChange(caller.get(), dryRun, rule));
    }

    private void refuseBuiltIn(String id) {
        if (checklists.isBuiltIn(id)) {
            throw Problem.of(ProblemType.CHECKLIST_BUILT_IN, "%s belongs to the service.".formatted(id))
                    .toException();
        }
    }

    /** @throws ProblemException where this version is published with other content, or belongs to the service */
    void requireFree(ChecklistDocument draft) {
        refuseBuiltIn(draft.id());
        checklists
                .version(draft.id(), draft.version())
                .filter(version -> !version.document().equals(draft))
                .flatMap(ChecklistVersion::publication)
                .ifPresent(published -> {
                    throw problem(new InstallationRefusal.VersionPublished(published));
                });
    }

    /** @throws ProblemException where there is none */
    ChecklistVersion find(String id, int version) {
        return checklists.version(id, version).orElseThrow(() -> unknown(id, version));
    }

    private ProblemException problem(InstallationRefusal refusal) {
        return switch (refusal) {
            case InstallationRefusal.UnknownChecklistVersion r -> unknown(r.checklist(), r.version());
            case InstallationRefusal.VersionPublished r -> {
                PublishedVersion there = r.there();
                int next = platform.read()
                                .installation()
                                .versions(there.checklist())
                                .size()
                        + 1;
                yield Problem.of(
                                ProblemType.CHECKLIST_VERSION_PUBLISHED,
                                "%s version %d was published by %s at %s."
                                        .formatted(
                                                there.checklist(),
                                                there.version(),
                                                there.publishedBy(),
                                                there.publishedAt()))
                        .with("digest", there.digest())
                        .with("next", next)
                        .toException();
            }
            case InstallationRefusal.VersionOutOfOrder r ->
                Problem.of(
                                ProblemType.CHECKLIST_VERSION_OUT_OF_ORDER,
                                "The next version of %s is %d, not %d.".formatted(r.checklist(), r.next(), r.version()))
                        .at(FieldError.parameter("version", "out-of-order", "the next version is " + r.next())
                                .allowing(List.of(String.valueOf(r.next()))))
                        .with("next", r.next())
                        .toException();
            case InstallationRefusal.SubscriptionRefusal r -> throw notOfChecklists(r);
            case InstallationRefusal.ChannelRefusal r -> throw notOfChecklists(r);
        };
    }

    private static IllegalStateException notOfChecklists(InstallationRefusal refusal) {
        return new IllegalStateException("no rule about checklists refuses like that: " + refusal);
    }

    private ProblemException unknown(String id, int version) {
        List<ChecklistVersion> versions = checklists.all(id);
        if (versions.isEmpty()) {
            return Problem.notFound("checklist", id, checklists.ids());
        }
        return Problem.notFound(
                "checklist version",
                String.valueOf(version),
                versions.stream()
                        .map(v -> String.valueOf(v.document().version()))
                        .toList());
    }
}
