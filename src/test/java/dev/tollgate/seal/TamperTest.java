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
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Who finds what: every kind of {@link Tampering} against everybody who looks. The project's own verification reads its chain and its tables;
 * the log's verification reads all that was sealed; a reader has a proof of the event that it holds, and of the log's growth since its own
 * checkpoint; an auditor has an export that was taken after the tampering, and a checkpoint from before. A dash is where somebody cannot
 * know; {@link #WHY} says why.
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

    private static final List<String> TABLES = List.of("event", "sealed", "subtree", "checkpoint");
    private static final Map<String, String> TABLE = new TreeMap<>();
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
        System.out.printf("%-24s| %-40s| %-12s| %-12s| %s%n", "", "project", "log", "reader", "offline");
        Arrays.stream(Tampering.values())
                .map(kind -> TABLE.getOrDefault(kind.name(), kind.name()))
                .forEach(System.out::println);
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

        String found = "%-24s| %-40s| %-12s| %-12s| %s".formatted(kind, byProject(), byLog(), byReader(), offline());
        TABLE.put(kind.name(), found);
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
                        .collect(Collectors.joining(", ", "table: ", ""));
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
