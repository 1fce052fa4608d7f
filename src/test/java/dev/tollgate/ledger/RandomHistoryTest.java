package dev.tollgate.ledger;

import static dev.tollgate.ledger.Asked.ALICE;
import static dev.tollgate.ledger.Asked.BOB;
import static dev.tollgate.ledger.Asked.CI;
import static dev.tollgate.ledger.Asked.newKey;
import static dev.tollgate.ledger.Transactions.Patience.USUAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.checklist.Checklists;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.Project;
import dev.tollgate.lifecycle.RiskTier;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Whatever is asked, in whatever order: the tables say what the log says, and what is remembered is what it folds to. Another eight histories:
 * {@code -Dtollgate.seed=…}.
 */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class RandomHistoryTest {

    private static final long SEED = Long.getLong("tollgate.seed", 20260302L);
    private static final int TRANSACTIONS = 120;

    private static final List<RiskTier> TIERS = List.of(RiskTier.LOW, RiskTier.LOW, RiskTier.MEDIUM);

    private static final List<String> CHECKLISTS = List.of("dsml", "dsml-strict", "dsml-strict");

    @Inject
    DataSource source;

    @Inject
    Checklists checklists;

    @Inject
    Event<Committed> committed;

    @Inject
    LogReader log;

    @RepeatedTest(8)
    void theTablesAreAFoldOfTheLog(RepetitionInfo repetition) throws SQLException {
        // Given a ledger with a clock of its own, which jumps
        long seed = SEED + repetition.getCurrentRepetition() - 1;
        System.out.println("theTablesAreAFoldOfTheLog: seed " + seed);
        Random random = new Random(seed);
        Instant[] now = {Instant.now().truncatedTo(ChronoUnit.MICROS)};
        var tips = new Tips();
        var transactions = new Transactions(source, tips, new Judge(checklists, clock(now)), committed);
        List<String> keys = List.of(newKey(), newKey(), newKey());
        // What each project was from each moment on
        Map<String, NavigableMap<Instant, Tip>> past = new TreeMap<>();
        keys.forEach(key -> transactions
                .write(List.of(Asked.by(ALICE, key, begin(key, keys.indexOf(key)))), USUAL)
                .forEach(outcome -> remember(past, outcome)));

        // When
        Map<String, Integer> seen = new TreeMap<>();
        for (int i = 0; i < TRANSACTIONS; i++) {
            now[0] = now[0].plus(Duration.ofHours(random.nextInt(72)));
            List<Submission> batch = new ArrayList<>();
            for (int n = random.nextInt(4); n >= 0; n--) {
                batch.add(anything(random, keys.get(random.nextInt(keys.size())), now[0]));
            }
            boolean solo = batch.stream().anyMatch(Submission::isSolo);
            List<List<Submission>> together =
                    solo ? batch.stream().map(List::of).toList() : List.of(batch);
            together.forEach(part -> {
                List<Outcome> outcomes = transactions.write(part, USUAL);
                for (int n = 0; n < part.size(); n++) {
                    note(outcomes.get(n), seen);
                    if (!part.get(n).dryRun()) {
                        remember(past, outcomes.get(n));
                    }
                }
            });
        }

        // Then
        System.out.println("theTablesAreAFoldOfTheLog: " + seen);
        for (String key : keys) {
            Verification.Report report = log.verify(key);
            assertThat(report.broken()).as("seed %d", seed).isEmpty();
            assertThat(report.differences()).as("seed %d", seed).isEmpty();
            assertThat(remembered(tips, key)).as("seed %d", seed).isEqualTo(remembered(new Tips(), key));
            assertThatThePastIs(past.get(key), seed);
        }
    }

    private static Command begin(String key, int project) {
        return Asked.save(key, "N", TIERS.get(project), CHECKLISTS.get(project));
    }

    private static void remember(Map<String, NavigableMap<Instant, Tip>> past, Outcome outcome) {
        if (outcome instanceof Outcome.Done done && !done.entries().isEmpty()) {
            past.computeIfAbsent(done.after().key(), key -> new TreeMap<>())
                    .merge(done.after().updatedAt(), done.tip(), (one, other) -> one.seq() > other.seq() ? one : other);
        }
    }

    /** From each moment on, until just before the next. */
    private void assertThatThePastIs(NavigableMap<Instant, Tip> past, long seed) throws SQLException {
        var pastTips = new PastTips();
        Tip last = past.lastEntry().getValue();
        try (Connection connection = source.getConnection()) {
            assertThat(pastTips.at(connection, last, past.firstKey().minusNanos(1_000)))
                    .isEmpty();
            for (Map.Entry<Instant, Tip> then : past.entrySet()) {
                for (Instant moment : List.of(then.getKey(), until(past, then.getKey()))) {
                    Tip found = pastTips.at(connection, last, moment).orElseThrow();
                    assertThat(found.seq())
                            .as("seed %d, %s", seed, moment)
                            .isEqualTo(then.getValue().seq());
                    assertThat(found.hash()).isEqualTo(then.getValue().hash());
                    assertThat(found.project())
                            .as("seed %d, %s", seed, moment)
                            .isEqualTo(then.getValue().project());
                }
            }
        }
    }

    private static Instant until(NavigableMap<Instant, Tip> past, Instant moment) {
        Instant next = past.higherKey(moment);
        return (next == null ? moment.plusSeconds(1) : next).minusNanos(1_000);
    }

    private Submission anything(Random random, String key, Instant now) throws SQLException {
        var commands = new RandomCommands(random, remembered(new Tips(), key), now);
        Command[] some = commands.some();
        boolean posts = some[0] instanceof Command.RecordEvidence && random.nextInt(10) > 0;
        var caller = posts
                ? CI
                : List.of(ALICE, ALICE, BOB, Asked.CAROL, CI, Asked.SAM, Asked.SAM)
                        .get(random.nextInt(7));
        var submission = Asked.by(caller, key, some);
        return random.nextInt(10) == 0 ? Asked.tried(submission) : submission;
    }

    private static void note(Outcome outcome, Map<String, Integer> seen) {
        switch (outcome) {
            case Outcome.Done done ->
                done.entries().forEach(entry -> seen.merge(entry.type().typeName(), 1, Integer::sum));
            case Outcome.Refused refused ->
                seen.merge("refused: " + refused.refusal().getClass().getSimpleName(), 1, Integer::sum);
        }
    }

    private Project remembered(Tips tips, String key) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return tips.upTo(connection, ProjectHeads.find(connection, key).orElseThrow())
                    .project();
        }
    }

    private static Clock clock(Instant[] now) {
        return new Clock() {
            @Override
            public Instant instant() {
                return now[0];
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }
}
