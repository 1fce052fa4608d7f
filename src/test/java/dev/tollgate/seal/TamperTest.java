package dev.tollgate.seal;

import static dev.tollgate.http.Person.CI;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.audit.Auditor;
import dev.tollgate.dev.OwnDatabase;
import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.OwnDatabaseResource;
import dev.tollgate.http.ProjectApi;
import dev.tollgate.lifecycle.Sha256;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Who finds what: every kind of {@link Tampering} against everybody who looks. The project's own verification reads its chain and compares
 * its tables; the log's verification reads all that was sealed; a reader follows the chain of the events it gets, asks for their proofs, and
 * has a cursor and a checkpoint from before; an auditor has an export that was taken after the tampering, and that checkpoint.
 *
 * <p>A dash is where somebody cannot know:
 *
 * <ul>
 *   <li>No hash covers the column {@code subject}: it repeats what the data say, so only who reads the data sees that they disagree, and the
 *       export does not have it.
 *   <li>What was appended and is not sealed looks like any new event to those who look at what is sealed; rightly chained, it is what the
 *       service would have written, but for the project's own tables, which do not know of it.
 *   <li>A project's verification knows nothing of positions, leaves and checkpoints.
 *   <li>A stored leaf is not exported: the auditor computes it. A checkpoint's root is read by the log's verification only; the note that
 *       everybody is shown has its own.
 *   <li>A project's head is no part of the log.
 * </ul>
 *
 * <p>Where all of a tree is wrong, no event of it can be named: a proof that fails says that something is, and a checkpoint names the last
 * event that it covers, here {@code beside/9}. Where events are missing, the first one behind them is named.
 */
@QuarkusTest
@TestProfile(TamperTest.Own.class)
class TamperTest {

    public static class Own extends OwnDatabaseResource.Profile {

        public Own() {
            super("tamper");
        }

