package dev.tollgate.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is committed gets its position once, in order and without gaps, whoever seals and whenever they are interrupted. */
class SealingTest {

    private static final UUID CHURN = UUID.fromString("019bb1f5-d400-7c3e-9b5a-0f6e2b8c1a57");
    private static final UUID FRAUD = UUID.fromString("019bb1f5-d400-7c3e-9b5a-0f6e2b8c1a58");

    private static final Sealing.Result FOLLOWER = new Sealing.Result.Follower();

    private SealLog log;

    @BeforeEach
    void aLog() {
        log = new SealLog();
    }

    @AfterEach
    void drop() {
        log.close();
    }

    private static Sealing.Result sealed(int events) {
        return new Sealing.Result.Leader(events);
    }

    /** For whoever has it: however long the test takes, it does not run out by itself. */
    private void keepTheLease() {
        log.execute("UPDATE lease SET until = clock_timestamp() + interval '1 h'");
    }

    private void assertGapless(long events) {
        assertThat(log.count("SELECT count(*) FROM sealed")).isEqualTo(events);
        assertThat(log.count("SELECT coalesce(max(position), 0) FROM sealed")).isEqualTo(events);
        assertThat(log.count("SELECT count(*) FROM event")).isEqualTo(events);
        assertThat(log.rows("""
                        SELECT project_id, seq FROM (SELECT project_id, seq, row_number()
                          OVER (PARTITION BY project_id ORDER BY position) AS expected FROM sealed) s
                         WHERE seq <> expected"""))
                .as("events that are not in their project's order")
                .isEmpty();
    }

    @Test
    void committedEventsAreNumberedHashedAndSigned() throws SQLException {
        // Given
        log.events(CHURN, 1, 3);
        log.events(FRAUD, 1, 2);
        log.events(CHURN, 4, 4);

        // When
        assertThat(log.sealing("a").round()).isEqualTo(sealed(6));

        // Then
        assertGapless(6);
        assertThat(log.rows("SELECT position, right(project_id::text, 1), seq FROM sealed ORDER BY position"))
                .containsExactly("1,7,1", "2,7,2", "3,7,3", "4,8,1", "5,8,2", "6,7,4");
        assertThat(log.leaves().getFirst()).isEqualTo(Merkle.leafHash(dev.tollgate.lifecycle.Sha256.of(CHURN + "/1")));
        Checkpoint checkpoint = log.checkpoint();
        assertThat(checkpoint.size()).isEqualTo(6);
        assertThat(checkpoint.root()).isEqualTo(Reference.root(log.leaves()));
    }

    @Test
    void nothingToSealWritesNothingButTheLeaseNowAndThen() throws SQLException {
        Sealing sealing = log.sealing("a");
        assertThat(sealing.round()).isEqualTo(sealed(0));
        keepTheLease();
        String lease = log.rows("SELECT holder, until, xmin FROM lease").getFirst();
        assertThat(sealing.round()).isEqualTo(sealed(0));
        assertThat(sealing.round()).isEqualTo(sealed(0));
        assertThat(log.rows("SELECT holder, until, xmin FROM lease")).containsExactly(lease);
        assertThat(log.count("SELECT count(*) FROM checkpoint")).isZero();
    }

    @Test
    void anOpenTransactionHoldsBackWhatCameAfterIt() throws SQLException {
        Sealing sealing = log.sealing("a");
        try (Connection open = log.connect()) {
            // Given a transaction that has its number, and an event that was committed after it
            open.setAutoCommit(false);
            SealLog.execute(open, SealLog.insert(CHURN, 1, 1));
            log.execute(SealLog.insert(FRAUD, 1, 1));

            // Then neither is sealed, since the open one comes first
            assertThat(sealing.round()).isEqualTo(sealed(0));
            open.commit();
        }
        Horizon.passes();
        assertThat(sealing.round()).isEqualTo(sealed(2));
        assertThat(log.rows("SELECT right(project_id::text, 1) FROM sealed ORDER BY position"))
                .containsExactly("7", "8");
        assertGapless(2);
    }

