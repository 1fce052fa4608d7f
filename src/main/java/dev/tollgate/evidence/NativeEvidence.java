package dev.tollgate.evidence;

import dev.tollgate.intake.Bodies;
import dev.tollgate.intake.Delivery;
import dev.tollgate.intake.Detection;
import dev.tollgate.intake.Hints;
import dev.tollgate.intake.Message;
import dev.tollgate.intake.Reading;
import dev.tollgate.intake.Reports;
import dev.tollgate.intake.Unreadable;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.Payload;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemException;
import dev.tollgate.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Evidence in a tool's own format, posted for an item by somebody who has a token: recognised and read as at the door of channels. Who posts says
 * which item it is for, so nothing is routed.
 */
@ApplicationScoped
class NativeEvidence {

    private final Detection detection;
    private final Clock clock;

    NativeEvidence(Detection detection, Clock clock) {
        this.detection = detection;
        this.clock = clock;
    }

    /**
     * One command for each report of the body.
     *
     * @param as the format's name; empty where the body tells
     * @throws ProblemException where it is not recognised, cannot be read, or is no evidence
     */
    List<Command> commands(String item, Map<String, String> headers, byte[] body, Optional<String> as) {
        try {
            var delivery = new Delivery(headers, Hints.NONE, Bodies.read(body), List.of());
            Detection.Known known = known(delivery, as);
            return switch (known.read(delivery)) {
                case Message.Evidence evidence ->
                    evidence.readings().stream()
                            .map(reading -> command(item, known, reading))
                            .toList();
                case Message.Nothing nothing -> throw unreadable("no-evidence", nothing.reason());
                case Message.Handshake handshake -> throw unreadable("no-evidence", handshake.reason());
                case Message.Question question ->
                    throw unreadable("no-evidence", "it asks for a gate, which a channel answers");
            };
        } catch (Unreadable e) {
            throw unreadable(e.code(), e.reason());
        }
    }

    private Detection.Known known(Delivery delivery, Optional<String> as) {
        Optional<Detection.Known> known =
                as.isPresent() ? detection.named(as.get()) : detection.detect(delivery, Optional.empty());
        return known.orElseThrow(() -> new Unreadable(
                "unknown-format",
                as.map("there is no format '%s'; GET /adapters lists them"::formatted)
                        .orElse("no format was recognised; say which it is with ?as=")));
    }

    private Command command(String item, Detection.Known known, Reading reading) {
        EvidenceOutcome outcome = reading.verdict()
                .outcome()
                .orElseThrow(() -> new Unreadable(
                        "no-evidence",
                        "it is %s and says nothing yet"
                                .formatted(reading.verdict().name())));
        return new Command.RecordEvidence(
                item,
                Reports.evidence(known, reading, outcome, clock.instant(), Map.of(), Map.of()),
                new Payload(reading.bytes()),
                Optional.of("native:" + Reports.key(known, reading, item)));
    }

    private static ProblemException unreadable(String code, String reason) {
        return Problem.of(ProblemType.UNREADABLE_DELIVERY, "The body cannot be taken: %s.".formatted(reason))
                .at(FieldError.pointer("", code, reason))
                .toException();
    }
}
