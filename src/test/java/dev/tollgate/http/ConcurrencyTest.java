package dev.tollgate.http;

import static dev.tollgate.http.Person.ALICE;
import static dev.tollgate.http.Person.BOB;
import static dev.tollgate.http.Person.CI;
import static dev.tollgate.http.Person.DAVE;
import static dev.tollgate.http.ProjectApi.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many at once: every write is on record once, in one order, and one decision is one decision. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class ConcurrencyTest {

    private static final String GO = "{\"outcome\": \"GO\", \"rationale\": \"all there\"}";

    private final Api api = Api.of(getClass());
    private final Crowd crowd = new Crowd();

    @AfterEach
    void goHome() {
        crowd.close();
    }

    @Test
    void twoHundredPostsAndTwentyDecisionsAtOnce() {
        // Given
        ProjectApi project = api.newProject("crowd", "LOW");
        List<String> items = project.where("phase", "PLAN").get("/items").list("items.item");
        project.satisfy(items);
        long before = project.version();
        List<Crowd.Call> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            calls.add(new Crowd.Call(
                    api.as(CI), "POST", "%s/items/%s/evidence".formatted(project.path(), items.get(i % 9)), PASS));
        }
        for (int i = 0; i < 20; i++) {
            calls.add(i * 10, new Crowd.Call(api.as(ALICE), "POST", project.path() + "/gates/plan/decisions", GO));
        }

        // When
        List<HttpResponse<String>> answers = crowd.send(calls);

        // Then
        assertThat(Crowd.count(answers, 201)).isEqualTo(201);
        assertThat(Crowd.count(answers, 409)).isEqualTo(19);
        assertThat(answers.stream().filter(a -> a.statusCode() == 409))
                .allMatch(a -> a.body().contains("gate-already-passed"));
        assertThat(project.get("/gates/plan/decisions").list("items.id")).hasSize(1);
        assertThat(project.version()).isEqualTo(before + 200 + 5);
        Crowd.assertGapless(project);
    }

    @Test
    void fiftyTimesTheSamePostIsOnePost() {
        // Given
        ProjectApi project = api.newProject("crowd", "LOW");
        var call = new Crowd.Call(
                api.as(CI),
                "POST",
                project.path() + "/items/plan.baseline/evidence",
                PASS,
                List.of("Idempotency-Key", "delivery-1"));

        // When
        List<HttpResponse<String>> answers = crowd.send(Collections.nCopies(50, call));

        // Then
        assertThat(Crowd.count(answers, 201)).isEqualTo(50);
        assertThat(answers.stream().map(HttpResponse::body).distinct()).hasSize(1);
        assertThat(answers.stream()
                        .filter(a ->
                                a.headers().firstValue("Idempotency-Replayed").isPresent()))
                .hasSize(49);
        assertThat(project.eventsAfter(1)).containsExactly("evidence.recorded", "item.state-changed");
        Crowd.assertGapless(project);
    }

    @Test
    void oneOfManyCreatesTheProject() {
        // Given
        ProjectApi project = api.project(Api.unique("crowd"));
        var put = new Crowd.Call(
                api,
                "PUT",
                project.path(),
                "{\"name\": \"N\", \"owner\": \"o\", \"riskTier\": \"LOW\", \"taskType\": \"REGRESSION\"}");

        // When
        List<HttpResponse<String>> answers = crowd.send(Collections.nCopies(32, put));

        // Then
        assertThat(Crowd.count(answers, 201)).isEqualTo(1);
        assertThat(Crowd.count(answers, 200)).isEqualTo(31);
        assertThat(answers.stream().map(HttpResponse::body).distinct()).hasSize(1);
        assertThat(project.eventsAfter(0)).containsExactly("project.created");
        project.verifies();
    }

    @Test
    void oneOfManyEditorsWins() {
        // Given
        ProjectApi project = api.newProject("crowd", "LOW");
        String tag = project.get().header("ETag");
        List<Crowd.Call> puts = IntStream.range(0, 16)
                .mapToObj(i -> new Crowd.Call(
                        api,
                        "PUT",
                        project.path(),
                        "{\"name\": \"Name %d\", \"owner\": \"o\", \"riskTier\": \"LOW\", \"taskType\": \"RANKING\"}"
                                .formatted(i),
                        List.of("If-Match", tag)))
                .toList();

        // When
        List<HttpResponse<String>> answers = crowd.send(puts);

        // Then
        assertThat(Crowd.count(answers, 200)).isEqualTo(1);
        assertThat(Crowd.count(answers, 412)).isEqualTo(15);
        assertThat(project.version()).isEqualTo(2);
    }

    @Test
    void atMediumRiskOneDecisionIsOpenedAndEachVoiceCountsOnce() {
        // Given
        ProjectApi project = api.newProject("crowd", "HIGH");
        project.as(CI).satisfy("PLAN");

        // When everybody wants to open it
        List<HttpResponse<String>> opened = crowd.send(IntStream.range(0, 20)
                .mapToObj(i -> new Crowd.Call(
                        api.as(i % 2 == 0 ? ALICE : BOB), "POST", project.path() + "/gates/plan/decisions", GO))
                .toList());

        // Then one did
        assertThat(Crowd.count(opened, 201)).isEqualTo(1);
        assertThat(opened.stream().filter(a -> a.statusCode() == 409))
                .hasSize(19)
                .allMatch(a -> a.body().contains("decision-open"));

        // When everybody votes, ten times each
        String votes = "%s/gates/plan/decisions/%s/votes"
                .formatted(project.path(), project.gate("plan").value("openDecision.id"));
        List<Person> voters = List.of(ALICE, BOB, DAVE);
        List<HttpResponse<String>> voted = crowd.send(IntStream.range(0, 30)
                .mapToObj(i -> new Crowd.Call(api.as(voters.get(i % 3)), "POST", votes, "{\"vote\": \"APPROVE\"}"))
                .toList());

        // Then each other voice counted once
        assertThat(Crowd.count(voted, 201)).isEqualTo(2);
        project.gate("plan").has("state", "PASSED").has("lastDecision.approvals", 3);
        Crowd.assertGapless(project);
    }

    @Test
    void sixteenProjectsWithEightWritersEach() {
        // Given
        long seed = new Random().nextLong();
        System.out.println("sixteenProjectsWithEightWritersEach: seed " + seed);
        Random random = new Random(seed);
        List<ProjectApi> projects = IntStream.range(0, 16)
                .mapToObj(i -> api.newProject("crowd", "LOW").satisfy("PLAN"))
                .toList();

        // When
        List<Callable<List<HttpResponse<String>>>> writers = new ArrayList<>();
        for (int i = 0; i < 8 * projects.size(); i++) {
            ProjectApi project = projects.get(i % projects.size());
            Random own = new Random(random.nextLong());
            writers.add(() -> IntStream.range(0, 6)
                    .mapToObj(step -> crowd.send(anything(project, own)))
                    .toList());
        }
        List<HttpResponse<String>> answers =
                crowd.all(writers).stream().flatMap(List::stream).toList();

        // Then all were answered as one alone would be
        assertThat(answers)
                .hasSize(8 * 16 * 6)
                .allMatch(a -> List.of(200, 201, 404, 409).contains(a.statusCode()));
        assertThat(Crowd.count(answers, 201)).isGreaterThan(8 * 16);
        projects.forEach(Crowd::assertGapless);
    }

    private Crowd.Call anything(ProjectApi project, Random random) {
        String path = project.path();
        int n = random.nextInt(1_000);
        return switch (random.nextInt(8)) {
            case 0 -> call(path + "/evidence", """
                    {"evidence": [{"item": "plan.roadmap", "outcome": "PASS"}, {"item": "data.eda", "outcome": "FAIL"}]}""");
            case 1 ->
                call(
                        path + "/items/plan.ml-task/reviews",
                        "{\"verdict\": \"ACCEPT\", \"comment\": \"%d\"}".formatted(n));
            case 2 -> call(path + "/gates/plan/decisions", GO);
            case 3 ->
                call(
                        path + "/loops",
                        "{\"from\": \"DEPLOY\", \"to\": \"PLAN\", \"trigger\": \"BUSINESS_REALIGNMENT\", \"reason\": \"r\"}");
            case 4 -> call(path + "/evidence/00000000-0000-7000-8000-000000000000/invalidation", "{\"reason\": \"r\"}");
            case 5 -> new Crowd.Call(api, "PUT", path, """
                    {"name": "Name %d", "owner": "o", "riskTier": "LOW", "taskType": "REGRESSION"}""".formatted(n));
            default ->
                call(
                        path + "/items/data.cleaning/evidence",
                        "{\"outcome\": \"%s\"}".formatted(n % 2 == 0 ? "PASS" : "FAIL"));
        };
    }

    private Crowd.Call call(String path, String body) {
        return new Crowd.Call(api.as(ALICE), "POST", path, body);
    }
}
