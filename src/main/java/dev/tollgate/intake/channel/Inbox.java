package dev.tollgate.intake.channel;

import dev.tollgate.installation.Channel;
import dev.tollgate.intake.Bodies;
import dev.tollgate.intake.Delivery;
import dev.tollgate.intake.Hint;
import dev.tollgate.intake.Hints;
import dev.tollgate.intake.Unreadable;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemType;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What waits for a destination, and the way out of there. */
@ApplicationScoped
class Inbox {

    private static final int SHOWN_CHARACTERS = 20_000;

    private final ArrivalBook book;
    private final Understanding understanding;
    private final Intake intake;
    private final IntakeConfig config;

    Inbox(ArrivalBook book, Understanding understanding, Intake intake, IntakeConfig config) {
        this.book = book;
        this.understanding = understanding;
        this.intake = intake;
        this.config = config;
    }

    List<Arrival> list(String channel, Collection<ArrivalState> states, Optional<UUID> before, int most) {
        return book.list(channel, states, before, most);
    }

    /** @param body its beginning, as text; empty where it no longer waits */
    record Found(Arrival arrival, Optional<String> body) {}

    Optional<Found> find(String channel, UUID id) {
        return book.inTransaction(connection -> {
            Optional<Arrival> arrival = book.take(connection, channel, id);
            if (arrival.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    new Found(arrival.get(), book.bytes(connection, id).map(Inbox::text)));
        });
    }

    private static String text(byte[] bytes) {
        String all = new String(bytes, StandardCharsets.UTF_8);
        return all.length() <= SHOWN_CHARACTERS ? all : all.substring(0, SHOWN_CHARACTERS);
    }

    /** Tries again what waits, with what the person adds. It stays in the inbox, with the new reason, where that is not enough. */
    Arrival replay(Channel channel, UUID id, InboxResource.ReplayBody wish) {
        return book.inTransaction(connection -> {
            Arrival arrival = book.take(connection, channel.key(), id)
                    .orElseThrow(() -> Problem.notFound("arrival", id.toString(), List.of()));
            if (arrival.state() != ArrivalState.UNROUTED) {
                throw Problem.of(ProblemType.ARRIVAL_SETTLED, "The arrival is %s.".formatted(arrival.state()))
                        .with("state", arrival.state())
                        .toException();
            }
            return again(connection, channel, arrival, hints(arrival, wish));
        });
    }

    private Arrival again(Connection connection, Channel channel, Arrival arrival, Hints hints) throws SQLException {
        byte[] bytes = book.bytes(connection, arrival.id()).orElseThrow();
        try {
            var delivery = new Delivery(
                    arrival.headers(),
                    hints,
                    Bodies.read(bytes),
                    PublicKeys.of(channel.profile().auth()));
            return intake.settle(connection, channel, arrival, hints, understanding.of(channel, delivery))
                    .arrival();
        } catch (Unreadable e) {
            throw Problem.invalid(FieldError.pointer("/as", e.code(), e.reason()))
                    .toException();
        }
    }

    private static Hints hints(Arrival arrival, InboxResource.ReplayBody wish) {
        Map<String, String> hints = new TreeMap<>(arrival.hints());
        put(hints, Hint.AS, wish.as());
        put(hints, Hint.PROJECT, wish.project());
        put(hints, Hint.ITEM, wish.item());
        return new Hints(hints);
    }

    private static void put(Map<String, String> hints, Hint hint, @Nullable String value) {
        if (value != null) {
            hints.put(hint.id(), value);
        }
    }

    @Scheduled(every = "1h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void prune() {
        book.prune(config.retention());
    }
}
