package dev.tollgate.intake.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.desk.Refusals;
import dev.tollgate.installation.Channel;
import dev.tollgate.intake.Reading;
import dev.tollgate.intake.channel.Routing.Destination;
import dev.tollgate.ledger.Ledger;
import dev.tollgate.ledger.Outcome;
import dev.tollgate.ledger.Receipt;
import dev.tollgate.ledger.Submission;
import dev.tollgate.lifecycle.Caller;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.EvidenceReport;
import dev.tollgate.lifecycle.Payload;
import dev.tollgate.lifecycle.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Hands what arrived in to the ledger, as the channel: a machine, whose evidence says through which door it came. */
@ApplicationScoped
class Recorder {

    /** What checks read stands in the log, so it stays small. */
    private static final int MOST_DATA = 65_536;

    private final Ledger ledger;
    private final ObjectMapper mapper;
    private final Clock clock;

    Recorder(Ledger ledger, ObjectMapper mapper, Clock clock) {
        this.ledger = ledger;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** A reading on its way. */
    record Dispatch(Reading reading, String format, String source, Destination destination) {}

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
                        report(channel, d, to.outcome(), to.data()),
                        new Payload(d.reading().bytes()),
                        Optional.of(dedupeKey(channel, d, to)));
            case Destination.ToSignal to ->
                new Command.RecordSignal(
                        to.kind(), d.source(), observedAt(d.reading()), signal(d.reading(), to.data()));
        };
    }

    /** The same report of another time is another one: the newer takes the older one's place, and both stay on the record. */
    private static String dedupeKey(Channel channel, Dispatch d, Destination.ToItem to) {
        Reading reading = d.reading();
        String time = reading.finishedAt().map(Instant::toString).orElse("");
        return "in:"
                + Sha256.named(String.join(
                        "\n",
                        channel.key(),
                        d.format(),
                        reading.key(),
                        time,
                        Sha256.named(reading.bytes()),
                        to.item()));
    }

    private EvidenceReport report(Channel channel, Dispatch d, EvidenceOutcome outcome, Map<String, String> pointers) {
        Reading reading = d.reading();
        return new EvidenceReport(
                outcome,
                reading.summary(),
                d.source(),
                reading.run(),
                reading.url(),
                reading.author(),
                observedAt(reading),
                reading.subject(),
                reading.metrics(),
                data(channel, d, pointers));
    }

    private Instant observedAt(Reading reading) {
        return reading.finishedAt().orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private Map<String, Object> data(Channel channel, Dispatch d, Map<String, String> pointers) {
        Map<String, Object> data = new LinkedHashMap<>(d.reading().data());
        data.putAll(pointed(d.reading(), pointers));
        data.put("delivery", Provenance.of(channel, d.format(), d.reading(), List.of()));
        if (size(data) <= MOST_DATA) {
            return data;
        }
        return Map.of(
                "delivery",
                Provenance.of(
                        channel,
                        d.format(),
                        d.reading(),
                        List.of(
                                "the facts for checks have more than %d characters and were left out; the payload has them"
                                        .formatted(MOST_DATA))));
    }

    /** Drift of a report is named by its metrics, so they stand beside the rest. */
    private static Map<String, Object> signal(Reading reading, Map<String, String> pointers) {
        Map<String, Object> data = new LinkedHashMap<>(reading.metrics());
        data.putAll(reading.data());
        data.putAll(pointed(reading, pointers));
        return data;
    }

    private static Map<String, Object> pointed(Reading reading, Map<String, String> pointers) {
        Map<String, Object> fields = new LinkedHashMap<>();
        pointers.forEach((field, pointer) ->
                Optional.ofNullable(reading.body().at(pointer).value()).ifPresent(value -> fields.put(field, value)));
        return fields;
    }

    private int size(Map<String, Object> data) {
        try {
            return mapper.writeValueAsString(data).length();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain values are always JSON", e);
        }
    }
}
