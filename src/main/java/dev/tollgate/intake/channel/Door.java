package dev.tollgate.intake.channel;

import dev.tollgate.installation.AuthMode;
import dev.tollgate.installation.Channel;
import dev.tollgate.installation.ChannelAuth;
import dev.tollgate.intake.Bodies;
import dev.tollgate.intake.Delivery;
import dev.tollgate.intake.Hints;
import dev.tollgate.intake.Message;
import dev.tollgate.intake.Unreadable;
import dev.tollgate.ledger.PlatformStream;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemException;
import dev.tollgate.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Who comes in, and how many at a time: from the bytes of a request to a delivery that is believed. */
@ApplicationScoped
class Door {

    private static final int PATIENCE_SECONDS = 2;
    private static final int HEAVY_BYTES = 256 * 1024;

    private final PlatformStream platform;
    private final SecretBook secrets;
    private final OidcSenders oidc;
    private final Understanding understanding;
    private final Intake intake;
    private final IntakeConfig config;
    private final Clock clock;
    private final Semaphore room;
    private final Semaphore heavyRoom;

    Door(
            PlatformStream platform,
            SecretBook secrets,
            OidcSenders oidc,
            Understanding understanding,
            Intake intake,
            IntakeConfig config,
            Clock clock) {
        this.platform = platform;
        this.secrets = secrets;
        this.oidc = oidc;
        this.understanding = understanding;
        this.intake = intake;
        this.config = config;
        this.clock = clock;
        this.room = new Semaphore(config.concurrency(), true);
        this.heavyRoom = new Semaphore(Math.max(1, config.concurrency() / 4), true);
    }

    /** @throws ProblemException where no channel has this address, or it takes nothing now */
    Channel channel(String address) {
        String digest = Credential.digest(address);
        Instant now = clock.instant();
        Channel channel = platform.read().installation().channels().values().stream()
                .filter(c -> c.isAt(digest, now))
                .findFirst()
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "No channel has this address.")
                        .toException());
        if (!channel.enabled()) {
            throw Problem.of(
                            ProblemType.CHANNEL_DISABLED,
                            "The channel %s is disabled: %s."
                                    .formatted(channel.key(), channel.reason().orElse("no reason was given")))
                    .toException();
        }
        return channel;
    }

    /** What the sender is told. */
    record Reply(Intake.Received received, Message message) {}

    Reply deliver(Channel channel, Headers headers, Hints hints, byte[] body) {
        Semaphore where = isHeavy(headers, body) ? heavyRoom : room;
        enter(where);
        try {
            return read(channel, headers, hints, body);
        } catch (Unreadable e) {
            throw Problem.of(ProblemType.UNREADABLE_DELIVERY, capitalised(e.reason()) + ".")
                    .at(FieldError.pointer("", e.code(), e.reason()))
                    .toException();
        } finally {
            where.release();
        }
    }

    private Reply read(Channel channel, Headers headers, Hints hints, byte[] body) {
        believe(channel, new Sender(headers, body, clock.instant(), config.tolerance(), config.retryTolerance()));
        byte[] plain = Inflation.inflate(body, headers.get("Content-Encoding").orElse(""), (int)
                config.maxInflated().asLongValue());
        var delivery = new Delivery(
                headers.values(),
                hints,
                Bodies.read(plain),
                PublicKeys.of(channel.profile().auth()));
        Understood understood = understanding.of(channel, delivery);
        signedWithin(channel, understood.message());
        return new Reply(intake.receive(channel, headers, delivery, understood, plain), understood.message());
    }

    /** @throws ProblemException where the sender does not show that it is one of the channel's */
    private void believe(Channel channel, Sender sender) {
        ChannelAuth auth = channel.profile().auth();
        AuthMode mode = auth.mode();
        List<String> shared = mode.hasSecret() ? secrets.find(channel.key(), sender.now()) : List.of();
        Optional<String> doubt =
                mode == AuthMode.OIDC ? oidc.doubt(auth, sender.headers()) : sender.doubt(auth, shared);
        doubt.ifPresent(reason -> refuse(mode, reason));
    }

    /** Where the signature is within the body, it is known only once the body has been read. */
    private static void signedWithin(Channel channel, Message message) {
        AuthMode mode = channel.profile().auth().mode();
        boolean unsigned = !(message instanceof Message.Evidence evidence
                && evidence.readings().stream()
                        .allMatch(reading -> "verified".equals(reading.facets().get("signature"))));
        if (mode == AuthMode.DSSE && unsigned) {
            refuse(mode, "the body has no signature by a key of the channel");
        }
    }

    private static void refuse(AuthMode mode, String reason) {
        throw Problem.of(ProblemType.SENDER_NOT_BELIEVED, "The channel asks for %s: %s.".formatted(mode.id(), reason))
                .toException();
    }

    /** Large, or who knows how large. */
    private static boolean isHeavy(Headers headers, byte[] body) {
        return body.length > HEAVY_BYTES || headers.get("Content-Encoding").isPresent();
    }

    /**
     * A body takes many times its size while it is read, so only so many are read at a time; the rest wait a moment, and then come again. Heavy
     * ones have a room of their own, so that they never stand in the way of the others.
     */
    private static void enter(Semaphore room) {
        try {
            if (!room.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw Problem.of(ProblemType.UNAVAILABLE, "Too many deliveries are coming in at the same time.")
                        .toException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.of(ProblemType.UNAVAILABLE, "The service is stopping.")
                    .toException();
        }
    }

    private static String capitalised(String sentence) {
        return sentence.isEmpty() ? sentence : Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
