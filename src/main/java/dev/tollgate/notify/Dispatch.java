package dev.tollgate.notify;

import dev.tollgate.ledger.PlatformCommitted;
import dev.tollgate.platform.Vault;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks now and then for subscriptions that something waits for, takes as many as it can, and gives each a thread: as many threads as there may
 * be subscriptions, so that no receiver waits for another however slow that one is. Every replica does this; leases keep them apart.
 *
 * <p>Platform threads, since looking a name up can block for long and would hold up all virtual ones.
 */
@Singleton
class Dispatch {

    private static final Logger LOG = Logger.getLogger(Dispatch.class);

    /** While there is no subscription, only every so-manieth look asks the database whether another replica has made one. */
    private static final int IDLE_LOOKS = 10;

    private static final long GRACE_SECONDS = 3;

    private final LeaseBook leases;
    private final DeliveryBook book;
    private final Courier courier;
    private final WebhookConfig config;
    private final ExecutorService threads;
    private final Map<UUID, UUID> running = new ConcurrentHashMap<>();
    private volatile boolean stopping;
    private volatile boolean idle;
    private boolean failing;
    private int looks;
    private volatile @Nullable Thread looker;

    Dispatch(LeaseBook leases, DeliveryBook book, Courier courier, WebhookConfig config, Vault vault) {
        this.leases = leases;
        this.book = book;
        this.courier = courier;
        this.config = config;
        this.stopping = !vault.isOpen();
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("webhook-", 1).daemon().factory());
    }

    /** Once the schema is there. A thread of its own, since the scheduler looks once a second at most. */
    void start(@Observes StartupEvent started) {
        if (!stopping) {
            looker = Thread.ofPlatform().name("webhooks").daemon().start(this::run);
        }
    }

    private void run() {
        while (!stopping) {
            look();
            LockSupport.parkNanos(this, config.every().toNanos());
        }
    }

    private void look() {
        if (idle && ++looks % IDLE_LOOKS != 0) {
            return;
        }
        try {
            if (idle) {
                idle = !leases.hasWork();
            }
            if (!idle) {
                take();
            }
            failing = false;
        } catch (SQLException | RuntimeException e) {
            if (!failing) {
                LOG.warnf("Webhooks wait: %s", e.getMessage());
            }
            failing = true;
        }
    }

    private void take() throws SQLException {
        int free = config.maxSubscriptions() - running.size();
        if (free <= 0) {
            return;
        }
        List<Lease> taken = leases.claim(free);
        if (taken.isEmpty() && running.isEmpty()) {
            idle = !leases.hasWork();
        }
        for (Lease lease : taken) {
            running.put(lease.token(), lease.subscription());
            threads.execute(() -> run(lease));
        }
    }

    private void run(Lease lease) {
        boolean more = false;
        try {
            more = courier.deliver(lease, () -> stopping);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("Delivery to webhook subscription %s broke off: %s", lease.subscription(), e.getMessage());
        } finally {
            running.remove(lease.token());
            release(lease);
            if (more) {
                LockSupport.unpark(looker);
            }
        }
    }

    private void release(Lease lease) {
        boolean interrupted = Thread.interrupted();
        try {
            leases.release(List.of(lease.token()));
        } catch (SQLException | RuntimeException e) {
            LOG.debugf("A lease could not be given back, and ends by itself: %s", e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A subscription was made or resumed here: there is no need to wait for the next look at the database. */
    void changed(@Observes PlatformCommitted committed) {
        idle = false;
        LockSupport.unpark(looker);
    }

    @Scheduled(
            identity = "webhook-log",
            every = "1h",
            delayed = "10m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void prune() throws SQLException {
        int forgotten = book.prune(config.retention());
        if (forgotten > 0) {
            LOG.debugf("Forgot %d deliveries older than %s", forgotten, config.retention());
        }
    }

    /** Calls that are nearly done are let end; the others are cut, and their leases given back, so that another replica goes on at once. */
    void stop(@Observes ShutdownEvent shutdown) {
        stopping = true;
        LockSupport.unpark(looker);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
                threads.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
