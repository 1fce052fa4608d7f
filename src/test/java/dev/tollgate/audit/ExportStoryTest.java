package dev.tollgate.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.dev.Await;
import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import dev.tollgate.seal.SignedNote;
import dev.tollgate.seal.VerifierKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An auditor downloads the log, and verifies the file without the service. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class ExportStoryTest {

    private final Api api = Api.of(getClass());

    /** A project whose three events are all sealed. */
    private ProjectApi sealedProject() {
        ProjectApi churn = api.newProject("churn", "LOW");
        churn.pass("plan.baseline");
        String last = "/v1/log/proof?project=%s&seq=3".formatted(churn.key());
        Await.until("the sealer", () -> api.get(last).status() == 200);
        return churn;
    }

    private Answer export(ProjectApi project) {
        return project.where("format", "jsonl").get("/events").is(200);
    }

    private Trust trust(Optional<String> kept) {
        List<VerifierKey> keys = api.with("Accept", "text/plain")
                .get("/v1/log/key")
                .text()
                .lines()
                .map(VerifierKey::parse)
                .toList();
        return new Trust(keys, kept.map(SignedNote::parse));
    }

    private static Report verified(byte[] export, Trust trust) throws Exception {
        Report report = ExportVerifier.verify(new ByteArrayInputStream(export), trust);
        assertThat(report.fault()).isEmpty();
        return report;
    }

    /** What a project's export says is what its events say, and nothing else. */
    @Test
    void aProjectIsExported() throws Exception {
        ProjectApi churn = sealedProject();
        String id = churn.get().value("id");

        Answer export = export(churn);

        List<String> lines = export.text().lines().toList();
        assertThat(export.text()).endsWith("\n");
        String origin = api.get("/v1/log/key").value("origin");
        JsonNode header = new ObjectMapper().readTree(lines.getFirst());
        assertThat(header.path("proof").asText())
                .startsWith("c2sp.org/tlog-proof@v1\n")
                .contains("\n" + origin + "\n");
        assertThat(lines).isEqualTo(expected(churn, id, origin, header.path("proof")));
    }

    private static List<String> expected(ProjectApi churn, String id, String origin, JsonNode proof) throws Exception {
        ObjectMapper json = new ObjectMapper();
        List<String> expected = new ArrayList<>();
        expected.add(
                "{\"format\":\"tollgate-export-v1\",\"scope\":\"project\",\"origin\":\"%s\",\"project\":\"%s\",\"key\":\"%s\",\"sealed\":3,\"proof\":%s}"
                        .formatted(origin, id, churn.key(), json.writeValueAsString(proof)));
        String page = churn.get("/events").text();
        String head = "";
        for (JsonNode event : json.readTree(page).path("items")) {
            head = event.path("hash").asText();
            // Jackson keeps the order of fields, and these data have no number that it would write otherwise.
            expected.add(
                    "{\"project\":\"%s\",\"key\":\"%s\",\"seq\":%s,\"at\":\"%s\",\"type\":\"%s\",\"actor\":\"%s\",\"data\":%s,\"prev\":\"%s\",\"hash\":\"%s\"}"
                            .formatted(
                                    id,
                                    churn.key(),
                                    event.path("sequence").asText(),
                                    event.path("time").asText(),
                                    event.path("type").asText().replaceAll("^dev\\.tollgate\\.|\\.v1$", ""),
                                    event.path("actor").asText(),
                                    json.writeValueAsString(event.path("data").toString()),
                                    event.path("prevhash").asText(),
                                    head));
        }
        expected.add("{\"end\":{\"events\":3,\"head\":\"%s\"}}".formatted(head));
        return expected;
    }

    @Test
    void theFileOfAProjectProvesItself() throws Exception {
        ProjectApi churn = sealedProject();

        Report report = verified(export(churn).bytes(), trust(Optional.empty()));

        assertThat(report.events()).isEqualTo(3);
        assertThat(report.signed()).isTrue();
    }

    @Test
    void theFileOfTheLogHasEveryProject() throws Exception {
        ProjectApi churn = sealedProject();
        ProjectApi fraud = sealedProject();
        String kept = api.get("/v1/log/checkpoint").text();
        sealedProject();

        Answer export = api.get("/v1/log/export").is(200);

        Report report = verified(export.bytes(), trust(Optional.of(kept)));
        assertThat(report.signed()).isTrue();
        assertThat(report.kept()).isPresent();
        assertThat(report.events()).isGreaterThanOrEqualTo(9);
        assertThat(export.text())
                .contains("\"key\":\"%s\"".formatted(churn.key()), "\"key\":\"%s\"".formatted(fraud.key()));
    }

    @Test
    void aFileHasANameAndATag() {
        ProjectApi churn = sealedProject();

        Answer export = export(churn);
        Answer again = churn.with("If-None-Match", export.header("ETag"))
                .where("format", "jsonl")
                .get("/events")
                .is(304);
        Response head = api.request().queryParam("format", "jsonl").head(churn.path() + "/events");

        assertThat(export.header("Content-Type")).isEqualTo("application/jsonl");
        assertThat(export.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"%s.jsonl\"".formatted(churn.key()));
        assertThat(again.bytes()).isEmpty();
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.asByteArray()).isEmpty();
        assertThat(head.contentType()).isEqualTo("application/jsonl");
        assertThat(head.header("ETag")).isEqualTo(export.header("ETag"));
    }

    @Test
    void itIsAskedForByMediaTypeAsWell() {
        ProjectApi churn = sealedProject();

        assertThat(churn.with("Accept", "application/jsonl").get("/events").text())
                .isEqualTo(export(churn).text());
        assertThat(churn.get("/events").header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void whatIsNoExportIsRefused() {
        ProjectApi churn = api.newProject("churn", "LOW");

        churn.where("format", "csv")
                .get("/events")
                .isProblem(400, "invalid-request")
                .has("errors[0].parameter", "format")
                .has("errors[0].allowed", "[\"jsonl\"]");
        churn.where("format", "jsonl")
                .where("after", "1")
                .get("/events")
                .isProblem(400, "invalid-request")
                .has("errors[0].parameter", "after");
        api.project("no-such-project").where("format", "jsonl").get("/events").isProblem(404, "not-found");
    }

    @Test
    void aFileThatWasChangedOnTheWayIsFoundOut() throws Exception {
        ProjectApi churn = sealedProject();
        String changed = export(churn).text().replaceFirst("PASS", "FAIL");

        Report report = ExportVerifier.verify(new ByteArrayInputStream(changed.getBytes(UTF_8)), Trust.NOTHING);

        assertThat(report.fault().orElseThrow().line()).isEqualTo(3);
    }
}
