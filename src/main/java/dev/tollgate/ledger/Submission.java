package dev.tollgate.ledger;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tollgate.lifecycle.Caller;
import dev.tollgate.lifecycle.Command;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What one caller asks of one project; all of it is carried out, or none.
 *
 * @param commands decided in order, each on what the ones before it left
 * @param dryRun decide and answer as always, and keep nothing
 * @param onlyAt refuse unless the project's log ends at this seq; 0 stands for no project yet
 * @param ids where new ids come from: in the order of time, unless somebody needs ids that are known beforehand
 */
public record Submission(
        String project,
        Caller caller,
        List<Command> commands,
        boolean dryRun,
        Optional<Long> onlyAt,
        Supplier<UUID> ids) {

    public Submission {
        commands = List.copyOf(commands);
        if (commands.isEmpty()) {
            throw new IllegalArgumentException("a submission asks for something");
        }
    }

    public Submission(String project, Caller caller, List<Command> commands, boolean dryRun) {
        this(project, caller, commands, dryRun, Optional.empty(), UuidCreator::getTimeOrderedEpoch);
    }

    public Submission onlyAt(long seq) {
        return new Submission(project, caller, commands, dryRun, Optional.of(seq), ids);
    }

    public Submission numberedBy(Supplier<UUID> source) {
        return new Submission(project, caller, commands, dryRun, onlyAt, source);
    }

    /**
     * Whether it needs a transaction of its own: a creation has no row to lock, and a recall reads evidence that other submissions of the
     * same transaction might have changed and not yet written.
     */
    boolean isSolo() {
        return commands.stream()
                .anyMatch(c -> c instanceof Command.SaveProject || c instanceof Command.InvalidateEvidence);
    }
}
