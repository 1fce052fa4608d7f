package dev.tollgate.ledger;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tollgate.lifecycle.Evolver;
import dev.tollgate.lifecycle.Project;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The folded state of projects, kept between requests. A cached tip is only ever a head start: whoever asks says where the log ends now,
 * and what other replicas have added since is folded on top. So there is nothing to invalidate, and no reader is ever behind.
 */
@ApplicationScoped
class Tips {

    private static final int PAGE = 1_000;
    private static final int CACHED_PROJECTS = 10_000;

    private final Cache<UUID, Tip> cache =
            Caffeine.newBuilder().maximumSize(CACHED_PROJECTS).build();

    /** The project folded up to the given end of its log, which the caller has just read. */
    Tip upTo(Connection connection, ProjectHeads.Head head) throws SQLException {
        Optional<Tip> cached =
                Optional.ofNullable(cache.getIfPresent(head.project())).filter(tip -> tip.seq() <= head.seq());
        if (cached.isPresent() && cached.get().seq() == head.seq()) {
            if (Arrays.equals(cached.get().hash(), head.hash())) {
                return cached.get();
            }
            // The same length and another end: the database was restored to another history. Begin again.
            cached = Optional.empty();
        }
        Tip tip = fold(connection, head.project(), cached, head.seq());
        remember(tip);
        return tip;
    }

    void remember(Tip tip) {
        cache.asMap().merge(tip.project().id(), tip, (old, fresh) -> fresh.seq() >= old.seq() ? fresh : old);
    }

    /** Folds events with {@code seq <= until} on top of what is known. */
    static Tip fold(Connection connection, UUID project, Optional<Tip> from, long until) throws SQLException {
        Optional<Project> state = from.map(Tip::project);
        long seq = from.map(Tip::seq).orElse(0L);
        byte[] hash = from.map(Tip::hash).orElse(HashChain.start());
        while (seq < until) {
            List<RawEntry> page = EventTable.read(connection, project, seq, (int) Math.min(PAGE, until - seq));
            if (page.isEmpty()) {
                throw new IllegalStateException("the log of %s ends at %d, not at %d".formatted(project, seq, until));
            }
            for (RawEntry entry : page) {
                state = Optional.of(Evolver.evolve(state, entry.decoded().recorded()));
            }
            seq = page.getLast().seq();
            hash = page.getLast().hash();
        }
        return new Tip(
                state.orElseThrow(() -> new IllegalStateException("the log of " + project + " is empty")), seq, hash);
    }
}
