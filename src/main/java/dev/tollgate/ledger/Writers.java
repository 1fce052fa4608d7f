package dev.tollgate.ledger;

import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemType;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A few threads that carry waiting submissions to the database, as many in one transaction as are waiting. A commit costs one flush of the
 * write-ahead log whatever it holds, and a project's row stays locked until then: so under load one project gains from sharing commits, and
 * all of them do.
 */
@Startup
@Singleton
class Writers {

    /** Enough to share a commit well; beyond that the first in the batch waits too long for the last. */
    private static final int LARGEST_BATCH = 64;

    /** One decides while the other waits for its commit. */
    private static final int THREADS = 2;

    private static final int LONGEST_QUEUE = 4_096;

    private record Waiting(Submission submission, CompletableFuture<Outcome> answer) {}

    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final List<Thread> threads = new ArrayList<>();
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

    private void write(List<Waiting> batch) {
        List<Waiting> shared =
                batch.stream().filter(w -> !w.submission().isSolo()).toList();
        if (!shared.isEmpty()) {
            writeTogether(shared);
        }
        batch.stream().filter(w -> w.submission().isSolo()).forEach(this::writeAlone);
    }

    /** A batch that fails, for whatever reason, is tried again one by one: nobody fails for somebody else's submission. */
    private void writeTogether(List<Waiting> batch) {
        List<Outcome> outcomes;
        try {
            outcomes =
                    transactions.write(batch.stream().map(Waiting::submission).toList());
        } catch (Throwable e) {
            if (batch.size() == 1) {
                batch.getFirst().answer().completeExceptionally(e);
            } else {
                batch.forEach(this::writeAlone);
            }
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).answer().complete(outcomes.get(i));
        }
    }

    private void writeAlone(Waiting waiting) {
        try {
            waiting.answer()
                    .complete(transactions.write(List.of(waiting.submission())).getFirst());
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
