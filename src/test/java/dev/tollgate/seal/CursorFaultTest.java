package dev.tollgate.seal;

import static dev.tollgate.http.Person.CI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.dev.Await;
import dev.tollgate.dev.OwnDatabase;
import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.OwnDatabaseResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cursor that this log never gave, or does not know any more, is refused in so many words: on pages and on streams, in every feed. */
@QuarkusTest
@TestProfile(CursorFaultTest.Own.class)
class CursorFaultTest {

    public static class Own extends OwnDatabaseResource.Profile {

        public Own() {
            super("cursor_fault");
        }
    }

    /** What a restore from an older copy leaves: everything behind this event of the project is gone from every table of the log. */
    private static final List<String> RESTORE = List.of(
            "ALTER TABLE event DISABLE TRIGGER USER",
            "ALTER TABLE sealed DISABLE TRIGGER USER",
            "ALTER TABLE checkpoint DISABLE TRIGGER USER",
            "ALTER TABLE payload DISABLE TRIGGER USER",
            "DELETE FROM checkpoint WHERE size >= (SELECT min(position) FROM sealed WHERE project_id = $1 AND seq > $2)",
            "DELETE FROM sealed WHERE project_id = $1 AND seq > $2",
            "DELETE FROM payload WHERE evidence_id IN (SELECT id FROM evidence WHERE project_id = $1 AND seq > $2)",
            "DELETE FROM evidence WHERE project_id = $1 AND seq > $2",
            "DELETE FROM event WHERE project_id = $1 AND seq > $2",
            "UPDATE project SET head_seq = $2, head_hash = (SELECT hash FROM event WHERE project_id = $1 AND seq = $2)"
                    + " WHERE id = $1",
            "ALTER TABLE event ENABLE TRIGGER USER",
            "ALTER TABLE sealed ENABLE TRIGGER USER",
            "ALTER TABLE checkpoint ENABLE TRIGGER USER",
            "ALTER TABLE payload ENABLE TRIGGER USER");

    private final Api api = Api.of(getClass());
    private ProjectApi churn;
    private String feed;

    @BeforeEach
    void aProjectWithSealedEvents() {
        churn = api.newProject("cursor", "LOW");
        feed = churn.path() + "/events";
        post(4);
    }

    @Test
    void aCursorFromBeforeARestore() throws SQLException {
        // Given readers that have seen everything
        long version = churn.version();
        String old = cursor("/v1/events", last("/v1/events"));
        String oldOfOne = cursor(feed, last(feed));
        assertServed("/v1/events", old);
        assertServed(feed, oldOfOne);

        // When the log is restored to what it was before their last events
        restore(version - 4);

        // Then the log ends before them, and they are told
        assertUnknown("/v1/events", old);
        assertUnknown("/v1/events", number(old));
        assertUnknown(feed, oldOfOne);
        assertUnknown(feed, number(oldOfOne));

        // And also when it has grown past their numbers
        post(5);
        assertThat(churn.version()).isGreaterThan(version);
        assertUnknown("/v1/events", old);
        assertUnknown(feed, oldOfOne);

        // While cursors of what is still there go on
        String kept = cursor(feed, event(feed, version - 4));
        assertServed(feed, kept);
    }

    @Test
    void aCursorOfAnotherLog() {
        ProjectApi fraud = api.newProject("cursor", "LOW");
        fraud.as(CI).pass("plan.baseline");
        Await.until("sealed", () -> sealed(fraud.path() + "/events"));
        String foreign = cursor(feed, event(feed, 2));

        assertServed(feed, foreign);
        assertUnknown(fraud.path() + "/events", foreign);
        assertUnknown("/v1/events", number(cursor("/v1/events", last("/v1/events"))) + ".0123456789abcdef");
        assertUnknown("/v1/events", "999999999");
        assertUnknown(feed, "999999999.0123456789abcdef");
    }

    private void assertServed(String path, String cursor) {
        api.where("after", cursor).get(path).is(200);
    }

    /** Pages and streams, and both ways in which a stream is asked to go on. */
    private void assertUnknown(String path, String cursor) {
        api.where("after", cursor).get(path).isProblem(409, "cursor-unknown");
        Api stream = api.with("Accept", "text/event-stream");
        stream.where("after", cursor).get(path).isProblem(409, "cursor-unknown");
        stream.with("Last-Event-ID", cursor).get(path).isProblem(409, "cursor-unknown");
    }

    private void post(int times) {
        for (int i = 0; i < times; i++) {
            churn.as(CI).pass("plan.baseline");
        }
        Await.until("sealed", () -> sealed(feed));
    }

    private boolean sealed(String path) {
        return event(path, last(path)).value("items[0].position") != null;
    }

    /** The number of the last event of a feed. */
    private long last(String path) {
        List<String> numbers = List.of("0");
        long last = 0;
        while (!numbers.isEmpty()) {
            numbers = api.where("after", last)
                    .where("limit", 200)
                    .get(path)
                    .is(200)
                    .list("items." + numbered(path));
            last = numbers.isEmpty() ? last : Long.parseLong(numbers.getLast());
        }
        return last;
    }

    private static String numbered(String path) {
        return path.equals("/v1/events") ? "position" : "sequence";
    }

    private Answer event(String path, long number) {
        return api.where("after", number - 1).where("limit", 1).get(path).is(200);
    }

    private String cursor(String path, long number) {
        return cursor(path, event(path, number));
    }

    private static String cursor(String path, Answer one) {
        long number = one.number("items[0]." + numbered(path));
        String hash = one.value("items[0].hash");
        return PageReader.cursor(path, number, hash);
    }

    private static String number(String cursor) {
        return cursor.substring(0, cursor.indexOf('.'));
    }

    private void restore(long seq) throws SQLException {
        String project = "'%s'".formatted(churn.get().value("id"));
        try (Connection connection = OwnDatabase.named("cursor_fault").asOwner();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : RESTORE) {
                statement.execute(sql.replace("$1", project).replace("$2", Long.toString(seq)));
            }
            connection.commit();
        }
    }
}
