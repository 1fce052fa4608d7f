package dev.tollgate.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.dev.Await;
import dev.tollgate.dev.OwnDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes of the packaged service on one database, as behind a load balancer. The one that seals is killed, three times, while people
 * write to both and read streams of both; then the last is asked to stop.
 */
class TwoReplicasIT {

    /** Far beyond a lease, in which another one takes over; how long that takes is printed. */
    private static final Duration FAIL_OVER = Duration.ofSeconds(30);

    private static final Duration STOP = Duration.ofSeconds(25);
    private static final int WRITERS = 4;
    private static final int KILLS = 3;
    private static final List<String> PROJECTS =
            IntStream.range(0, 4).mapToObj(i -> "replicas-" + i).toList();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final OwnDatabase database = OwnDatabase.create("two_replicas");
    private final String key = SigningKey.generate("tollgate.test/replicas").text();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final History history = new History();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final List<StreamReader> streams = new ArrayList<>();

    /** Those that run; a killed one is replaced in its place. */
    private final AtomicReferenceArray<Replica> replicas = new AtomicReferenceArray<>(2);

    private final Replica[] starting = new Replica[2];

    private volatile boolean writing = true;

    @AfterEach
    void goHome() {
        writing = false;
        streams.forEach(StreamReader::close);
        threads.shutdownNow();
        client.shutdownNow();
        for (Replica replica : starting) {
            if (replica != null) {
                replica.close();
            }
        }
    }

    @Test
    void killingTheOneThatSealsLosesNothing() throws Exception {
        // Given two replicas, streams of both, and writers to both
        long seed = Long.getLong("tollgate.test.seed", new Random().nextLong());
        System.out.println("killingTheOneThatSealsLosesNothing: seed " + seed);
        var random = new Random(seed);
        start(0, "one");
        start(1, "two");
        ready(0);
        ready(1);
        for (String project : PROJECTS) {
            put(project);
        }
        for (int first = 0; first < 2; first++) {
            stream("/v1/events", first, history.readerOfAll("all, first from " + first, 0));
            stream(
                    "/v1/projects/%s/events".formatted(PROJECTS.get(first)),
                    first,
                    history.readerOf(PROJECTS.get(first), "one, first from " + first));
        }
        List<Future<Integer>> writers = IntStream.range(0, WRITERS)
                .mapToObj(i -> threads.submit(() -> write(i, new Random(seed + i))))
                .toList();

        // When the one that seals is killed, again and again
        try (var watch = new Watch()) {
            for (int kill = 1; kill <= KILLS; kill++) {
                long from = watch.position();
                Await.until(
                        Duration.ofSeconds(30),
                        () -> "events are sealed; %d of %d, %d posts"
                                .formatted(watch.position() - from, 50, acknowledged.size()),
                        () -> watch.position() > from + 50);
                Await.until("one replica seals", () -> leaders().size() == 1);
                int leader = leaders().getFirst();
                LockSupport.parkNanos(random.nextLong(Duration.ofMillis(300).toNanos()));
                String holder = watch.holder();
                replicas.get(leader).kill();
                Duration pause = watch.pauseAfter(holder, FAIL_OVER);
                System.out.printf(
                        "killingTheOneThatSealsLosesNothing: kill %d, sealing went on after %d ms%n",
                        kill, pause.toMillis());
                start(leader, "replacement " + kill);
                ready(leader);
            }
        }
        writing = false;
        int posts = 0;
        for (Future<Integer> writer : writers) {
            posts += writer.get();
        }

        // Then every stream has everything that is in the log, once and in order, and the log has everything that was
        // answered
        Set<String> stored = recordStored();
        assertThat(stored).containsAll(acknowledged);
        Await.until(
                Duration.ofSeconds(20),
                () -> "streams: %d of %s".formatted(history.progress(), endings()),
                history::isRead);
        assertThat(history.violations()).as("seed %d", seed).isEmpty();
        assertThat(streams)
                .allSatisfy(stream -> assertThat(stream.connections()).isGreaterThan(1));

        // And asked to stop, both end their streams and themselves
        Map<StreamReader, Integer> endings = new HashMap<>();
        streams.forEach(stream -> endings.put(stream, stream.endings().size()));
        List<Integer> codes = new ArrayList<>();
        for (Replica replica : starting) {
            codes.add(replica.terminate(STOP));
        }
        assertThat(codes).allMatch(code -> code == 143 || code == 0);
        streams.forEach(
                stream -> Await.until("a stream ends", () -> stream.endings().size() > endings.get(stream)));
        assertThat(streams)
                .allSatisfy(stream ->
                        assertThat(stream.endings().get(endings.get(stream))).isEqualTo("ended"));
        try (Connection connection = database.asOwner()) {
            System.out.printf(
                    "killingTheOneThatSealsLosesNothing: %d posts, %d events, %d checkpoints, %d connections of %d streams,"
                            + " exit codes %s%n",
                    posts,
                    history.size(),
                    Seals.assertConsistent(connection),
                    streams.stream().mapToInt(StreamReader::connections).sum(),
                    streams.size(),
                    codes);
        }
    }

