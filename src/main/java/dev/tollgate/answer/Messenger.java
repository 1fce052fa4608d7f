package dev.tollgate.answer;

import dev.tollgate.gate.GateAnswer;
import dev.tollgate.intake.channel.Answerer;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Tells tools, on threads of its own: neither the delivery that asked nor its transaction waits for them. A few attempts, and then no more: whoever
 * waits for the answer can ask again. Platform threads, since looking a name up would hold up virtual ones.
 */
@Singleton
class Messenger {

    private static final Logger LOG = Logger.getLogger(Messenger.class);
    private static final int THREADS = 4;

    private final ScheduledThreadPoolExecutor threads;
    private final AnswerMeters meters;
    private final List<Duration> retries;
    private final Semaphore room;

    @Inject
    Messenger(AnswerMeters meters, AnswerConfig config) {
        this.meters = meters;
        this.retries = config.retries();
        this.room = new Semaphore(config.most());
        this.threads = new ScheduledThreadPoolExecutor(
                THREADS, Thread.ofPlatform().name("answer-", 1).daemon().factory());
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** One attempt at telling a tool; made anew each time, so that it tells how things stand then. */
    interface Attempt {
        Outcome make() throws Untold, InterruptedException;
    }

    /**
     * Has the tool told, and says what comes of that.
     *
     * @param now how the gate stands while the tool asks
     * @param obstacle why it cannot be told
     */
    Answerer.Given answer(Tool tool, GateAnswer now, Optional<String> obstacle, Attempt attempt) {
        if (obstacle.isPresent()) {
            meters.count(tool, Outcome.FAILED);
            return Answerer.Given.of("not answered: " + obstacle.get());
        }
        boolean sent = send(tool, "gate %s of %s".formatted(now.gate(), now.project()), attempt);
        return Answerer.Given.of(
                sent
                        ? "%s is told that %s".formatted(tool.title(), now.summary())
                        : "not answered: too many answers are under way; " + tool.askAgain());
    }

    /**
     * @param about whom and what, for the log
     * @return whether it is under way; not where too many are already
     */
    private boolean send(Tool tool, String about, Attempt attempt) {
        if (!room.tryAcquire()) {
            failed(tool, about, "too many answers are under way");
            return false;
        }
        return schedule(new Errand(tool, about, attempt, 0));
    }

    /** @param made how many attempts have been made */
    private record Errand(Tool tool, String about, Attempt attempt, int made) {

        Errand next() {
            return new Errand(tool, about, attempt, made + 1);
        }
    }

    private boolean schedule(Errand errand) {
        try {
            // Nobody waits for it: what comes of it is counted and logged.
            ScheduledFuture<?> unused = threads.schedule(
                    () -> run(errand), retries.get(errand.made()).toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException stopping) {
            ended(errand, "the service is stopping");
            return false;
        }
    }

    private void run(Errand errand) {
        try {
            meters.count(errand.tool(), errand.attempt().make());
            room.release();
        } catch (Untold untold) {
            again(errand, untold);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            ended(errand, "the service is stopping");
        } catch (RuntimeException e) {
            // The type only: what it says may quote what was sent.
            again(errand, new Untold(e.getClass().getSimpleName(), true));
        }
    }

    private void again(Errand errand, Untold untold) {
        if (untold.passing() && errand.made() + 1 < retries.size()) {
            schedule(errand.next());
        } else {
            ended(errand, untold.reason());
        }
    }

    private void ended(Errand errand, String why) {
        room.release();
        failed(errand.tool(), errand.about(), why);
    }

    private void failed(Tool tool, String about, String why) {
        meters.count(tool, Outcome.FAILED);
        LOG.warnf("%s was not told of %s: %s", tool.title(), about, why);
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
