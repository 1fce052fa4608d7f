package dev.tollgate.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no checklist is refused with the place and the reason, and nothing is stored. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class BadChecklistStoryTest {

    private static final String YAML = "application/yaml";

    private final Api api = Api.of(getClass());
    private final String id = Api.unique("bad");
    private final String path = "/v1/checklists/%s/versions/1".formatted(id);

    @AfterEach
    void nothingWasStored() {
        api.get(path).isProblem(404, "not-found");
    }

    private Answer put(String yaml) {
        return api.put(path, YAML, yaml);
    }

    /** The checklist with one line written otherwise. */
    private Answer with(String line, String instead) {
        String yaml = Written.yaml(id, 1);
        assertThat(yaml).contains(line);
        return put(yaml.replace(line, instead));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            must: [plan.goal]     | must: [plan.gaol]                           | /phases/0/gate/criteria/0/must/0  | names plan.gaol, which is no item
            title: Data set       | titel: Data set                             | /phases/1/items/0/titel           | is no known field
            summary: Get it.      | purpose: Get it.                            | /phases/1/purpose                 | is no known field
            needs: [gate.plan]    | needs: [gate.deploy]                        | /phases/1/items/0/needs/0         | no gate before DATA
            to: DATA              | to: DEPLOY                                  | /loops/0/to                       | must be a phase before DEPLOY
            triggers: [FEATURE_DRIFT] | triggers: [MOOD]                        | /loops/0/triggers/0               | must be one of
            explanation: Collect it. | explanation: ''                          | /phases/1/items/0/explanation     | must not be empty
            dutiesSeparatedFrom: HIGH | dutiesSeparatedFrom: SOME               | /dutiesSeparatedFrom              | must be one of
            id: data.set          | id: plan.set                                | /phases/1/items/0/id              | must be data.
            """)
    void aFaultIsNamed(String line, String instead, String pointer, String reason) {
        Answer answer = with(line, instead);

        answer.isProblem(422, "invalid-checklist").has("errors[0].pointer", pointer);
        assertThat(answer.value("detail")).startsWith("line ").contains(reason);
    }

    @Test
    void anItemThatNeedsItselfIsACycle() {
        with("needs: []", "needs: [plan.goal]").isProblem(422, "invalid-checklist");
    }

    /** Each of these would fail, or mean nothing, whenever it is asked. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "evidence.rows >",
                "evidence.rows + 1.0",
                "somebody.rows > 1.0",
                "evidence.rows > 1.0 && nothing()",
                "signal.psi > 0.2",
                "now - duration('30d') < now"
            })
    void aCheckThatIsNoQuestionIsRefused(String cel) {
        with(
                        "exampleEvidence: {rows: 120000}",
                        "exampleEvidence: {rows: 120000}\n        checks: [{name: rows, cel: \"%s\"}]".formatted(cel))
                .isProblem(422, "invalid-checklist")
                .has("errors[0].pointer", "/phases/1/items/0/checks/0/cel");
    }

    @Test
    void itIsTheChecklistOfThePath() {
        api.put(path, YAML, Written.yaml("another", 2))
                .isProblem(422, "invalid-checklist")
                .has("errors[0].pointer", "/id")
                .has("errors[1].pointer", "/version")
                .has("errors[0].allowed", List.of(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Upper", "two--hyphens", "-first", "under_score"})
    void anIdIsASlug(String other) {
        api.put("/v1/checklists/%s/versions/1".formatted(other), YAML, Written.yaml("ours", 1))
                .isProblem(400, "invalid-request")
                .has("errors[0].parameter", "checklist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "one", "1.0", "01", "1000000", "99999999999"})
    void aVersionIsANumberFromOne(String other) {
        api.put("/v1/checklists/%s/versions/%s".formatted(id, other), YAML, Written.yaml(id, 1))
                .isProblem(400, "invalid-request")
                .has("errors[0].parameter", "version");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "policyDefaults: &a {b: 1}",
                "policyDefaults: {a: &b [1], c: *b}",
                "policyDefaults: {a: !!str 1}",
                "policyDefaults: !!java.net.URL ['http://localhost']"
            })
    void anAnchorOrTagIsRefused(String more) {
        put(Written.yaml(id, 1) + more + "\n").isProblem(422, "invalid-checklist");
    }

    @Test
    void aBombDoesNotGoOff() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append(
                    "a%d: &a%d [%s]\n".formatted(i, i, "*a%d, ".formatted(i - 1).repeat(9)));
        }
        put(bomb.toString()).isProblem(422, "invalid-checklist");
        put(Written.yaml(id, 1) + "policyDefaults:\n" + bomb.toString().indent(2))
                .isProblem(422, "invalid-checklist");
        put("[".repeat(10_000)).isProblem(422, "invalid-checklist");
        put("- ".repeat(100_000)).isProblem(422, "invalid-checklist");
    }

    @Test
    void whatIsWrittenTwiceIsRefused() {
        put(Written.yaml(id, 1) + "title: Twice\n").isProblem(422, "invalid-checklist");
        api.put(path, "{\"id\": \"%s\", \"id\": \"%s\"}".formatted(id, id))
                .isProblem(400, "invalid-request")
                .has("errors[0].code", "duplicate-field");
    }

    @Test
    void whatIsNotWellFormedIsRefused() {
        put("id: [").isProblem(422, "invalid-checklist").has("errors[0].pointer", "");
        put("").isProblem(422, "invalid-checklist");
        put("--- {}\n--- {}\n").isProblem(422, "invalid-checklist");
        api.put(path, "{\"id\": ").isProblem(400, "invalid-request").has("errors[0].code", "malformed-json");
        api.put(path, "[]").isProblem(422, "invalid-checklist");
        api.put(path, "application/xml", "<a/>").isProblem(415, "unsupported-media-type");
        new Answer(api.request()
                        .contentType(YAML)
                        .body(new byte[] {'i', 'd', ':', ' ', (byte) 0xff})
                        .put(path))
                .isProblem(400, "invalid-request")
                .has("errors[0].code", "not-utf-8");
    }

    @Test
    void whatIsTooLargeIsRefused() {
        put("# " + "x".repeat(1024 * 1024)).isProblem(413, "payload-too-large");
    }
}
