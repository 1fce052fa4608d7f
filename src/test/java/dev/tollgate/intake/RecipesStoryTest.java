package dev.tollgate.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.Person;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Somebody follows a recipe: every command on the page is run, against this service, with stand-ins for the tools; and what tools send by
 * themselves is sent as they do. All of it is taken, and every route that the page shows takes something.
 */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class RecipesStoryTest {

    private static final Pattern PROJECTS = Pattern.compile("\"projects\": \\[\"churn\"\\]");
    private static final Pattern CHANNEL = Pattern.compile("\"key\": \"([a-z-]+)\", \"name\"");
    private static final Pattern GATE = Pattern.compile("/gates/([a-z]+)/check");
    private static final List<String> PHASES = List.of("plan", "data", "model", "deploy");

    /** May manage channels; dev mode's developer needs no token, and a command on a page has one. */
    private static final Person ADMIN = new Person("root", Set.of("admin"));

    private final ObjectMapper mapper = new ObjectMapper();
    private final Api api = Api.of(getClass()).as(ADMIN);
    private final Map<String, Opened> channels = new LinkedHashMap<>();

    @TempDir
    Path folder;

    /** @param key the one that it got instead of the page's, so that no other test uses it */
    private record Opened(String key, JsonNode channel) {

        String url() {
            return channel.path("url").asText();
        }

        String secret() {
            return channel.path("secret").asText();
        }
    }

    private static List<String> recipes() {
        return Recipe.all().stream().map(Recipe::page).toList();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void everythingOnThePageWorks(String page) throws IOException {
        ProjectApi project = api.newProject("recipe", "LOW");
        try (Workbench workbench = new Workbench(folder)) {
            workbench.set("TOLLGATE", RestAssured.baseURI + ":" + RestAssured.port);
            workbench.set("TOKEN", api.authorization().replaceFirst("^Bearer ", ""));
            for (String script : Recipe.of(page).scripts()) {
                follow(workbench, project, script);
            }
        }
        for (Sent sent : Sent.of(page)) {
            deliver(sent, project);
        }
        channels.values().forEach(this::everyRouteTookSomething);
        project.verifies();
    }

    private void follow(Workbench workbench, ProjectApi project, String script) throws IOException {
        Matcher gate = GATE.matcher(script);
        if (gate.find()) {
            asks(workbench, project, script, gate.group(1));
        } else if (script.contains("/v1/channels")) {
            opens(workbench, project, script);
        } else if (script.contains("--data-binary")) {
            handsIn(workbench, script);
        } else {
            Workbench.Ran ran = workbench.run(script);
            assertThat(ran.exit()).as(script + ran.err()).isZero();
            if (script.contains("$ADDRESS")) {
                assertThat(workbench.told()).contains(last().url());
            }
        }
    }

    private Opened last() {
        return new ArrayList<>(channels.values()).getLast();
    }

    private void opens(Workbench workbench, ProjectApi project, String script) {
        Matcher channel = CHANNEL.matcher(script);
        assertThat(channel.find()).as(script).isTrue();
        String key = Api.unique(channel.group(1));
        String own = script.replace(channel.group(), "\"key\": \"%s\", \"name\"".formatted(key))
                .replace("https://token.actions.githubusercontent.com/.well-known/jwks", workbench.jwksUri());
        assertThat(PROJECTS.matcher(own).find()).as(script).isTrue();
        Workbench.Ran ran =
                workbench.run(PROJECTS.matcher(own).replaceAll("\"projects\": [\"%s\"]".formatted(project.key())));
        JsonNode answer = json(ran.out());
        assertThat(answer.path("key").asText()).as(ran.out() + ran.err()).isEqualTo(key);
        var opened = new Opened(key, answer);
        channels.put(channel.group(1), opened);
        workbench.set("ADDRESS", opened.url().replaceFirst("^/in/", ""));
        workbench.set("SECRET", opened.secret());
    }

    private void handsIn(Workbench workbench, String script) throws IOException {
        Workbench.Ran ran = workbench.run(script);
        assertThat(ran.exit()).as(script + ran.out() + ran.err()).isZero();
        List<JsonNode> answers =
                mapper.readerFor(JsonNode.class).<JsonNode>readValues(ran.out()).readAll();
        assertThat(answers)
                .as(script)
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(answer.path("status").asText())
                        .as(answer.toString())
                        .isEqualTo("accepted"));
    }

    /** Blocked with the reasons at first; let through once the gate stands passed. */
    private void asks(Workbench workbench, ProjectApi project, String script, String gate) {
        Workbench.Ran blocked = workbench.run(script.replace("/projects/churn/", "/projects/" + project.key() + "/"));
        assertThat(blocked.exit()).as(script + blocked.out() + blocked.err()).isEqualTo(22);
        assertThat(blocked.out()).startsWith(gate + " NOT_READY: ");
        ProjectApi ready = Api.of(getClass()).newProject("recipe", "LOW");
        ready.passed(PHASES.subList(0, PHASES.indexOf(gate) + 1).toArray(String[]::new));
        Workbench.Ran passed = workbench.run(script.replace("/projects/churn/", "/projects/" + ready.key() + "/"));
        assertThat(passed.exit()).as(script + passed.out() + passed.err()).isZero();
        assertThat(passed.out()).startsWith(gate + " PASSED");
    }

    /** As the tool would; one that asks for a gate in place is held back until the gate stands passed. */
    private void deliver(Sent sent, ProjectApi project) {
        Opened to = channels.get(sent.channel());
        if (sent.asksInPlace()) {
            send(sent, to).isProblem(409, "gate-blocked");
            Api.of(getClass()).project(project.key()).passed(PHASES.toArray(String[]::new));
        }
        send(sent, to).is(200).has("status", "accepted");
    }

    private static Answer send(Sent sent, Opened to) {
        return new Answer(sent.request(to.channel().path("auth"), to.secret())
                .body(sent.body())
                .post(to.url()));
    }

    private JsonNode json(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    /** A route that nothing fits is a line that somebody pastes in vain. */
    private void everyRouteTookSomething(Opened opened) {
        JsonNode arrivals = json(api.where("state", "RECORDED")
                .where("state", "ANSWERED")
                .get("/v1/channels/%s/inbox".formatted(opened.key()))
                .is(200)
                .text());
        List<String> took = new ArrayList<>();
        for (JsonNode arrival : arrivals.path("items")) {
            String format = arrival.path("format").asText();
            if (arrival.path("state").asText().equals("ANSWERED")) {
                took.add(format + " to a gate");
            }
            for (JsonNode result : arrival.path("results")) {
                took.add(format + " to "
                        + result.path("item").asText(result.path("signal").asText()));
            }
        }
        for (JsonNode route : opened.channel().path("routes")) {
            String place = route.has("gate")
                    ? "a gate"
                    : route.path("item").asText(route.path("signal").asText());
            String format = route.path("when").path("format").asText("*");
            Pattern wanted =
                    Pattern.compile(format.replace(".", "[.]").replace("*", ".*") + " to " + Pattern.quote(place));
            assertThat(took)
                    .as("%s: %s", opened.key(), route)
                    .anyMatch(one -> wanted.matcher(one).matches());
        }
    }
}
