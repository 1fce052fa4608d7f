package dev.tollgate.feed;

import static dev.tollgate.http.Person.ALICE;
import static dev.tollgate.http.Person.CI;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An auditor reads the log, follows its chain with nothing but SHA-256, and asks the service to check itself. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class EventStoryTest {

    private final Api api = Api.of(getClass());
    private ProjectApi churn;

    @BeforeEach
    void aProjectWithAPast() {
        churn = api.newProject("churn", "LOW");
        churn.as(CI).evidence("plan.baseline", """
                {"outcome": "PASS", "summary": "Zoë's «baseline» \\u0007 \uD83D\uDE80", "metrics": {"auc": 0.661}}""").is(201);
        churn.passed("plan");
    }

    @Test
    void anEventIsACloudEvent() {
        String id = churn.get().value("id");
        // Whoever has seen all of them in the feed of all projects knows that they are sealed.
        String feed = "/v1/events?projects=%s&limit=%d".formatted(churn.key(), churn.version());
        try (Stream sealed = Stream.open(api, feed)) {
            sealed.toEnd();
        }

        Answer events = churn.get("/events").is(200);

        events.has("items[0]", """
                {"specversion": "1.0", "id": "%s/1", "source": "%s", "type": "dev.tollgate.project.created.v1",
                 "time": "<time>", "datacontenttype": "application/json", "sequence": "1", "position": "<text>", "actor": "person:developer",
                 "prevhash": "%s", "hash": "<hash>", "datahash": "<hash>", "data": "<object>"}
                """.formatted(id, churn.path(), "0".repeat(64)));
        events.has("items[1].type", "dev.tollgate.evidence.recorded.v1")
                .has("items[1].subject", "plan.baseline")
                .has("items[1].actor", "machine:ci")
                .has("items[1].data.report.metrics", "{\"auc\": 0.661}")
                .has("items[1].prevhash", "\"%s\"".formatted(events.value("items[0].hash")));
    }

    @Test
    void theChainIsFollowedWithTheDocumentedLines() throws Exception {
        // Given
        String body = churn.where("limit", 200).get("/events").text();
        List<String> data = rawData(body);

        // Then
        String before = "0".repeat(64);
        int seq = 0;
        for (JsonNode event : new ObjectMapper().readTree(body).get("items")) {
            String dataHash = sha256(data.get(seq++));
            String lines = String.join(
                    "\n",
                    "tollgate-event-v1",
                    event.get("id").asText().split("/", 2)[0],
                    Integer.toString(seq),
                    event.get("time").asText(),
                    event.get("type").asText().replaceAll("^dev\\.tollgate\\.|\\.v1$", ""),
                    event.get("actor").asText(),
                    dataHash,
                    before);
            assertThat(event.get("sequence").asText()).isEqualTo(Integer.toString(seq));
            assertThat(event.get("prevhash").asText()).isEqualTo(before);
            assertThat(event.get("datahash").asText()).isEqualTo(dataHash);
            assertThat(event.get("hash").asText()).as(lines).isEqualTo(sha256(lines));
            before = event.get("hash").asText();
        }
        assertThat(seq).isGreaterThan(20);
        churn.get("/events/verification")
                .has("headHash", "\"%s\"".formatted(before))
                .has("headSeq", seq);
    }

    /** The bytes behind each "data", cut out of the answer as text: no parser has touched them. */
    private static List<String> rawData(String body) {
        List<String> data = new ArrayList<>();
        Matcher start = Pattern.compile(",\"data\":(?=\\{)").matcher(body);
        int from = 0;
        while (start.find(from)) {
            int depth = 0;
            boolean text = false;
            int end = start.end();
            do {
                char c = body.charAt(end++);
                if (c == '\\') {
                    end++;
                } else if (c == '"') {
                    text = !text;
                } else if (!text) {
                    depth += c == '{' ? 1 : c == '}' ? -1 : 0;
                }
            } while (depth > 0);
            data.add(body.substring(start.end(), end));
            from = end;
        }
        return data;
    }

    @Test
    void timesHaveSixDigitsSoThatTheLinesAreFoundInTheAnswer() {
        assertThat(churn.where("limit", 200).get("/events").list("items.time"))
                .allMatch(time -> time.matches(".*T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{6}Z"));
    }

    @Test
    void pagesFollowEachOtherByNumber() {
        // Given
        long version = churn.version();

        // When
        Answer page = churn.where("limit", 5).get("/events").is(200);
        List<String> seen = new ArrayList<>(page.list("items.sequence"));
        while (page.hasNext()) {
            assertThat(page.header("Link")).isEqualTo("<%s>; rel=\"next\"".formatted(page.value("next")));
            page = api.next(page).is(200);
            seen.addAll(page.list("items.sequence"));
        }

        // Then
        assertThat(seen).hasSize((int) version).doesNotHaveDuplicates();
        assertThat(seen.getLast()).isEqualTo(Long.toString(version));
        page = churn.where("after", version).get("/events").is(200);
        assertThat(page.list("items.id")).isEmpty();
        assertThat(page.value("next")).matches(".*/events\\?after=%d\\.[0-9a-f]{16}&limit=50".formatted(version));
        churn.where("after", version - 1).get("/events").has("items[0].sequence", "\"%d\"".formatted(version));
    }

    @Test
    void someTypesAreReadAlone() {
        assertThat(churn.where("types", "gate.decided").get("/events").list("items.type"))
                .containsExactly("dev.tollgate.gate.decided.v1");
        Answer page = churn.where("types", "project.created")
                .where("types", "item.state-changed")
                .where("limit", 3)
                .get("/events");
        assertThat(page.list("items.sequence")).startsWith("1");
        assertThat(api.next(page).is(200).list("items.type"))
                .hasSize(3)
                .containsOnly("dev.tollgate.item.state-changed.v1");
        churn.where("types", "gate.exploded")
                .get("/events")
                .isProblem(400, "invalid-request")
                .has("errors[0].parameter", "types")
                .has("errors[0].allowed[0]", "project.created");
    }

    @Test
    void theServiceChecksItself() {
        long version = churn.version();

        churn.as(ALICE).get("/events/verification").is(200).isJson("""
                {"valid": true, "events": %1$d, "headSeq": %1$d, "headHash": "<hash>", "chain": {"valid": true},
                 "tables": {"valid": true, "differences": []}, "verifiedAt": "<time>"}
                """.formatted(version));
    }

    @Test
    void theReceiptOfAWriteIsFoundInTheLog() {
        Answer receipt = churn.pass("data.eda");

        churn.where("after", receipt.number("seq") - 1)
                .where("limit", 1)
                .get("/events")
                .has("items[0].hash", "\"%s\"".formatted(receipt.value("hash")))
                .has("items[0].data.evidence", receipt.value("id"));
    }

    @Test
    void aProjectThatIsNotThereHasNoLog() {
        ProjectApi nothing = api.project("no-such-project");

        nothing.get("/events").isProblem(404, "not-found");
        nothing.get("/events/verification").isProblem(404, "not-found");
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