    @Test
    void borderSizesHaveTheRightTreeAndTilesInBatchesOfAnySize() throws SQLException {
        Sealing sealing = log.sealing("a");
        long events = 0;
        for (long size : List.of(1L, 255L, 256L, 257L, 511L, 512L, 513L, 65_535L, 65_536L, 65_537L, 66_100L)) {
            log.events(CHURN, events + 1, size);
            events = size;
            // A sealer that has just begun reads the tree; one that goes on has it.
            Sealing next = size % 2 == 0 ? log.sealing("a") : sealing;
            int batches = 0;
            while (!next.round().equals(sealed(0))) {
                assertThat(++batches).isLessThan(100);
            }
        }
        assertGapless(66_100);
        assertThat(log.count("SELECT count(*) FROM subtree WHERE level = 1")).isEqualTo(258);
        assertThat(log.count("SELECT count(*) FROM subtree WHERE level = 2")).isEqualTo(1);

        List<byte[]> leaves = log.leaves();
        try (Connection connection = log.connect()) {
            for (int size : List.of(1, 255, 256, 257, 65_535, 65_536, 65_537, 66_100)) {
                byte[] root = Reference.root(leaves.subList(0, size));
                var stored = new StoredTree(connection);
                assertThat(stored.root(size)).isEqualTo(root);
                assertThat(stored.begin(size).root()).isEqualTo(root);
                for (int index : List.of(0, size / 3, size - 1)) {
                    assertThat(stored.inclusion(index, size).proves(leaves.get(index), root))
                            .as("%d of %d", index, size)
                            .isTrue();
                }
                for (int from : List.of(1, 255, 256, 257, 65_536)) {
                    if (from <= size) {
                        assertThat(stored.consistency(from, size).proves(Reference.root(leaves.subList(0, from)), root))
                                .as("%d to %d", from, size)
                                .isTrue();
                    }
                }
            }
        }
        Checkpoint newest = log.checkpoint();
        assertThat(newest.root()).isEqualTo(Reference.root(leaves.subList(0, (int) newest.size())));
    }

