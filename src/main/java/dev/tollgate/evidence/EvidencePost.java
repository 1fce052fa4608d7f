package dev.tollgate.evidence;

import dev.tollgate.access.CurrentCaller;
import dev.tollgate.desk.Desk;
import dev.tollgate.desk.Dossier;
import dev.tollgate.ledger.Outcome;
import dev.tollgate.ledger.Receipt;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.EvidenceReport;
import dev.tollgate.lifecycle.EvidenceStatus;
import dev.tollgate.lifecycle.Payload;
import dev.tollgate.lifecycle.Standing;
import dev.tollgate.platform.Body;
import dev.tollgate.platform.DryRun;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes commands of posted evidence, one or many, and receipts of what became of them. */
@ApplicationScoped
class EvidencePost {

    private static final Pattern KEY = Pattern.compile(DedupeKeys.KEY);

    /** What checks read stands in the log, so it stays small; reports belong behind {@code url}. */
    private static final int MOST_DATA = 65_536;

    private final Desk desk;
    private final CurrentCaller caller;
    private final Clock clock;

    EvidencePost(Desk desk, CurrentCaller caller, Clock clock) {
        this.desk = desk;
        this.caller = caller;
        this.clock = clock;
    }

    /** @param replayed whether all of this was recorded by an earlier post already */
    record Posted(List<ReceiptJson> receipts, boolean replayed) {}

    Posted one(String project, String item, Body<EvidenceBody> body, @Nullable String idempotencyKey, DryRun dryRun) {
        if (idempotencyKey != null && !KEY.matcher(idempotencyKey).matches()) {
            throw Problem.invalid(FieldError.header(
                            "Idempotency-Key", "invalid-key", "Idempotency-Key " + DedupeKeys.KEY_MESSAGE))
                    .toException();
        }
        return submit(
                project,
                List.of(command(item, body.value(), body.bytes(), Optional.ofNullable(idempotencyKey))),
                dryRun);
    }

    Posted many(String project, Body<EvidenceBatchBody> body, DryRun dryRun) {
        List<byte[]> slices = JsonSlices.of(body.bytes(), "evidence");
        List<Command> commands = new ArrayList<>();
        for (EvidenceBatchBody.Entry entry : body.value().evidence()) {
            commands.add(
                    command(entry.item(), entry.body(), slices.get(commands.size()), Optional.ofNullable(entry.key())));
        }
        try {
            return submit(project, commands, dryRun);
        } catch (ProblemException e) {
            throw entryNamed(e);
        }
    }

    /** Says which entry of a batch was refused: the pointers of its problem lead into that entry. */
    private static ProblemException entryNamed(ProblemException e) {
        Problem problem = e.problem();
        if (!(problem.members().get("index") instanceof Integer index)) {
            return e;
        }
        String entry = "/evidence/" + index;
        List<FieldError> places = problem.errors().isEmpty()
                ? List.of(FieldError.pointer(entry, problem.type().slug(), problem.detail()))
                : problem.errors().stream().map(error -> error.under(entry)).toList();
        return new ProblemException(new Problem(problem.type(), problem.detail(), places, problem.members()));
    }

    private Command command(String item, EvidenceBody body, byte[] bytes, Optional<String> key) {
        int size = body.data() == null ? 0 : body.data().toString().length();
        if (size > MOST_DATA) {
            throw Problem.invalid(FieldError.pointer(
                            "/data",
                            "data-too-large",
                            "has %d characters and may have %d; post what checks read, and a link to the rest"
                                    .formatted(size, MOST_DATA)))
                    .toException();
        }
        EvidenceReport report = body.report(caller.get().id(), clock.instant());
        return new Command.RecordEvidence(item, report, new Payload(bytes), DedupeKeys.of(key, item, report));
    }

    private static ReceiptJson receipt(Outcome.Step step, Dossier dossier, DryRun dryRun) {
        Receipt receipt = Receipt.of(step);
        boolean decided = step instanceof Outcome.Step.Decided;
        boolean checked = !dossier.rules().item(receipt.item()).checks().isEmpty();
        Optional<Standing> standing = decided && checked && receipt.status() == EvidenceStatus.IN_FORCE
                ? Optional.of(dossier.standing(receipt.item()))
                : Optional.empty();
        return ReceiptJson.of(receipt, dossier.project().key(), dryRun.wanted() && decided, standing);
    }

    /** Commands that were made elsewhere, taken all or none. */
    Posted all(String project, List<Command> commands, DryRun dryRun) {
        return submit(project, commands, dryRun);
    }

    private Posted submit(String project, List<Command> commands, DryRun dryRun) {
        Outcome.Done done = desk.submit(project, commands, dryRun);
        Dossier dossier = desk.after(done);
        return new Posted(
                done.steps().stream()
                        .map(step -> receipt(step, dossier, dryRun))
                        .toList(),
                done.steps().stream().allMatch(Outcome.Step.Replayed.class::isInstance));
    }
}
