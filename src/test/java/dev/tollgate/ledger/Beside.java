package dev.tollgate.ledger;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Runs things beside the test, each in a thread of its own: the common pool has only one on a small machine. */
final class Beside {

    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private Beside() {}

    static <T> CompletableFuture<T> run(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, THREADS);
    }
}
