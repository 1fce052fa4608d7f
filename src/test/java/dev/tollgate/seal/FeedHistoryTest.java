package dev.tollgate.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.dev.Await;
import dev.tollgate.dev.OwnDatabase;
import dev.tollgate.http.OwnDatabaseResource;
import dev.tollgate.ledger.HashChain;
import dev.tollgate.ledger.LogEntry;
import dev.tollgate.ledger.OtherReplicas;
import dev.tollgate.lifecycle.Event;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many writers hold their transactions open for random times while readers poll and stream: each reader sees each event once, in the
 * order of its project, at the next position. The same test fails when the product loses what makes it so; to see that, run it with
 *
 * <ul>
 *   <li>{@code -Dtollgate.test.mutation=no-horizon}: the sealer does not wait for older transactions that are still open. Their events are
 *       skipped for ever, or their project is not sealed any further.
 *   <li>{@code -Dtollgate.test.mutation=lock-after-write}: writers take their transaction id, wait, and then lock the project. Ids and the
 *       project's own order then disagree.
 * </ul>
 *
 * The test changes the SQL on its way to the database; see {@link Mutation}. {@link FeedMutationTest} shows both faults in small.
 */
@QuarkusTest
@TestProfile(FeedHistoryTest.Own.class)
class FeedHistoryTest {

    public static class Own extends OwnDatabaseResource.Profile {

        public Own() {
            super("feed_history");
        }

        /** The test seals by itself, so that it can break the sealer. */
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tollgate.log.seal-every", "1000d");
        }
    }

    private static final int WRITERS = 8;
    private static final int PROJECTS = 16;
    private static final int TRANSACTIONS = 100;

    /** Longest time that a transaction is held open. */
    private static final Duration HOLD = Duration.ofMillis(40);

    private static final List<String> ITEMS = List.of("plan.baseline", "plan.roadmap", "data.eda", "data.cleaning");

    /** So long may readers see nothing new before the test gives up. */
    private static final Duration STALLED = Duration.ofSeconds(10);

    @Inject
    OtherReplicas replicas;

    private final Mutation mutation = Mutation.chosen();
    private final History history = new History();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<UUID, String> keys = new ConcurrentHashMap<>();
    private volatile boolean reading = true;

    @Test
    @Timeout(120)
    void eachReaderSeesEachEventOnceInOrder() throws Exception {
        // Given
        long seed = Long.getLong("tollgate.test.seed", new Random().nextLong());
        System.out.printf("eachReaderSeesEachEventOnceInOrder: seed %d, mutation %s%n", seed, mutation);
        var random = new Random(seed);
        OwnDatabase database = OwnDatabase.named("feed_history");
        List<String> projects = IntStream.range(0, PROJECTS)
                .mapToObj(i -> "history-%02d".formatted(i))
                .toList();
        OtherReplicas.Writer founder = replicas.writerOn(database.asService());
        projects.forEach(project -> record(founder.create(project)));

        // When
        List<StreamReader> streams = streams(projects);
        try (var sealer = new SealingLoop(database, mutation)) {
            List<Future<Integer>> readers = readers(projects);
            List<Future<Object>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                var own = new Random(random.nextLong());
                writers.add(threads.submit(() -> write(database, projects, own)));
            }
            for (Future<Object> writer : writers) {
                writer.get();
            }
            awaitReaders();
            reading = false;
            for (Future<Integer> reader : readers) {
                reader.get();
            }
            System.out.printf(
                    "eachReaderSeesEachEventOnceInOrder: %d events, %d seen by all readers, %d rounds of the sealer %s%n",
                    history.size(), history.progress(), sealer.rounds(), sealer.trouble());
        } finally {
            streams.forEach(StreamReader::close);
            threads.shutdownNow();
            client.shutdownNow();
        }

        // Then
        assertThat(mutation == Mutation.NONE || mutation.found() > 0)
                .as("the mutation found what it breaks")
                .isTrue();
        assertThat(history.violations())
                .as("seed %d, mutation %s", seed, mutation)
                .isEmpty();
    }

    private Object write(OwnDatabase database, List<String> projects, Random random) throws SQLException {
        try (Connection connection = database.asService().getConnection()) {
            OtherReplicas.Writer writer =
                    replicas.writerOn(Meddled.source(Kept.source(connection), new Meddled.Meddler() {
                        @Override
                        public String asked(Connection real, String sql) throws SQLException {
                            mutation.writing(real, sql, () -> hold(random));
                            return sql;
                        }

                        @Override
                        public void beforeCommit(Connection real) {
                            hold(random);
                        }
                    }));
            for (int i = 0; i < TRANSACTIONS; i++) {
                record(writer.pass(
                        projects.get(random.nextInt(projects.size())), ITEMS.get(random.nextInt(ITEMS.size()))));
            }
        }
        return this;
    }

    /** Mostly short, sometimes long. */
    private static void hold(Random random) {
        double part = Math.pow(random.nextDouble(), 2);
        LockSupport.parkNanos((long) (part * HOLD.toNanos()));
    }

    private void record(List<LogEntry> entries) {
        entries.forEach(
                entry -> history.isDurable(new History.Entry(key(entry), entry.seq(), HashChain.hex(entry.hash()))));
    }

    private String key(LogEntry entry) {
        return keys.computeIfAbsent(entry.project(), id -> {
            if (entry.event() instanceof Event.ProjectCreated created) {
                return created.key();
            }
            throw new AssertionError("the first event of a project names it");
        });
    }

    private List<StreamReader> streams(List<String> projects) {
        return List.of(
                new StreamReader(
                        attempt -> uri("/v1/events"), HttpRequest::newBuilder, history.readerOfAll("stream", 0)),
                new StreamReader(
                        attempt -> uri("/v1/projects/%s/events".formatted(projects.getFirst())),
                        HttpRequest::newBuilder,
                        history.readerOf(projects.getFirst(), "stream of one")));
    }

    private List<Future<Integer>> readers(List<String> projects) {
        List<Future<Integer>> readers = new ArrayList<>();
        for (int limit : new int[] {3, 200}) {
            readers.add(threads.submit(
                    poll(List.of(page("/v1/events", limit, history.readerOfAll("pages of " + limit, 0))))));
        }
        for (int i = 0; i < 4; i++) {
            int first = i;
            readers.add(threads.submit(poll(IntStream.range(0, projects.size())
                    .filter(n -> n % 4 == first)
                    .mapToObj(projects::get)
                    .map(project -> page(
                            "/v1/projects/%s/events".formatted(project),
                            50,
                            history.readerOf(project, "pages of " + project)))
                    .toList())));
        }
        return readers;
    }

    private PageReader page(String feed, int limit, History.Reading recorded) {
        return new PageReader(client, path -> HttpRequest.newBuilder(uri(path)), feed, "0", limit, recorded);
    }

    private Callable<Integer> poll(List<PageReader> readers) {
        return () -> {
            int polls = 0;
            while (reading) {
                int seen = readers.stream().mapToInt(PageReader::poll).sum();
                if (seen == 0) {
                    LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
                }
                polls++;
            }
            return polls;
        };
    }

    private static URI uri(String path) {
        return URI.create("http://localhost:%d%s".formatted(RestAssured.port, path));
    }

    /** Until they have seen everything, or nothing new for a while. */
    private void awaitReaders() {
        long[] before = {-1};
        while (!history.isRead() && history.progress() > before[0]) {
            before[0] = history.progress();
            Await.happens(STALLED, () -> history.isRead() || history.progress() > before[0]);
        }
    }
}
