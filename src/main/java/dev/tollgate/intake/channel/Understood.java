package dev.tollgate.intake.channel;

import dev.tollgate.intake.Detection;
import dev.tollgate.intake.Hints;
import dev.tollgate.intake.Message;
import dev.tollgate.lifecycle.Sha256;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a delivery is.
 *
 * @param known empty where nothing was recognised
 */
record Understood(Optional<Detection.Known> known, Message message) {

    Optional<String> format() {
        return known.map(Detection.Known::name);
    }

    boolean isQuestion() {
        return message instanceof Message.Question;
    }

    /** The same report of the same time and verdict, with the same hints, is the same; what is no report is known by its bytes. */
    String fingerprint(Hints hints, byte[] bytes) {
        String said = message instanceof Message.Evidence evidence
                ? evidence.readings().stream()
                        .map(reading -> reading.key() + "\n" + reading.verdict() + "\n"
                                + reading.finishedAt().map(Instant::toString).orElse(""))
                        .collect(Collectors.joining("\n"))
                : Sha256.named(bytes);
        return Sha256.named(String.join("\n", format().orElse(""), String.valueOf(hints.values()), said));
    }
}
