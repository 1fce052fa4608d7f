package dev.tollgate.ledger;

import dev.tollgate.ledger.Transactions.Patience;
import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemType;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * A few threads that carry waiting submissions to the database, as many in one transaction as are waiting. A commit costs one flush of the
 * write-ahead log whatever it holds, and a project's row stays locked until then: so under load one project gains from sharing commits, and
 * all of them do.
 */
@Startup
@Singleton
class Writers {

    private static final Logger LOG = Logger.getLogger(Writers.class);

    /** Enough to share a commit well; beyond that the first in the batch waits too long for the last. */
    private static final int LARGEST_BATCH = 64;

    /** One decides while the other waits for its commit. */
    private static final int THREADS = 2;

    private static final int LONGEST_QUEUE = 4_096;

    private record Waiting(Submission submission, CompletableFuture<Outcome> answer) {

        String project() {
            return submission.project();
        }
    }

    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final List<Thread> threads = new ArrayList<>();

    /** Keys of projects whose row could not be locked the last time. */
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    private final Transactions transactions;

    Writers(Transactions transactions) {
        this.transactions = transactions;
        for (int i = 1; i <= THREADS; i++) {
            threads.add(Thread.ofPlatform().name("ledger-" + i).daemon().start(this::work));
        }
    }

    /**
     * Waits until the submission is committed or refused.
     *
     * @throws dev.tollgate.platform.ProblemException where more submissions wait than can be served
     */
    Outcome write(Submission submission) {
        var waiting = new Waiting(submission, new CompletableFuture<>());
        if (!queue.offer(waiting)) {
            throw Problem.of(ProblemType.UNAVAILABLE, "More writes are waiting than can be served.")
                    .toException();
        }
        try {
            return waiting.answer().join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    private void work() {
        try {
            while (true) {
                List<Waiting> batch = new ArrayList<>();
                batch.add(queue.take());
                queue.drainTo(batch, LARGEST_BATCH - 1);
                write(batch);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Submissions to projects that somebody held the last time go last and in transactions of their own, with little patience: two threads
     * serve everybody, and nobody else shall wait for a lock that may not be given back for minutes.
     */
    private void write(List<Waiting> batch) {
        List<Waiting> shared = new ArrayList<>();
        List<Waiting> alone = new ArrayList<>();
        List<Waiting> last = new ArrayList<>();
        for (Waiting waiting : batch) {
            if (held.contains(waiting.project())) {
                last.add(waiting);
            } else if (waiting.submission().isSolo()) {
                alone.add(waiting);
            } else {
                shared.add(waiting);
            }
        }
        writeShared(byProject(shared));
        alone.forEach(waiting -> writeAlone(waiting, patience(waiting)));
        byProject(last).forEach(this::writeHeld);
    }

    /**
     * While a transaction waits for one project it keeps those that it has already, so one of several waits for a moment only. Where that
     * was not enough, each project goes by itself and holds up no other; the free ones go before those that are waited for.
     */
    private void writeShared(List<List<Waiting>> projects) {
        if (projects.size() == 1) {
            writeProject(projects.getFirst());
        } else if (!projects.isEmpty()
                && !writeTogether(projects.stream().flatMap(List::stream).toList(), Patience.LITTLE)) {
            List<List<Waiting>> slow = projects.stream()
                    .filter(ofOneProject -> !writeTogether(ofOneProject, Patience.LITTLE))
                    .toList();
            slow.forEach(this::writeProject);
        }
    }

    private static List<List<Waiting>> byProject(List<Waiting> batch) {
        return List.copyOf(batch.stream()
                .collect(Collectors.groupingBy(Waiting::project, LinkedHashMap::new, Collectors.toList()))
                .values());
    }

    private void writeProject(List<Waiting> ofOneProject) {
        if (!writeTogether(ofOneProject, patience(ofOneProject.getFirst()))) {
            writeHeld(ofOneProject);
        }
    }

    /**
     * A batch that fails, for whatever other reason, is tried again one by one: nobody fails for somebody else's submission.
     *
     * @return false where somebody holds one of the projects; then nobody has an answer
     */
    private boolean writeTogether(List<Waiting> batch, Patience patience) {
        List<Outcome> outcomes;
        try {
            outcomes =
                    transactions.write(batch.stream().map(Waiting::submission).toList(), patience);
        } catch (Transactions.Held e) {
            return false;
        } catch (Throwable e) {
            if (batch.size() == 1) {
                batch.getFirst().answer().completeExceptionally(e);
            } else {
                batch.forEach(w -> writeAlone(w, patience(w)));
            }
            return true;
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).answer().complete(outcomes.get(i));
        }
        return true;
    }

    /** All of one project that is held, or may be. Where the first does not get the lock, nor do the rest. */
    private void writeHeld(List<Waiting> ofOneProject) {
        for (Waiting waiting : ofOneProject) {
            writeAlone(waiting, Patience.LITTLE);
            if (held.contains(waiting.project())) {
                ofOneProject.forEach(rest -> rest.answer().completeExceptionally(new Transactions.Held()));
                return;
            }
        }
    }

    private Patience patience(Waiting waiting) {
        return held.contains(waiting.project()) ? Patience.LITTLE : Patience.USUAL;
    }

    private void writeAlone(Waiting waiting, Patience patience) {
        try {
            Outcome outcome =
                    transactions.write(List.of(waiting.submission()), patience).getFirst();
            held.remove(waiting.project());
            waiting.answer().complete(outcome);
        } catch (Transactions.Held e) {
            if (held.add(waiting.project())) {
                LOG.warnf(
                        "Another session of the database holds the project %s; writes to it are refused",
                        waiting.project());
            }
            waiting.answer().completeExceptionally(e);
        } catch (Throwable e) {
            // Also an Error: the caller waits for this answer, and the others for this thread.
            waiting.answer().completeExceptionally(e);
        }
    }

    @PreDestroy
    void stop() {
        threads.forEach(Thread::interrupt);
        queue.forEach(waiting -> waiting.answer()
                .completeExceptionally(Problem.of(ProblemType.UNAVAILABLE, "The service is stopping.")
                        .toException()));
    }
}
