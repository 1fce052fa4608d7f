package dev.tollgate.desk;

import dev.tollgate.access.CurrentCaller;
import dev.tollgate.checklist.ChecklistDocument;
import dev.tollgate.checklist.Checklists;
import dev.tollgate.ledger.Ledger;
import dev.tollgate.ledger.Outcome;
import dev.tollgate.ledger.Submission;
import dev.tollgate.ledger.Tip;
import dev.tollgate.lifecycle.ChecklistRef;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.Project;
import dev.tollgate.platform.AsOf;
import dev.tollgate.platform.DryRun;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The counter that resources go to: looks projects up, and hands in what the current caller asks of them. */
@ApplicationScoped
public class Desk {

    private static final Pattern PROJECT_KEY = Pattern.compile(Project.KEY);

    private final Ledger ledger;
    private final Checklists checklists;
    private final CurrentCaller caller;
    private final Clock clock;

    Desk(Ledger ledger, Checklists checklists, CurrentCaller caller, Clock clock) {
        this.ledger = ledger;
        this.checklists = checklists;
        this.caller = caller;
        this.clock = clock;
    }

    /** @throws dev.tollgate.platform.ProblemException where the command was refused; then nothing was recorded */
    public Outcome.Done submit(String project, Command command, DryRun dryRun) {
        return submit(project, List.of(command), dryRun);
    }

    /** Carries out all commands or none. */
    public Outcome.Done submit(String project, List<Command> commands, DryRun dryRun) {
        var submission = new Submission(valid(project), caller.get(), commands, dryRun.wanted());
        return accepted(ledger.submit(submission), project, commands.size());
    }

    /** As {@link #submit}, and refused where the project's log has gone on since the caller looked; 0 stands for no project yet. */
    public Outcome.Done submitAt(long seq, String project, Command command, DryRun dryRun) {
        var submission = new Submission(valid(project), caller.get(), List.of(command), dryRun.wanted()).onlyAt(seq);
        return accepted(ledger.submit(submission), project, 1);
    }

    private static Outcome.Done accepted(Outcome outcome, String project, int commands) {
        return switch (outcome) {
            case Outcome.Done done -> done;
            case Outcome.Refused refused -> {
                Problem problem = Refusals.problem(refused.refusal(), project);
                throw (commands == 1 ? problem : problem.with("index", refused.index())).toException();
            }
        };
    }

    /** @throws dev.tollgate.platform.ProblemException where there is no such project */
    public Dossier find(String project) {
        return dossier(present(project), clock.instant(), false);
    }

    /**
     * The project as it stood at a moment of the past, or stands now where none is asked for.
     *
     * @throws dev.tollgate.platform.ProblemException where there is no such project, or was none yet
     */
    public Dossier find(String project, AsOf asOf) {
        Optional<Instant> moment = asOf.moment(clock.instant());
        return moment.isEmpty() ? find(project) : past(project, moment.get());
    }

    private Dossier past(String project, Instant moment) {
        Tip now = present(project);
        Tip then = ledger.findAt(now, moment)
                .orElseThrow(() -> Problem.of(
                                ProblemType.NOT_FOUND,
                                "There was no project '%s' at %s: it was created at %s."
                                        .formatted(
                                                project, moment, now.project().createdAt()))
                        .toException());
        return dossier(then, moment, true);
    }

    private Tip present(String project) {
        return look(project).orElseThrow(() -> Problem.notFound("project", project, List.of()));
    }

    public Optional<Tip> look(String project) {
        return ledger.find(valid(project));
    }

    /** The project as a command left it, to be answered from. */
    public Dossier after(Outcome.Done done) {
        return dossier(done.tip(), clock.instant(), false);
    }

    private Dossier dossier(Tip tip, Instant moment, boolean past) {
        Project project = tip.project();
        ChecklistRef pinned = project.checklist();
        ChecklistDocument document = checklists
                .find(pinned.id(), pinned.version())
                .orElseThrow(() -> new IllegalStateException(
                        "project %s follows %s, which is not here".formatted(project.key(), pinned)));
        return new Dossier(tip, document, checklists.rules(pinned.id(), pinned.version()), moment, past);
    }

    /** The phase whose gate is called so. */
    public static Phase gate(String gate) {
        return Phase.ofGate(gate)
                .orElseThrow(() -> Problem.notFound(
                        "gate",
                        gate,
                        Arrays.stream(Phase.values()).map(Phase::gate).toList()));
    }

    private static String valid(String project) {
        if (!PROJECT_KEY.matcher(project).matches()) {
            throw Problem.invalid(FieldError.parameter(
                            "project",
                            "invalid-slug",
                            "a project key is 1 to 63 lower-case letters, digits and inner hyphens, such as churn-eu"))
                    .toException();
        }
        return project;
    }
}