        /** The test seals by itself: what it tampers with is not to be sealed meanwhile. */
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tollgate.log.seal-every", "1000d");
        }
    }

    /** Found by the project's verification, by the log's, by a reader, by an auditor. */
    private static final String EXPECTED = """
            CHANGED_DATA           | event 6 | event 6 | event 6 | event 6
            CHANGED_ACTOR          | event 6 | event 6 | event 6 | event 6
            CHANGED_TIME           | event 6 | event 6 | event 6 | event 6
            CHANGED_TYPE           | event 6 | event 6 | event 6 | event 6
            CHANGED_SUBJECT        | event 6 | - | - | -
            CHANGED_HASH           | event 6 | event 6 | event 6 | event 6
            CHANGED_AND_REHASHED   | event 7 | event 6 | proof of 6 | event 7
            REWRITTEN_TAIL         | authors, posted_by | event 6 | proof of 6 | beside/9
            DELETED_MIDDLE         | event 6 | event 6 | event 6 | event 7
            DELETED_LAST           | head_seq, head_hash, state, since | event 9 | event 9 | beside/8
            SWAPPED_EVENTS         | event 6 | event 6 | event 6 | event 6
            APPENDED               | event 10 | - | event 10 | -
            APPENDED_WITH_ITS_HASH | head_seq, head_hash, seq | - | - | -
            CHANGED_LEAF           | - | event 6 | proof of 1 | -
            DELETED_SEAL           | - | event 7 | proof of 1 | event 7
            SWAPPED_POSITIONS      | - | event 7 | proof of 1 | event 7
            CHANGED_ROOT           | - | beside/9 | - | -
            CHANGED_NOTE           | - | beside/9 | proof of 1 | line 1
            CHANGED_HEAD_SEQ       | head_seq | - | - | -
            CHANGED_HEAD_HASH      | head_hash | - | - | -
            """;

    private static final List<String> TABLES = List.of("event", "sealed", "subtree", "checkpoint");
    private static final Map<String, List<String>> TABLE = new TreeMap<>();
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    LogKeys keys;

    private final Api api = Api.of(getClass());
    private final OwnDatabase database = OwnDatabase.named("tamper");
    private final ProjectApi project = api.project("tamper");
    private Checkpoint kept;
    private String keptNote;
    private String keptCursor;

    @BeforeEach
    void nineEventsAllSealed() throws SQLException {
        if (project.get().status() == 404) {
            project.create("LOW").is(201);
            ProjectApi beside = api.project("beside");
            beside.create("LOW").is(201);
            for (String item : List.of("plan.baseline", "plan.roadmap", "data.eda", "data.cleaning")) {
                project.as(CI).pass(item);
                beside.as(CI).pass(item);
            }
            try (Connection owner = database.asOwner()) {
                execute(owner, "DELETE FROM lease");
                execute(owner, "CREATE SCHEMA pristine");
                Horizon.passes();
                new Sealing(database.asService(), keys, "test").round();
                for (String table : TABLES) {
                    execute(owner, "ALTER TABLE %s DISABLE TRIGGER USER".formatted(table));
                    execute(owner, "CREATE TABLE pristine.%1$s AS TABLE %1$s".formatted(table));
                }
                execute(owner, "CREATE TABLE pristine.project AS TABLE project");
            }
        }
        Answer last = project.where("after", 8).get("/events").is(200);
        keptCursor = "9." + last.value("items[0].hash").substring(0, 16);
        keptNote = api.get("/v1/log/checkpoint").is(200).text();
        kept = Checkpoint.parse(SignedNote.parse(keptNote).text());
    }

    @AfterEach
    void asItWas() throws SQLException {
        try (Connection owner = database.asOwner()) {
            for (String table : TABLES) {
                execute(owner, "DELETE FROM " + table);
                execute(owner, "INSERT INTO %1$s SELECT * FROM pristine.%1$s".formatted(table));
            }
            execute(owner, """
                    UPDATE project p SET head_seq = o.head_seq, head_hash = o.head_hash
                      FROM pristine.project o WHERE o.id = p.id""");
        }
    }

    @AfterAll
    static void print() {
        print(List.of("", "project", "log", "reader", "auditor"));
        Arrays.stream(Tampering.values())
                .map(kind -> TABLE.get(kind.name()))
                .filter(Objects::nonNull)
                .forEach(TamperTest::print);
    }

    private static void print(List<String> row) {
        System.out.printf("%-24s| %-34s| %-10s| %-12s| %s%n", row.toArray());
    }

    @Test
    void whatNobodyTouchedIsFoundRight() {
        assertThat(kept.size()).isEqualTo(18);
        assertThat(List.of(byProject(), byLog(), byReader(), offline())).containsOnly("-");
    }

    @ParameterizedTest
    @EnumSource
    void isFound(Tampering kind) throws SQLException {
        try (Connection owner = database.asOwner()) {
            for (String statement : kind.statements(project.get().value("id"))) {
                execute(owner, statement);
            }
        }

        List<String> found = List.of(kind.name(), byProject(), byLog(), byReader(), offline());
        TABLE.put(kind.name(), found);
        assertThat(found).isEqualTo(expected(kind));
        assertThat(found.subList(1, found.size())).as("somebody finds it").anyMatch(cell -> !cell.equals("-"));
    }

    /** Nobody seals by hand: what is appended gets into the log, and is named there as soon as it is. */
    @Test
    void whatWasAppendedIsNamedByTheLogOnceItIsSealed() throws SQLException {
        try (Connection owner = database.asOwner()) {
            for (String statement : Tampering.APPENDED.statements(project.get().value("id"))) {
                execute(owner, statement);
            }
            execute(owner, "DELETE FROM lease");
        }
        Horizon.passes();
        new Sealing(database.asService(), keys, "another").round();

        assertThat(byLog()).isEqualTo("event 10");
    }

    private static List<String> expected(Tampering kind) {
        return EXPECTED.lines()
                .map(line -> List.of(line.split(" *\\| ", -1)))
                .filter(row -> row.getFirst().equals(kind.name()))
                .findFirst()
                .orElseThrow();
    }

    /** What the project's own verification names. */
    private String byProject() {
        Answer answer = project.get("/events/verification").is(200);
        JsonNode report = json(answer.text());
        JsonNode broken = report.at("/chain/firstBroken");
        if (!broken.isMissingNode()) {
            return "event " + broken.get("seq").asLong();
        }
        return report.at("/tables/differences").isEmpty()
                ? "-"
                : report.at("/tables/differences").findValuesAsText("column").stream()
                        .distinct()
                        .collect(Collectors.joining(", "));
    }

    /** What the log's verification names. */
    private String byLog() {
        JsonNode broken = json(api.get("/v1/log/verification").is(200).text()).path("firstBroken");
        if (broken.isMissingNode()) {
            return "-";
        }
        String project = broken.path("project").asText();
        return (project + "/" + broken.path("seq").asText()).replace("tamper/", "event ");
    }

    /** What somebody finds who reads the project's events, follows their chain, asks for their proofs, and has a cursor from before. */
    private String byReader() {
        JsonNode items =
                json(project.where("limit", 200).get("/events").is(200).text()).get("items");
        String before = "0".repeat(64);
        long due = 1;
        for (JsonNode event : items) {
            String hash = event.get("hash").asText();
            if (event.get("sequence").asLong() != due
                    || !event.get("prevhash").asText().equals(before)
                    || !hash.equals(hash(event))) {
                return "event " + due;
            }
            if (!proves(due, hash)) {
                return "proof of " + due;
            }
            before = hash;
            due++;
        }
        if (project.where("after", keptCursor).get("/events").status() == 409) {
            return "event " + keptCursor.substring(0, keptCursor.indexOf('.'));
        }
        return isConsistent() ? "-" : "checkpoint";
    }

    /** The eight lines of the contract. */
    private static String hash(JsonNode event) {
        String lines = String.join(
                "\n",
                "tollgate-event-v1",
                event.get("id").asText().split("/", 2)[0],
                event.get("sequence").asText(),
                event.get("time").asText(),
                event.get("type").asText().replaceAll("^dev\\.tollgate\\.|\\.v1$", ""),
                event.get("actor").asText(),
                event.get("datahash").asText(),
                event.get("prevhash").asText());
        return HexFormat.of().formatHex(Sha256.of(lines));
    }

    private boolean proves(long seq, String hash) {
        Answer proof = api.with("Accept", "text/plain")
                .where("project", "tamper")
                .where("seq", seq)
                .get("/v1/log/proof");
        if (proof.status() == 409) {
            // Not sealed yet, as every event is at first.
            return true;
        }
        try {
            LogProof.parse(proof.is(200).text())
                    .verify(Merkle.leafHash(HexFormat.of().parseHex(hash)), keys.verifiers());
            return true;
        } catch (BrokenSealException | AssertionError broken) {
            return false;
        }
    }

    private boolean isConsistent() {
        try {
            Checkpoint now = Checkpoint.verified(
                    SignedNote.parse(api.get("/v1/log/checkpoint").is(200).text()), keys.verifiers());
            Answer answer =
                    api.where("from", kept.size()).where("to", now.size()).get("/v1/log/consistency");
            List<byte[]> hashes = answer.is(200).list("hashes").stream()
                    .map(HexFormat.of()::parseHex)
                    .toList();
            return new ConsistencyProof(kept.size(), now.size(), hashes).proves(kept.root(), now.root());
        } catch (BrokenSealException broken) {
            return false;
        }
    }

    /** What an auditor finds. */
    private String offline() {
        Answer export = api.get("/v1/log/export");
        if (export.status() != 200) {
            return "no export: " + export.status();
        }
        return Auditor.verify(export.bytes(), keys.verifiers().getFirst().text(), keptNote)
                .map(finding -> {
                    return finding.event()
                            .map(event -> event.replace("tamper/", "event "))
                            .orElse("line " + finding.line());
                })
                .orElse("-");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
