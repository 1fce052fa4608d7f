package dev.tollgate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.http.EmbeddedPostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every operation has in common: who is let in, what is read, what is refused. The operations come from the contract, so a new one is
 * tested without anybody thinking of it; the filter holds every answer against the contract besides.
 */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class EveryOperationTest {

    private static final String NOWHERE = "019bd706-0000-7000-8000-000000000000";

    /** Made once: no test here changes it. */
    private static OneOfEach world;

    @BeforeEach
    void oneOfEach() {
        if (world == null) {
            world = OneOfEach.inAProject("every-operation");
        }
    }

    static List<Contract.Operation> operations() {
        return Contract.operations();
    }

    static Stream<Contract.Operation> guarded() {
        return Contract.operations().stream()
                .filter(operation -> !operation.permission().equals("public"));
    }

    static Stream<Contract.Operation> withPermission() {
        return guarded().filter(operation -> !operation.permission().equals("authenticated"));
    }

    static Stream<Contract.Operation> answering(String status) {
        return Contract.operations().stream()
                .filter(operation -> operation.statuses().contains(status));
    }

    static Stream<Contract.Operation> readable() {
        return answering("304");
    }

    /** Where a name of the path may be one that is not there; the others have stories of their own. */
    static Stream<Contract.Operation> missable() {
        return answering("404").filter(operation -> operation.path().contains("{"));
    }

    static Stream<Contract.Operation> writing() {
        return Contract.operations().stream()
                .filter(operation -> operation.node().at("/requestBody/content").has("application/json"));
    }

    /** Where tools may send whatever they have, stories of their own tell what is refused. */
    static Stream<Contract.Operation> choosy() {
        return writing()
                .filter(operation ->
                        !operation.node().at("/requestBody/content").has("*/*"));
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void aTokenThatIsNotValidIs401(Contract.Operation operation) {
        Response answer = send(operation, asked(operation).header("Authorization", "Bearer nonsense"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @ParameterizedTest
    @MethodSource("withPermission")
    void aCallerWithoutThePermissionIs403(Contract.Operation operation) {
        Response answer = send(operation, asked(operation).header("Authorization", "Bearer test-nobody"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.jsonPath().getString("permission")).isEqualTo(operation.permission());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aParameterThatIsNotThereIs400(Contract.Operation operation) {
        Response answer = send(operation, asked(operation).queryParam("nonsense", "1"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("errors[0].parameter")).isEqualTo("nonsense");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aMediaTypeThatIsNotOnOfferIs406(Contract.Operation operation) {
        assertThat(send(operation, asked(operation).accept("image/png")).statusCode())
                .isEqualTo(406);
    }

    @ParameterizedTest
    @MethodSource("missable")
    void aNameThatIsNotThereIs404(Contract.Operation operation) {
        RequestSpecification asked = asked(operation);
        String last = operation.parameters().stream()
                .filter(parameter -> parameter.node().path("in").asText().equals("path"))
                .map(parameter -> parameter.node().path("name").asText())
                .reduce("", (before, after) -> after);
        asked.pathParam(last, missing(last));

        assertThat(send(operation, asked).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @MethodSource("readable")
    void whatTheCallerHoldsAlreadyIs304(Contract.Operation operation) {
        Response first = send(operation, asked(operation));
        Response second = send(operation, asked(operation).header("If-None-Match", first.header("ETag")));

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.asByteArray()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("choosy")
    void aBodyThatIsNotJsonIs415(Contract.Operation operation) {
        assertThat(send(operation, asked(operation).contentType("text/csv").body("a,b"))
                        .statusCode())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @MethodSource("writing")
    void aBodyOverOneMebibyteIs413(Contract.Operation operation) {
        String body = "{\"comment\":\"" + "x".repeat(1024 * 1024) + "\"}";

        assertThat(send(operation, asked(operation).body(body)).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @MethodSource("writing")
    void aFieldThatIsNotThereIs400AndIsNamed(Contract.Operation operation) {
        Response answer = send(operation, asked(operation).body("{\"nonsense\":1}"));

        // A document that is kept as it came is understood as a whole, and well-formed all the same.
        boolean isDocument = operation.node().at("/requestBody/content").has("application/yaml");
        assertThat(answer.statusCode()).isEqualTo(isDocument ? 422 : 400);
        assertThat(answer.jsonPath().getList("errors.pointer", String.class)).contains("/nonsense");
    }

    /** The request that the contract shows: its first example of the body, in a world where all that it names exists. */
    private RequestSpecification asked(Contract.Operation operation) {
        RequestSpecification asked = RestAssured.given();
        operation.parameters().stream()
                .filter(parameter -> parameter.node().path("in").asText().equals("path"))
                .map(parameter -> parameter.node().path("name").asText())
                .forEach(name -> asked.pathParam(name, world.valueOf(name, operation)));
        operation.parameters().stream()
                .map(Contract.Place::node)
                .filter(parameter -> parameter.path("in").asText().equals("query")
                        && parameter.path("required").asBoolean())
                .map(parameter -> parameter.path("name").asText())
                .forEach(name -> asked.queryParam(name, world.valueOf(name, operation)));
        if (operation.path().endsWith("{tile}")) {
            // The slashes in it are slashes.
            asked.urlEncodingEnabled(false);
        }
        JsonNode examples = operation.node().at("/requestBody/content/application~1json/examples");
        if (!examples.isEmpty()) {
            asked.contentType("application/json")
                    .body(examples.elements().next().path("value").toString());
        }
        return asked;
    }

    private static Response send(Contract.Operation operation, RequestSpecification asked) {
        return asked.request(operation.method(), operation.path());
    }

    private static String missing(String parameter) {
        return switch (parameter) {
            case "evidence", "decision", "condition", "waiver", "loop", "subscription", "arrival" -> NOWHERE;
            case "delivery" -> "999999999";
            case "version" -> "999";
            default -> "no-such-thing";
        };
    }
}
