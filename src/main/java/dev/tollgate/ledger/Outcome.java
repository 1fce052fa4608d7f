package dev.tollgate.ledger;

import dev.tollgate.lifecycle.Project;
import dev.tollgate.lifecycle.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What became of a submission. */
public sealed interface Outcome {

    /**
     * @param before the project as it was; empty where this created it
     * @param tip the project as this left it
     * @param steps one for each command
     */
    record Done(Optional<Project> before, Tip tip, List<Step> steps) implements Outcome {

        public Project after() {
            return tip.project();
        }

        /** Everything that was written, in the order of the log. */
        public List<LogEntry> entries() {
            return steps.stream()
                    .flatMap(step -> switch (step) {
                        case Step.Decided decided -> decided.entries().stream();
                        case Step.Replayed replayed -> Stream.empty();
                    })
                    .toList();
        }
    }

    /** @param index of the command that was refused */
    record Refused(Refusal refusal, int index) implements Outcome {}

    /** What became of one command. */
    sealed interface Step {

        /** @param entries empty where the command asked for what already stood */
        record Decided(List<LogEntry> entries) implements Step {}

        /** The same evidence was recorded before; this is what was answered then. */
        record Replayed(Receipt receipt) implements Step {}
    }
}