    private void start(int place, String name) throws IOException {
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.put("tollgate.log.key", key);
        starting[place] = Replica.start(name, folder, settings);
    }

    /** Waits until it serves, and only then sends anybody there. */
    private void ready(int place) {
        Replica before = replicas.getAndSet(place, starting[place].ready());
        if (before != null) {
            before.close();
        }
    }

    private void stream(String path, int first, History.Reading reading) {
        streams.add(
                new StreamReader(attempt -> replicas.get((first + attempt) % 2).at(path), Replica::request, reading));
    }

    private List<String> endings() {
        return streams.stream().map(stream -> stream.endings().toString()).toList();
    }

    /** The places of those that say that they seal. */
    private List<Integer> leaders() {
        return IntStream.range(0, 2)
                .filter(place -> seals(replicas.get(place)))
                .boxed()
                .toList();
    }

    private boolean seals(Replica replica) {
        String metrics = send(Replica.request(replica.metrics())).body();
        return metrics.lines().anyMatch(line -> line.matches("tollgate_log_sealer(\\{.*})? 1\\.0"));
    }

    private void put(String project) {
        HttpResponse<String> answer = send(Replica.request(replicas.get(0).at("/v1/projects/" + project))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("""
                        {"name": "N", "owner": "o", "riskTier": "LOW", "taskType": "REGRESSION"}""")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    /** Posts to one replica and, when that does not answer, to the other. @return how many posts were answered */
    private int write(int writer, Random random) {
        int answered = 0;
        int place = writer % 2;
        while (writing) {
            String project = PROJECTS.get(random.nextInt(PROJECTS.size()));
            URI uri = replicas.get(place).at("/v1/projects/%s/items/plan.baseline/evidence".formatted(project));
            try {
                HttpResponse<String> answer = client.send(
                        Replica.request(uri)
                                .timeout(Duration.ofSeconds(10))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"outcome\": \"PASS\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 201) {
                    acknowledged.add(JSON.readTree(answer.body()).get("hash").asText());
                    answered++;
                }
            } catch (IOException gone) {
                place = 1 - place;
            } catch (InterruptedException stop) {
                return answered;
            }
            LockSupport.parkNanos(random.nextLong(Duration.ofMillis(30).toNanos()));
        }
        return answered;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A killed replica may have stored what it could not answer any more, so what is durable is what the log has. */
    private Set<String> recordStored() throws SQLException {
        try (Connection connection = database.asOwner();
                PreparedStatement select = connection.prepareStatement("""
                        SELECT p.key, e.seq, encode(e.hash, 'hex') FROM event e JOIN project p ON p.id = e.project_id""");
                ResultSet rows = select.executeQuery()) {
            Set<String> hashes = ConcurrentHashMap.newKeySet();
            while (rows.next()) {
                history.isDurable(new History.Entry(rows.getString(1), rows.getLong(2), rows.getString(3)));
                hashes.add(rows.getString(3));
            }
            return hashes;
        }
    }

    /** Watches who seals and how the log grows, by the database's clock. */
    private final class Watch implements AutoCloseable {

        private record Look(String holder, long position, double at) {}

        private final Connection connection;
        private final List<Look> growth = new ArrayList<>();
        private final Thread thread;
        private volatile boolean closed;

        private Watch() throws SQLException {
            this.connection = database.asOwner();
            this.thread = Thread.ofPlatform().name("watch").start(this::run);
            Await.until("a first look", () -> !growth().isEmpty());
        }

        private void run() {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT coalesce((SELECT holder FROM lease WHERE name = 'sealer'), ''),
                           coalesce((SELECT max(position) FROM sealed), 0),
                           extract(epoch FROM clock_timestamp())::float8""")) {
                while (!closed) {
                    try (ResultSet row = select.executeQuery()) {
                        row.next();
                        note(new Look(row.getString(1), row.getLong(2), row.getDouble(3)));
                    }
                    LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private synchronized void note(Look look) {
            if (growth.isEmpty() || growth.getLast().position() < look.position()) {
                growth.add(look);
            }
        }

        private synchronized List<Look> growth() {
            return List.copyOf(growth);
        }

        long position() {
            return growth().getLast().position();
        }

        String holder() {
            return growth().getLast().holder();
        }

        /** The longest time without anything being sealed, from the kill of this holder until another one has sealed something. */
        Duration pauseAfter(String killed, Duration patience) {
            Look last = growth().getLast();
            Await.until(patience, () -> "nobody seals in the place of " + killed, () -> !holder().equals(killed));
            double longest = 0;
            double before = last.at();
            for (Look next :
                    growth().stream().filter(look -> look.at() > last.at()).toList()) {
                longest = Math.max(longest, next.at() - before);
                before = next.at();
            }
            return Duration.ofNanos((long) (longest * 1e9));
        }

        @Override
        public void close() throws SQLException, InterruptedException {
            closed = true;
            thread.join();
            connection.close();
        }
    }
}
