package dev.tollgate.ledger;

import dev.tollgate.checklist.ChecklistVersion;
import dev.tollgate.checklist.Checklists;
import dev.tollgate.lifecycle.Checklist;
import dev.tollgate.lifecycle.ChecklistRef;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.Decider;
import dev.tollgate.lifecycle.Facts;
import dev.tollgate.lifecycle.Project;
import dev.tollgate.lifecycle.Refusal;
import dev.tollgate.lifecycle.Ruling;
import dev.tollgate.lifecycle.Timetable;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Gathers the facts that the core may not fetch, and has it decide. */
@ApplicationScoped
class Judge {

    private final Checklists checklists;
    private final Clock clock;

    Judge(Checklists checklists, Clock clock) {
        this.checklists = checklists;
        this.clock = clock;
    }

    /** Writes what the command does on the page, or says why it does nothing. */
    Optional<Refusal> decide(Connection connection, Chapter.Page page, Submission submission, Command command)
            throws SQLException {
        Optional<Project> project = page.tip().map(Tip::project);
        if (project.isEmpty() && !(command instanceof Command.SaveProject)) {
            return Optional.of(new Refusal.UnknownProject());
        }
        if (command instanceof Command.RecordEvidence record) {
            Optional<Receipt> earlier = page.earlier(record);
            if (earlier.isPresent()) {
                return replay(page, record, earlier.get());
            }
        }
        Optional<Checklist> checklist = checklist(project, command);
        if (checklist.isEmpty()) {
            return Optional.of(unknownChecklist((Command.SaveProject) command));
        }
        Facts facts = new Facts(
                now(project),
                submission.caller(),
                checklist.get(),
                submission.ids(),
                recall(connection, project, command),
                other(command));
        return switch (Decider.decide(project, command, facts)) {
            case Ruling.Refused refused -> Optional.of(refused.refusal());
            case Ruling.Accepted accepted -> {
                page.write(command, accepted);
                yield Optional.empty();
            }
        };
    }

    private static Optional<Refusal> replay(Chapter.Page page, Command.RecordEvidence record, Receipt earlier) {
        boolean same = earlier.item().equals(record.item())
                && earlier.payloadDigest().equals(record.payload().digest());
        if (!same) {
            return Optional.of(new Refusal.IdempotencyMismatch(
                    record.report().source(), record.dedupeKey().orElseThrow(), earlier.id()));
        }
        page.replay(earlier);
        return Optional.empty();
    }

    /** The log's time never runs backwards within a project, whatever the clocks of two replicas say. */
    private Instant now(Optional<Project> project) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return project.map(Project::updatedAt).filter(now::isBefore).orElse(now);
    }

    /** When time alone next changes how this project stands. */
    Optional<Instant> alarm(Tip tip) {
        ChecklistRef pinned = tip.project().checklist();
        return Timetable.next(
                tip.project(), checklists.rules(pinned.id(), pinned.version()), now(Optional.of(tip.project())));
    }

    private Optional<Checklist> checklist(Optional<Project> project, Command command) {
        if (project.isPresent()) {
            ChecklistRef pinned = project.get().checklist();
            return Optional.of(checklists.rules(pinned.id(), pinned.version()));
        }
        Command.SaveProject save = (Command.SaveProject) command;
        return save.version()
                .map(version -> checklists.choice(save.checklist(), version))
                .orElseGet(() -> checklists.newest(save.checklist()))
                .map(ChecklistVersion::rules);
    }

    /** The checklist that the command wants to go to, or to look at. */
    private Optional<Checklist> other(Command command) {
        Optional<ChecklistVersion> wanted = switch (command) {
            case Command.MigrateProject migrate ->
                checklists.choice(migrate.checklist().id(), migrate.checklist().version());
            case Command.SetShadow shadow ->
                shadow.checklist().flatMap(ref -> checklists.version(ref.id(), ref.version()));
            default -> Optional.empty();
        };
        return wanted.map(ChecklistVersion::rules);
    }

    private Refusal unknownChecklist(Command.SaveProject save) {
        return new Refusal.UnknownChecklist(save.checklist(), checklists.ids());
    }

    private static Optional<Facts.Recall> recall(Connection connection, Optional<Project> project, Command command)
            throws SQLException {
        return command instanceof Command.InvalidateEvidence invalidate && project.isPresent()
                ? EvidenceTable.recall(connection, project.get().id(), invalidate.evidence())
                : Optional.empty();
    }
}