    @Test
    void everyProofOfEverySizeUpTo300IsThatOfTheDefinition() throws SQLException {
        log.events(CHURN, 1, 300);
        log.sealing("a").round();
        List<byte[]> leaves = log.leaves();
        try (Connection connection = log.connect()) {
            var stored = new StoredTree(connection);
            for (int size = 1; size <= 300; size++) {
                List<byte[]> first = leaves.subList(0, size);
                byte[] root = Reference.root(first);
                assertThat(stored.root(size)).isEqualTo(root);
                for (int index = 0; index < size; index++) {
                    InclusionProof proof = stored.inclusion(index, size);
                    assertThat(proof.proves(first.get(index), root))
                            .as("%d of %d", index, size)
                            .isTrue();
                }
                int some = size / 2;
                assertThat(stored.inclusion(some, size).hashes())
                        .containsExactlyElementsOf(Reference.path(some, first));
                for (int from : List.of(0, 1, some, size - 1, size)) {
                    ConsistencyProof proof = stored.consistency(from, size);
                    assertThat(proof.proves(Reference.root(leaves.subList(0, from)), root))
                            .as("%d to %d", from, size)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void aLeaderKeepsTheLeaseAndOthersOnlyRead() throws SQLException {
        Sealing first = log.sealing("first");
        Sealing second = log.sealing("second");
        log.events(CHURN, 1, 1);

        assertThat(first.round()).isEqualTo(sealed(1));
        keepTheLease();
        log.events(CHURN, 2, 2);
        assertThat(second.round()).isEqualTo(FOLLOWER);
        assertThat(transactionIdsOfARound("second"))
                .as("transactions that wrote")
                .isEmpty();
        assertThat(first.round()).isEqualTo(sealed(1));

        // When the leader retires
        first.retire();
        assertThat(second.round()).isEqualTo(sealed(0));
        keepTheLease();
        assertThat(first.round()).isEqualTo(FOLLOWER);
        log.events(CHURN, 3, 3);
        assertThat(second.round()).isEqualTo(sealed(1));
        assertGapless(3);
    }

    /** Those that the server gave to the session; it gives one to whoever writes or locks a row, and to nobody else. */
    private List<String> transactionIdsOfARound(String follower) throws SQLException {
        String asked = "SELECT id FROM pg_current_xact_id_if_assigned() id WHERE id IS NOT NULL";
        List<String> ids = new ArrayList<>();
        try (Connection session = log.connect()) {
            // So that also what is asked without a transaction stays in one until it is looked at.
            session.setAutoCommit(false);
            var source = Meddled.source(Kept.source(session), new Meddled.Meddler() {
                @Override
                public void beforeCommit(Connection connection) throws SQLException {
                    ids.addAll(SealLog.rows(connection, asked));
                }
            });
            assertThat(new Sealing(source, SealLog.KEYS, follower).round()).isEqualTo(FOLLOWER);
            ids.addAll(SealLog.rows(session, asked));
            session.rollback();
        }
        return ids;
    }

    @Test
    void aLeaderThatWasKilledIsFollowedWhenItsLeaseHasRunOut() throws SQLException {
        log.events(CHURN, 1, 1);
        log.sealing("killed").round();
        assertThat(log.count("SELECT (until < clock_timestamp() + interval '2.1 s')::int FROM lease"))
                .isEqualTo(1);
        keepTheLease();
        Sealing next = log.sealing("next");
        assertThat(next.round()).isEqualTo(FOLLOWER);

        log.execute("UPDATE lease SET until = clock_timestamp() - interval '1 ms'");
        log.events(CHURN, 2, 2);
        assertThat(next.round()).isEqualTo(sealed(1));
        assertGapless(2);
    }

    @Test
    void whoFindsTheLockTakenDoesNothing() throws SQLException {
        log.events(CHURN, 1, 1);
        try (Connection other = log.connect()) {
            other.setAutoCommit(false);
            SealLog.execute(other, "SELECT pg_advisory_xact_lock(%d)".formatted(0x746f6c6c67617465L));
            assertThat(log.sealing("a").round()).isEqualTo(FOLLOWER);
            other.rollback();
        }
        assertThat(log.sealing("a").round()).isEqualTo(sealed(1));
    }

    @Test
    void twoWhoBothIgnoreTheLeaseStillSealOnceAndInOrder() {
        // Given events that keep coming, and a lease that is always free
        log.execute("""
                CREATE FUNCTION no_lease() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN NEW.until := clock_timestamp() - interval '1 h'; RETURN NEW; END $$;
                CREATE TRIGGER no_lease BEFORE INSERT OR UPDATE ON lease FOR EACH ROW EXECUTE FUNCTION no_lease()""");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> sealers = LongStream.range(0, 4)
                    .mapToObj(n -> CompletableFuture.runAsync(() -> sealUntil("sealer-" + n, 400), threads))
                    .toList();
            for (long seq = 1; seq <= 200; seq++) {
                log.execute(SealLog.insert(CHURN, seq, seq));
                log.execute(SealLog.insert(FRAUD, seq, seq));
            }
            sealers.forEach(CompletableFuture::join);
        }
        assertGapless(400);
    }

    private void sealUntil(String holder, long events) {
        Sealing sealing = log.sealing(holder);
        Instant end = Instant.now().plusSeconds(60);
        while (log.count("SELECT count(*) FROM sealed") < events) {
            try {
                sealing.round();
            } catch (SQLException e) {
                SealingLoop.mustHaveStalled(e);
            }
            assertThat(Instant.now()).as("events were passed over").isBefore(end);
        }
    }

    @Test
    void whatIsInterruptedInTheMiddleLeavesNothingBehind() throws SQLException {
        // Given a database that fails when position 700 is written, and again when the checkpoint is
        log.events(CHURN, 1, 600);
        Sealing sealing = log.sealing("a");
        assertThat(sealing.round()).isEqualTo(sealed(600));
        log.events(CHURN, 601, 1_000);
        log.execute("ALTER TABLE sealed ADD CONSTRAINT broken CHECK (position <> 700)");
        assertThatThrownBy(sealing::round).isInstanceOf(SQLException.class);
        log.execute(
                "ALTER TABLE sealed DROP CONSTRAINT broken; ALTER TABLE checkpoint ADD CONSTRAINT broken CHECK (size < 700)");
        assertThatThrownBy(sealing::round).isInstanceOf(SQLException.class);
        assertThat(log.count("SELECT max(position) FROM sealed")).isEqualTo(600);
        assertThat(log.count("SELECT count(*) FROM subtree")).isEqualTo(2);

        // When it is well again
        log.execute("ALTER TABLE checkpoint DROP CONSTRAINT broken");
        assertThat(sealing.round()).isEqualTo(sealed(400));

        // Then
        assertGapless(1_000);
        assertThat(log.checkpoint().root()).isEqualTo(Reference.root(log.leaves()));
    }

    @Test
    void checkpointsComeEvery256EventsOrWithTheFirstOfANewSecond() throws SQLException {
        Sealing sealing = log.sealing("a");
        log.events(CHURN, 1, 1);
        sealing.round();
        assertThat(log.checkpoint().size()).isEqualTo(1);
        log.tamper("UPDATE checkpoint SET signed_at = clock_timestamp() + interval '1 h'");

        log.events(CHURN, 2, 256);
        sealing.round();
        assertThat(log.checkpoint().size()).isEqualTo(1);
        log.events(CHURN, 257, 257);
        sealing.round();
        assertThat(log.checkpoint().size()).isEqualTo(257);

        // When a second has passed, also without anything new
        log.tamper("UPDATE checkpoint SET signed_at = clock_timestamp() + interval '1 h'");
        log.events(CHURN, 258, 258);
        sealing.round();
        assertThat(log.checkpoint().size()).isEqualTo(257);
        log.tamper("UPDATE checkpoint SET signed_at = clock_timestamp() - interval '1 s'");
        assertThat(sealing.round()).isEqualTo(sealed(0));
        assertThat(log.checkpoint().size()).isEqualTo(258);
    }

    @Test
    void aGapInAProjectIsNotSealedOver() throws SQLException {
        Sealing sealing = log.sealing("a");
        log.events(CHURN, 1, 2);
        sealing.round();
        log.events(FRAUD, 1, 1);
        log.events(CHURN, 4, 4);

        assertThatThrownBy(sealing::round)
                .isInstanceOf(SealingRefusedException.class)
                .hasMessage("event 4 of project %s cannot be sealed before event 3".formatted(CHURN));
        assertThat(log.count("SELECT max(position) FROM sealed")).isEqualTo(2);
    }

    @Test
    void whoTakesOverSignsNothingOverATreeThatWasChanged() {
        log.events(CHURN, 1, 600);
        assertThat(roundOf("first")).isEqualTo("sealed 600");
        log.execute("DELETE FROM lease");
        log.events(CHURN, 601, 601);

        log.tamper("UPDATE subtree SET root = sha256(root) WHERE index = 1");
        assertThat(roundOf("second")).isEqualTo("the tree of 600 leaves is not the one that its checkpoint signed");
        log.tamper("DELETE FROM subtree WHERE index = 1");
        assertThat(roundOf("second")).isEqualTo("the tree lacks hash 1 of tile level 1");
        log.tamper("DELETE FROM sealed WHERE position > 590");
        assertThat(roundOf("second")).isEqualTo("a checkpoint covers 600 events, but only 590 have a position");
        log.tamper("DELETE FROM event WHERE seq = 590");
        assertThat(roundOf("second")).isEqualTo("the event with the position 590 is gone from the log");
    }

    private String roundOf(String holder) {
        try {
            return switch (log.sealing(holder).round()) {
                case Sealing.Result.Leader(int events) -> "sealed " + events;
                case Sealing.Result.Follower() -> "followed";
            };
        } catch (SealingRefusedException e) {
            return e.getMessage();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void afterARestoreIntoAnotherServerNothingIsSkipped() throws SQLException {
        // Given events of a server that had counted its transactions much further, some of them not sealed yet
        log.events(CHURN, 1, 3);
        log.tamper("UPDATE event SET xid = '9000000000000000'");
        log.tamper(
                "INSERT INTO sealed SELECT seq, project_id, seq, sha256(E'\\\\x00'::bytea || hash) FROM event WHERE seq <= 2");
        log.execute("UPDATE epoch SET system_identifier = 42");

        // When nobody has noticed, then nothing is sealed
        assertThatThrownBy(() -> log.sealing("a").round()).hasMessageContaining("was moved to another server");

        // When the service starts
        log.migrate();
        log.migrate();
        log.events(FRAUD, 1, 2);
        log.events(CHURN, 4, 4);

        // Then
        assertThat(log.rows("SELECT number FROM epoch ORDER BY number")).containsExactly("1", "2");
        assertThat(log.rows("SELECT DISTINCT epoch FROM event ORDER BY epoch")).containsExactly("1", "2");
        Sealing sealing = log.sealing("a");
        assertThat(sealing.round()).isEqualTo(sealed(4));
        log.events(FRAUD, 3, 3);
        assertThat(sealing.round()).isEqualTo(sealed(1));
        assertThat(log.rows("SELECT right(project_id::text, 1), seq FROM sealed ORDER BY position"))
                .containsExactly("7,1", "7,2", "7,3", "8,1", "8,2", "7,4", "8,3");
    }

    @Test
    void twoReplicasThatStartAtOnceBeginOneEpoch() {
        log.execute("UPDATE epoch SET system_identifier = 42");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> replicas = LongStream.range(0, 4)
                    .mapToObj(n -> CompletableFuture.runAsync(log::migrate, threads))
                    .toList();
            replicas.forEach(CompletableFuture::join);
        }
        assertThat(log.rows("SELECT number FROM epoch ORDER BY number")).containsExactly("1", "2");
    }

    @Test
    void theIndexGivesWhatIsNextWithoutSortingOrReadingEverything() throws SQLException {
        log.events(CHURN, 1, 20_000);
        log.execute("ANALYZE event");
        try (Connection connection = log.connect()) {
            List<String> plans = Explained.during(connection, explained -> {
                var place = new Standing.Place(1, "5", CHURN, 7);
                assertThat(Unsealed.read(explained, place, 1, 100)).hasSize(100);
                Standing.read(explained);
            });
            assertThat(plans).hasSize(2);
            // Each branch stops at its limit, and neither looks at a row that it does not want; merging the two may
            // sort what is left.
            assertThat(plans.getFirst())
                    .containsPattern("(?s)(Limit[^\\n]*\\n[^\\n]*Index Scan using event_by_commit on event.*){2}")
                    .doesNotContain("Seq Scan", "Filter");
            assertThat(plans.getLast())
                    .contains("sealed_pkey", "event_pkey", "checkpoint_pkey")
                    .doesNotContain("Sort ");
        }
    }
}
