package dev.tollgate.seal;

import dev.tollgate.platform.Migrations;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Seals for as long as the service runs: a round, a pause, and no pause where there is more. Nothing ends the rounds but the shutdown. */
@Singleton
public class Sealer {

    private static final Logger LOG = Logger.getLogger(Sealer.class);

    /** Long enough for a batch to end; what is left then, another replica does. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    private final Sealing sealing;
    private final long pauseMillis;
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("sealer").daemon().unstarted(task));
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile boolean leading;
    private volatile Optional<String> trouble = Optional.empty();

    Sealer(
            DataSource database,
            LogKeys keys,
            @ConfigProperty(name = "tollgate.log.seal-every") Duration pause,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.sealing = new Sealing(database, keys, "%s-%s".formatted(application, UUID.randomUUID()));
        this.pauseMillis = pause.toMillis();
    }

    /** Whether this replica is the one that seals. */
    public boolean isLeading() {
        return leading;
    }

    /** Why nothing can be sealed; empty while all is well. */
    public Optional<String> trouble() {
        return trouble;
    }

    void start(@Observes @Priority(Migrations.SCHEMA + 1) StartupEvent start) {
        // Ends with the executor and not before: a round throws nothing.
        var unused = rounds.scheduleWithFixedDelay(this::rounds, 0, pauseMillis, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        stopping.set(true);
        rounds.shutdown();
        if (!rounds.awaitTermination(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn(
                    "The sealer is still waiting for the database; another replica takes over when its lease has run out");
            return;
        }
        if (leading) {
            leading = false;
            try {
                sealing.retire();
            } catch (SQLException e) {
                LOG.warnf("The lease was not given up, and runs out by itself: %s", e.getMessage());
            }
        }
    }

    private void rounds() {
        try {
            boolean more = true;
            while (more && !stopping.get()) {
                more = round();
            }
            trouble = Optional.empty();
        } catch (Throwable e) {
            // Also an Error: whatever it was, the next round may go well, and without rounds nothing is ever sealed
            // again.
            leading = false;
            report(e);
        }
    }

    /** @return whether there may be more to do at once */
    private boolean round() throws SQLException {
        return switch (sealing.round()) {
            case Sealing.Result.Follower follower -> {
                leading = false;
                yield false;
            }
            case Sealing.Result.Leader leader -> {
                leading = true;
                yield leader.events() == Sealing.LARGEST_BATCH;
            }
        };
    }

    /** Once, and not with every round, until it is something else. */
    private void report(Throwable failure) {
        String reason = String.valueOf(failure.getMessage());
        if (trouble.equals(Optional.of(reason))) {
            return;
        }
        trouble = Optional.of(reason);
        switch (failure) {
            case SealingRefusedException refused -> LOG.errorf("Nothing is sealed any more: %s", reason);
            case SQLException unavailable -> LOG.warnf("Nothing could be sealed, and it is tried again: %s", reason);
            default -> LOG.error("Nothing could be sealed, and it is tried again", failure);
        }
    }
}
