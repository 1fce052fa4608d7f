package dev.tollgate.intake.channel;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tollgate.installation.Channel;
import dev.tollgate.installation.Route;
import dev.tollgate.intake.Delivery;
import dev.tollgate.intake.Detection;
import dev.tollgate.intake.Hint;
import dev.tollgate.intake.Hints;
import dev.tollgate.intake.Message;
import dev.tollgate.intake.Reading;
import dev.tollgate.intake.Unreadable;
import dev.tollgate.intake.channel.Recorder.Dispatch;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.Sha256;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemException;
import dev.tollgate.platform.ProblemType;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
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

    private final Detection detection;
    private final ArrivalBook book;
    private final Recorder recorder;
    private final List<Answerer> answerers;
    private final IntakeConfig config;
    private final Clock clock;

    Intake(
            Detection detection,
            ArrivalBook book,
            Recorder recorder,
            @All List<Answerer> answerers,
            IntakeConfig config,
            Clock clock) {
        this.detection = detection;
        this.book = book;
        this.recorder = recorder;
        this.answerers = List.copyOf(answerers);
        this.config = config;
        this.clock = clock;
    }

    /**
     * What a delivery is.
     *
     * @param known empty where nothing was recognised
     */
    record Understood(Optional<Detection.Known> known, Message message) {

        String format() {
            return known.map(Detection.Known::name).orElse("");
        }

        boolean isQuestion() {
            return message instanceof Message.Question;
        }
    }

    /** @throws Unreadable where it is not what it seems to be, or the URL names a format that there is not */
    Understood understand(Channel channel, Delivery delivery) {
        Optional<String> only = channel.profile().source();
        Optional<Detection.Known> known =
                delivery.hints().get(Hint.AS).map(name -> named(name, only)).or(() -> detection.detect(delivery, only));
        return new Understood(
                known,
                known.map(k -> k.read(delivery))
                        .orElseGet(() -> new Message.Nothing(
                                "no format was recognised; say which it is with ?as=, or send it as its tool does")));
    }

    private Detection.Known named(String name, Optional<String> only) {
        Detection.Known known = detection
                .named(name)
                .orElseThrow(() -> new Unreadable(
                        "unknown-format", "there is no format '%s'; GET /adapters lists them".formatted(name)));
        if (only.isPresent() && !only.get().equals(known.adapter().source())) {
            throw new Unreadable("other-tool", "the channel is for %s only".formatted(only.get()));
        }
        return known;
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
                fingerprint(delivery.hints(), understood, bytes),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                ArrivalState.UNROUTED,
                understood.known().map(Detection.Known::name),
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
        Arrival arrival = arrived.as(understood.known().map(Detection.Known::name));
        Settled settled = switch (understood.message()) {
            case Message.Nothing nothing ->
                settled(arrival.settled(
                        understood.known().isEmpty() ? ArrivalState.UNROUTED : ArrivalState.IGNORED,
                        Optional.of(nothing.reason()),
                        List.of()));
            case Message.Handshake handshake ->
                settled(arrival.settled(ArrivalState.IGNORED, Optional.of(handshake.reason()), List.of()));
            case Message.Question question -> answered(channel, arrival, hints, understood, question);
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

    private Settled answered(
            Channel channel, Arrival arrival, Hints hints, Understood understood, Message.Question question) {
        Routing routing = new Routing(channel.profile(), hints);
        Optional<Route> route = routing.ofQuestion(understood.format(), question.particulars());
        Optional<Phase> gate = route.flatMap(Route::gate).flatMap(Phase::ofGate);
        Optional<String> project = route.flatMap(r -> routing.project(r.project()));
        Optional<Answerer> answerer =
                answerers.stream().filter(a -> a.kind().equals(question.kind())).findFirst();
        if (gate.isEmpty() || project.isEmpty() || answerer.isEmpty()) {
            return unanswered(arrival, answerer, "no route of the channel names a gate for it");
        }
        try {
            Answerer.Given given = answerer.get().answer(channel, question, project.get(), gate.get());
            return new Settled(
                    arrival.settled(ArrivalState.ANSWERED, Optional.of(given.done()), List.of()), given.refusal());
        } catch (ProblemException e) {
            return unanswered(arrival, answerer, e.problem().detail());
        }
    }

    private static Settled unanswered(Arrival arrival, Optional<Answerer> answerer, String reason) {
        // Of what was answered once no bytes are left that could be replayed.
        ArrivalState state = arrival.state() == ArrivalState.UNROUTED ? ArrivalState.UNROUTED : ArrivalState.IGNORED;
        return new Settled(
                arrival.settled(state, Optional.of(reason), List.of()),
                answerer.filter(Answerer::answersInPlace).map(waiting -> noGate(reason)));
    }

    private static Problem noGate(String reason) {
        String plain = reason.replaceFirst("\\.$", "");
        return Problem.of(ProblemType.UNREADABLE_DELIVERY, "The question cannot be answered: %s.".formatted(plain))
                .at(FieldError.pointer("", "no-gate", plain));
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

    /** The same report of the same time and verdict, with the same hints, is the same; what is no report is known by its bytes. */
    private static String fingerprint(Hints hints, Understood understood, byte[] bytes) {
        String said = understood.message() instanceof Message.Evidence evidence
                ? evidence.readings().stream()
                        .map(reading -> reading.key() + "\n" + reading.verdict() + "\n"
                                + reading.finishedAt().map(Instant::toString).orElse(""))
                        .collect(Collectors.joining("\n"))
                : Sha256.named(bytes);
        return Sha256.named(String.join("\n", understood.format(), String.valueOf(hints.values()), said));
    }
}
