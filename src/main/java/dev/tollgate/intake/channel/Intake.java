package dev.tollgate.intake.channel;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tollgate.installation.Channel;
import dev.tollgate.intake.Delivery;
import dev.tollgate.intake.Detection;
import dev.tollgate.intake.Hints;
import dev.tollgate.intake.Message;
import dev.tollgate.intake.Reading;
import dev.tollgate.intake.channel.Recorder.Dispatch;
import dev.tollgate.lifecycle.Sha256;
import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** From a delivery that is believed to what became of it. */
@ApplicationScoped
class Intake {

    private final ArrivalBook book;
    private final Recorder recorder;
    private final Questions questions;
    private final IntakeConfig config;
    private final Clock clock;

    Intake(ArrivalBook book, Recorder recorder, Questions questions, IntakeConfig config, Clock clock) {
        this.book = book;
        this.recorder = recorder;
        this.questions = questions;
        this.config = config;
        this.clock = clock;
    }

    /**
     * @param again whether it was here before
     * @param refusal what a sender is told that is answered in place, and not with a yes
     */
    record Received(Arrival arrival, boolean again, Optional<Problem> refusal) {}

    /** @param refusal see {@link Received} */
    record Settled(Arrival arrival, Optional<Problem> refusal) {}

    Received receive(Channel channel, Headers headers, Delivery delivery, Understood understood, byte[] bytes) {
        Arrival arrival = new Arrival(
                UuidCreator.getTimeOrderedEpoch(),
                channel.key(),
                understood.fingerprint(delivery.hints(), bytes),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                ArrivalState.UNROUTED,
                understood.format(),
                Optional.empty(),
                headers.kept(),
                delivery.hints().values(),
                bytes.length,
                Sha256.named(bytes),
                List.of());
        return book.inTransaction(connection -> {
            Optional<Arrival> earlier = book.claim(connection, arrival, bytes);
            if (earlier.filter(a -> a.state() != ArrivalState.UNROUTED).isPresent() && !understood.isQuestion()) {
                return new Received(earlier.get(), true, Optional.empty());
            }
            // What waits in the inbox is tried again: a route may have come since. A question is, whenever it is asked:
            // the gate has moved on.
            Settled settled = settle(connection, channel, earlier.orElse(arrival), delivery.hints(), understood);
            return new Received(settled.arrival(), earlier.isPresent(), settled.refusal());
        });
    }

    /** Carries out what is to be done with it, and writes down what became of it. */
    Settled settle(Connection connection, Channel channel, Arrival arrived, Hints hints, Understood understood)
            throws SQLException {
        Arrival arrival = arrived.as(understood.format());
        Settled settled = switch (understood.message()) {
            case Message.Nothing nothing ->
                settled(arrival.settled(
                        understood.known().isEmpty() ? ArrivalState.UNROUTED : ArrivalState.IGNORED,
                        Optional.of(nothing.reason()),
                        List.of()));
            case Message.Handshake handshake ->
                settled(arrival.settled(ArrivalState.IGNORED, Optional.of(handshake.reason()), List.of()));
            case Message.Question question -> questions.answer(channel, arrival, hints, question);
            case Message.Evidence evidence ->
                settled(recorded(channel, arrival, hints, understood, evidence.readings()));
        };
        book.settle(connection, settled.arrival());
        if (settled.arrival().state() == ArrivalState.UNROUTED
                && book.waiting(connection, channel.key()) > config.maxUnrouted()) {
            throw Problem.of(
                            ProblemType.INBOX_FULL,
                            "%d deliveries wait in the inbox of this channel already.".formatted(config.maxUnrouted()))
                    .toException();
        }
        return settled;
    }

    private static Settled settled(Arrival arrival) {
        return new Settled(arrival, Optional.empty());
    }

    private Arrival recorded(
            Channel channel, Arrival arrival, Hints hints, Understood understood, List<Reading> readings) {
        Routing routing = new Routing(channel.profile(), hints);
        Detection.Known known = understood.known().orElseThrow();
        Map<String, List<Dispatch>> byProject = readings.stream()
                .flatMap(reading ->
                        routing.of(reading, known.name()).stream().map(to -> new Dispatch(reading, known, to)))
                .collect(
                        Collectors.groupingBy(d -> d.destination().project(), LinkedHashMap::new, Collectors.toList()));
        if (byProject.isEmpty()) {
            return nowhere(arrival, readings);
        }
        List<Arrival.Result> results = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        byProject.forEach((project, dispatches) -> {
            Recorder.Recorded recorded = recorder.record(channel, project, dispatches);
            results.addAll(recorded.results());
            recorded.refusal().ifPresent(refusals::add);
        });
        return refusals.isEmpty()
                ? arrival.settled(ArrivalState.RECORDED, Optional.empty(), results)
                : arrival.settled(ArrivalState.UNROUTED, Optional.of(String.join(" ", refusals)), results);
    }

    /** What says nothing yet needs no destination, and would only fill the inbox. */
    private static Arrival nowhere(Arrival arrival, List<Reading> readings) {
        boolean silent = readings.stream()
                .allMatch(reading -> reading.verdict().outcome().isEmpty());
        return silent
                ? arrival.settled(
                        ArrivalState.IGNORED,
                        Optional.of("it is %s: no evidence"
                                .formatted(readings.getFirst().verdict().name().toLowerCase(Locale.ROOT))),
                        List.of())
                : arrival.settled(ArrivalState.UNROUTED, Optional.of("no route of the channel fits"), List.of());
    }
}
