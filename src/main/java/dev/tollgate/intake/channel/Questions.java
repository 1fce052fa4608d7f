package dev.tollgate.intake.channel;

import dev.tollgate.installation.Channel;
import dev.tollgate.installation.Route;
import dev.tollgate.intake.Hints;
import dev.tollgate.intake.Message;
import dev.tollgate.intake.channel.Intake.Settled;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemException;
import dev.tollgate.platform.ProblemType;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Brings a tool's question to the gate that a route names for it, and to whoever answers tools of its kind. */
@ApplicationScoped
class Questions {

    private final List<Answerer> answerers;

    Questions(@All List<Answerer> answerers) {
        this.answerers = List.copyOf(answerers);
    }

    Settled answer(Channel channel, Arrival arrival, Hints hints, Message.Question question) {
        Routing routing = new Routing(channel.profile(), hints);
        Optional<Route> route = routing.ofQuestion(arrival.format().orElse(""), question.particulars());
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
}
