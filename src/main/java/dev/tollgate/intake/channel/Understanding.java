package dev.tollgate.intake.channel;

import dev.tollgate.installation.Channel;
import dev.tollgate.intake.Delivery;
import dev.tollgate.intake.Detection;
import dev.tollgate.intake.Hint;
import dev.tollgate.intake.Message;
import dev.tollgate.intake.Unreadable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Finds out what a delivery is: what its URL says, or else what it looks like, within what the channel is for. */
@ApplicationScoped
class Understanding {

    private final Detection detection;

    Understanding(Detection detection) {
        this.detection = detection;
    }

    /** @throws Unreadable where it is not what it seems to be, or the URL names a format that there is not */
    Understood of(Channel channel, Delivery delivery) {
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
}
