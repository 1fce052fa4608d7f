package dev.tollgate.intake.channel;

import dev.tollgate.desk.Refusals;
import dev.tollgate.installation.Channel;
import dev.tollgate.intake.Detection;
import dev.tollgate.intake.Reading;
import dev.tollgate.intake.Reports;
import dev.tollgate.intake.channel.Routing.Destination;
import dev.tollgate.ledger.Ledger;
import dev.tollgate.ledger.Outcome;
import dev.tollgate.ledger.Receipt;
import dev.tollgate.ledger.Submission;
import dev.tollgate.lifecycle.Caller;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.Payload;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Hands what arrived in to the ledger, as the channel: a machine, whose evidence says through which door it came. */
@ApplicationScoped
class Recorder {

    private final Ledger ledger;
    private final Clock clock;

    Recorder(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A reading on its way. */
    record Dispatch(Reading reading, Detection.Known known, Destination destination) {}

    /**
     * What the ledger said.
     *
     * @param replayed whether all of it was on the record already
     * @param refusal why a project took nothing of it
     */
    record Recorded(List<Arrival.Result> results, boolean replayed, Optional<String> refusal) {}

    /** Everything for one project: all of it is recorded, or none. */
    Recorded record(Channel channel, String project, List<Dispatch> dispatches) {
        List<Command> commands =
                dispatches.stream().map(d -> command(channel, d)).toList();
        var caller = new Caller("channel/" + channel.key(), Caller.Kind.MACHINE, Set.of("pipeline"));
        return switch (ledger.submit(new Submission(project, caller, commands, false))) {
            case Outcome.Refused refused ->
                new Recorded(
                        List.of(),
                        false,
                        Optional.of(Refusals.problem(refused.refusal(), project).detail()));
            case Outcome.Done done -> {
                List<Arrival.Result> results = new ArrayList<>();
                for (int i = 0; i < dispatches.size(); i++) {
                    results.add(
                            result(dispatches.get(i).destination(), done.steps().get(i)));
                }
                yield new Recorded(
                        results,
                        done.steps().stream().allMatch(Outcome.Step.Replayed.class::isInstance),
                        Optional.empty());
            }
        };
    }

    private static Arrival.Result result(Destination destination, Outcome.Step step) {
        return switch (destination) {
            case Destination.ToItem to ->
                new Arrival.Result(
                        to.project(),
                        Optional.of(to.item()),
                        Optional.of(Receipt.of(step).id()),
                        Optional.empty());
            case Destination.ToSignal to ->
                new Arrival.Result(to.project(), Optional.empty(), Optional.empty(), Optional.of(to.kind()));
        };
    }

    private Command command(Channel channel, Dispatch d) {
        return switch (d.destination()) {
            case Destination.ToItem to ->
                new Command.RecordEvidence(
                        to.item(),
                        Reports.evidence(
                                d.known(), d.reading(), to.outcome(), clock.instant(), to.data(), way(channel)),
                        new Payload(d.reading().bytes()),
                        Optional.of("in:" + channel.key() + ":" + Reports.key(d.known(), d.reading(), to.item())));
            case Destination.ToSignal to ->
                new Command.RecordSignal(
                        to.kind(),
                        d.known().adapter().source(),
                        Reports.observedAt(d.reading(), clock.instant()),
                        Reports.signal(d.reading(), to.data()));
        };
    }

    /** Through which door, and how much that says of who sent it. */
    private static Map<String, Object> way(Channel channel) {
        Map<String, Object> way = new LinkedHashMap<>();
        way.put("channel", channel.key());
        way.put("trust", channel.profile().auth().mode().id());
        return way;
    }
}
