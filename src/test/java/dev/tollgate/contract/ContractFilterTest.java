package dev.tollgate.contract;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The filter itself, against a server that answers whatever a test wants it to: it must see what is wrong, and only that. */
class ContractFilterTest {

    private static final String REVIEWS = "/v1/projects/churn/items/plan.baseline/reviews";
    private static final String REVIEW = """
            {"item":"plan.baseline","verdict":"ACCEPT","comment":"fine","reviewedBy":"alice",
             "reviewedAt":"2026-08-12T09:41:07.120334Z","itemState":"SATISFIED"}
            """;
    private static final String PROBLEM = """
            {"type":"/problems/%1$s","title":"a title","status":%2$d,"detail":"a detail","instance":"/v1/x","code":"%1$s"}
            """;

    private final List<String> seen = new ArrayList<>();
    private HttpHandler reply = HttpExchange::close;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> reply.handle(exchange));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anExchangeAsDocumentedPassesAndIsSeen() {
        answer(201, "application/json", REVIEW);

        asked().body(Map.of("verdict", "ACCEPT", "comment", "fine")).post(REVIEWS);

        assertThat(seen).containsExactly("reviewItem 201");
    }

    @Test
    void aFieldThatTheContractDoesNotKnowIsSeenInTheAnswer() {
        answer(201, "application/json", REVIEW.replace("\"item\":", "\"extra\":1,\"item\":"));

        assertBroken(
                () -> asked().body(Map.of("verdict", "ACCEPT", "comment", "fine"))
                        .post(REVIEWS),
                "extra");
    }

    @Test
    void aMissingFieldAndAWrongEnumAreSeenInTheAnswer() {
        answer(201, "application/json", REVIEW.replace("SATISFIED", "DONE"));

        assertBroken(
                () -> asked().body(Map.of("verdict", "ACCEPT", "comment", "fine"))
                        .post(REVIEWS),
                "itemState");
    }

    @Test
    void anUndocumentedStatusIsSeen() {
        answer(202, "application/json", REVIEW);

        assertBroken(
                () -> asked().body(Map.of("verdict", "ACCEPT", "comment", "fine"))
                        .post(REVIEWS),
                "202");
    }

    @Test
    void anErrorThatIsNoProblemIsSeen() {
        answer(409, "application/json", "{\"message\":\"no\"}");

        assertBroken(
                () -> asked().body(Map.of("verdict", "ACCEPT", "comment", "fine"))
                        .post(REVIEWS),
                "application/json");
    }

    @Test
    void aBadRequestThatIsRefusedPasses() {
        answer(400, "application/problem+json", PROBLEM.formatted("invalid-request", 400));

        asked().body(Map.of("verdict", "MAYBE", "comment", "fine")).post(REVIEWS);
        asked().body(Map.of("verdict", "ACCEPT", "comment", "fine", "extra", 1)).post(REVIEWS);
        asked().body("{").post(REVIEWS);
        asked().queryParam("unknown", 1).get("/v1/projects");

        assertThat(seen).containsExactly("reviewItem 400", "reviewItem 400", "reviewItem 400", "listProjects 400");
    }

    @Test
    void aBadRequestThatIsAcceptedIsSeen() {
        answer(201, "application/json", REVIEW);

        assertBroken(
                () -> asked().body(Map.of("verdict", "MAYBE", "comment", "fine"))
                        .post(REVIEWS),
                "did not refuse");
        assertBroken(() -> asked().body(Map.of("verdict", "ACCEPT")).post(REVIEWS), "did not refuse");
        assertBroken(
                () -> asked().body(Map.of("verdict", "ACCEPT", "comment", "fine", "extra", 1))
                        .post(REVIEWS),
                "did not refuse");
    }

    @Test
    void aBadParameterThatIsAcceptedIsSeen() {
        answer(200, "application/json", "{\"items\":[]}");

        asked().queryParam("phase", "PLAN", "DATA").queryParam("limit", 5).get("/v1/projects");
        asked().queryParam("label", "domain:crm").queryParam("q", "ümlaut & co").get("/v1/projects");

        assertBroken(() -> asked().queryParam("phases", "PLAN").get("/v1/projects"), "phases");
        assertBroken(() -> asked().queryParam("phase", "PLAN", "PLANS").get("/v1/projects"), "phase /1");
        assertBroken(() -> asked().queryParam("limit", 0).get("/v1/projects"), "limit");
        assertBroken(() -> asked().queryParam("limit", "many").get("/v1/projects"), "limit");
        assertBroken(() -> asked().queryParam("limit", 1, 2).get("/v1/projects"), "more than once");
        assertBroken(() -> asked().get("/v1/projects/Churn/items"), "project");
    }

    @Test
    void rulesBetweenFieldsAreSeen() {
        answer(201, "application/json", "{}");
        String votes = "/v1/projects/churn/gates/plan/decisions/01987935-a9c0-7b9b-99e3-6c1a5d1be221/votes";

        assertBroken(() -> asked().body(Map.of("vote", "REJECT")).post(votes), "did not refuse");
        assertBroken(() -> asked().body(Map.of("vote", "APPROVE")).post(votes), "the answer breaks the contract");
    }

    @Test
    void textIsNotHeldAgainstASchema() {
        answer(409, "text/plain;charset=UTF-8", "plan NOT_READY: 1 unmet\n");

        asked().accept("text/plain").get("/v1/projects/churn/gates/plan/check");

        assertThat(seen).containsExactly("checkGate 409");
    }

    @Test
    void whatIsNotInTheContractMustNotBeThere() {
        answer(404, "application/problem+json", PROBLEM.formatted("not-found", 404));
        asked().get("/v1/nothing");
        asked().delete("/v1/projects/churn");

        answer(200, "application/json", "{}");
        assertBroken(() -> asked().get("/v1/nothing"), "not in the contract");
        answer(404, "text/html", "<h1>Not found</h1>");
        assertBroken(() -> asked().get("/v1/nothing"), "breaks the contract");
        assertThat(seen).isEmpty();
    }

    @Test
    void aMissingRequiredHeaderIsSeen() {
        answer(401, "application/problem+json", PROBLEM.formatted("unauthenticated", 401));

        assertBroken(() -> asked().get("/v1/me"), "WWW-Authenticate");
    }

    @Test
    void headAndNotModifiedHaveNoBody() {
        answer(304, "application/json", "");

        asked().header("If-None-Match", "\"1\"").get("/v1/projects/churn");
        asked().head("/v1/projects/churn");

        assertThat(seen).containsExactly("getProject 304");
    }

    private RequestSpecification asked() {
        return given().filter(new ContractFilter((operation, status) -> seen.add(operation.id() + " " + status)))
                .baseUri("http://localhost")
                .port(server.getAddress().getPort())
                .contentType("application/json");
    }

    /** What the server says to everything from now on. */
    private void answer(int status, String contentType, String body) {
        reply = exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", contentType);
            boolean silent = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(status, silent ? -1 : bytes.length);
            if (!silent) {
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        };
    }

    private static void assertBroken(Runnable exchange, String because) {
        assertThatThrownBy(exchange::run).isInstanceOf(AssertionError.class).hasMessageContaining(because);
    }
}
