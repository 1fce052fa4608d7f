package dev.tollgate.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.dev.Await;
import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Receivers of every kind on this machine, and what arrives there. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
@TestProfile(DeliveryTest.Hasty.class)
class DeliveryTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PROJECTS = 3;

    /** As in production, with waits of milliseconds instead of hours. */
    public static class Hasty implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "tollgate.webhooks.every", "20ms",
                    "tollgate.webhooks.retries", "0s,20ms,20ms,20ms,20ms,20ms,20ms,20ms,20ms,20ms,20ms,20ms,20ms",
                    "tollgate.webhooks.throttle", "40ms",
                    "tollgate.webhooks.call-timeout", "10s",
                    "tollgate.webhooks.disable-after-dead-letters", "3");
        }
    }

    @Inject
    DataSource database;

    private final Api api = Api.of(getClass());
    private final Hooks hooks = new Hooks(api);
    private final List<AutoCloseable> open = new ArrayList<>();

    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Handler ear = new Handler() {
        @Override
        public void publish(LogRecord line) {
            logged.add(line.getMessage() + " " + Arrays.toString(line.getParameters()) + " " + line.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        Logger.getLogger("").addHandler(ear);
    }

    /** Whatever a receiver does, no line of the log tells an address or a secret. */
    @AfterEach
    void nothingWasToldToTheLog() {
        Logger.getLogger("").removeHandler(ear);
        assertThat(logged).noneMatch(line -> line.contains("path-secret") || line.contains(Secret.PREFIX));
    }

    @AfterEach
    void closeAll() throws Exception {
        hooks.close();
        for (AutoCloseable resource : open) {
            resource.close();
        }
    }

    private Receiver receiver(Receiver.Behaviour behaviour) throws IOException {
        Receiver receiver = Receiver.that(behaviour);
        open.add(receiver);
        return receiver;
    }

    private static Secret secret(Hooks.Hook hook) {
        return new Secret(Base64.getDecoder().decode(hook.secret().substring(Secret.PREFIX.length())));
    }

    private static List<String> ids(List<Receiver.Call> calls) {
        return calls.stream().map(Receiver.Call::id).toList();
    }

    /** The ids of a project's events, in the order of its log. */
    private static List<String> log(ProjectApi project) {
        return project.where("limit", 1_000).get("/events").is(200).list("items.id");
    }

    @Test
    void aReceiverThatFailsThirtyPercentGetsEverythingInOrderAndSigned() throws Exception {
        // Given
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        Receiver receiver = receiver((exchange, call) -> {
            synchronized (random) {
                return Receiver.status(random.nextInt(10) < 3 ? 500 : 200).answer(exchange, call);
            }
        });
        List<ProjectApi> projects = new ArrayList<>();
        for (int i = 0; i < PROJECTS; i++) {
            projects.add(api.project(Api.unique("hook")));
        }
        String keys =
                String.join("\", \"", projects.stream().map(ProjectApi::key).toList());
        Hooks.Hook hook = hooks.to(receiver, ", \"projects\": [\"%s\"]".formatted(keys));

        // When
        projects.forEach(project -> project.create("LOW").is(201));
        projects.forEach(project -> project.passed("plan", "data"));
        Map<String, List<String>> logs = new HashMap<>();
        projects.forEach(project -> logs.put(project.path(), log(project)));
        int events = logs.values().stream().mapToInt(List::size).sum();
        Await.until(() -> receiver.received().size() == events);

        // Then
        assertThat(receiver.calls().stream().filter(call -> !call.accepted()).count())
                .isGreaterThan(events / 10);
        Map<String, List<String>> arrived = new HashMap<>();
        long last = 0;
        for (Receiver.Call call : receiver.received()) {
            JsonNode event = JSON.readTree(call.body());
            arrived.computeIfAbsent(event.get("source").asText(), source -> new ArrayList<>())
                    .add(event.get("id").asText());
            assertThat(call.id()).isEqualTo(event.get("id").asText());
            assertThat(call.headers()).containsEntry("content-type", "application/cloudevents+json");
            assertThat(event.get("position").asLong()).isGreaterThan(last);
            last = event.get("position").asLong();
        }
        assertThat(arrived).isEqualTo(logs);
        for (Receiver.Call call : receiver.calls()) {
            MessageTest.verify(secret(hook), call.headers(), call.body());
        }
        // The books are written after the answer that the receiver gave.
        Await.until(() -> hook.get("/progress").number("failedAttempts") == 0);
        assertThat(hook.get("/progress").is(200).number("deadLetters")).isZero();
    }

    @Test
    void whoeverIsSlowDeadOrStrangeDelaysNobodyElse() throws Exception {
        // Given receivers of every bad kind
        var hanging = new CountDownLatch(1);
        open.add(hanging::countDown);
        Receiver slow = receiver((exchange, call) -> {
            try {
                hanging.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 0;
        });
        Receiver endless = receiver((exchange, call) -> {
            exchange.sendResponseHeaders(500, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                byte[] chunk = "x".repeat(8_192).getBytes(StandardCharsets.UTF_8);
                while (true) {
                    body.write(chunk);
                }
            }
        });
        Receiver elsewhere = receiver(Receiver.ACCEPTING);
        Receiver redirecting = receiver((exchange, call) -> {
            exchange.getResponseHeaders().add("Location", elsewhere.url());
            return Receiver.status(307).answer(exchange, call);
        });
        ServerSocket garbage = garbage();
        int dead = freePort();
        Receiver good = receiver(Receiver.ACCEPTING);
        ProjectApi project = api.newProject("bad-company", "LOW");
        String filter = Hooks.project(project.key()) + ", \"start\": \"BEGINNING\"";
        Map<String, Hooks.Hook> bad = Map.of(
                "no answer within 10 s", hooks.to(slow, filter),
                "answered 500", hooks.to(endless, filter),
                "answered 307; redirects are not followed", hooks.to(redirecting, filter),
                "the connection broke, or the answer was no HTTP (IllegalArgumentException)",
                        hooks.to("http://127.0.0.1:%d/".formatted(garbage.getLocalPort()), filter),
                "the connection was refused or timed out", hooks.to("http://127.0.0.1:%d/".formatted(dead), filter),
                "not called: the URL leads to an address that is not public", hooks.to(Fickle.URL, filter));
        Hooks.Hook served = hooks.to(good, filter);

        // When
        Await.until(() -> bad.values().stream()
                .noneMatch(
                        hook -> hook.get("/deliveries").list("items.position").isEmpty()));
        project.passed("plan");
        List<String> log = log(project);
        Await.until(() -> good.received().size() == log.size());

        // Then the good one has everything while the others have had nothing
        assertThat(ids(good.received())).isEqualTo(log);
        Await.until(() -> served.get("/deliveries").list("items.position").size() == log.size());
        assertThat(served.get("/deliveries").list("items.state")).containsOnly("DELIVERED");
        bad.forEach((error, hook) -> {
            Answer deliveries = hook.get("/deliveries").is(200);
            assertThat(deliveries.list("items.state")).as(error).doesNotContain("DELIVERED");
            assertThat(deliveries.list("items.error")).containsOnly(error);
            assertThat(deliveries.list("items.eventId")).last().isEqualTo(log.getFirst());
        });
        assertThat(elsewhere.calls()).isEmpty();
    }

    @Test
    void theAddressThatWasCheckedIsCalledUnderTheNameOfTheTarget() throws Exception {
        Receiver receiver = receiver(Receiver.ACCEPTING);
        ProjectApi project = api.newProject("pinned", "LOW");
        hooks.to(
                receiver.url().replace("127.0.0.1", Fickle.PINNED),
                Hooks.project(project.key()) + ", \"start\": \"BEGINNING\"");

        Await.until(() -> receiver.received().size() == 1);

        assertThat(receiver.calls().getFirst().headers().get("host")).startsWith(Fickle.PINNED + ":");
    }

    private ServerSocket garbage() throws IOException {
        var socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        open.add(socket);
        Thread.ofPlatform().daemon().start(() -> {
            while (!socket.isClosed()) {
                try (Socket call = socket.accept()) {
                    call.getOutputStream().write("220 mail.example ESMTP\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    // The caller went away, or the test is over.
                }
            }
        });
        return socket;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aReplicaThatIsKilledDuringACallIsFollowedByAnother() throws Exception {
        // Given a call that never ends, in a replica that is no more: its lease ends
        var hanging = new CountDownLatch(1);
        open.add(hanging::countDown);
        Receiver receiver = receiver((exchange, call) -> {
            try {
                hanging.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 0;
        });
        ProjectApi project = api.newProject("killed", "LOW");
        Hooks.Hook hook = hooks.to(receiver, Hooks.project(project.key()) + ", \"start\": \"BEGINNING\"");
        Await.until(() -> leased(hook));

        // When another takes over while the first call still hangs
        Receiver second = receiver(Receiver.ACCEPTING);
        api.put(hook.path(), """
                {"name": "moved", "url": "%s", "projects": ["%s"]}""".formatted(second.url(), project.key())).is(200);
        sql(
                "UPDATE webhook_cursor SET leased_until = now() - interval '1 second' WHERE subscription = ?::uuid",
                hook.id());
        Await.until(() -> second.received().size() == 1);

        // Then the same event has come with the same id, and what the first finds out later changes nothing
        hanging.countDown();
        assertThat(ids(second.received())).isEqualTo(log(project));
        Await.until(() -> !receiver.calls().isEmpty());
        assertThat(receiver.calls().getFirst().id())
                .isEqualTo(second.calls().getFirst().id());
        project.pass("plan.baseline");
        List<String> log = log(project);
        Await.until(() -> second.received().size() == log.size());
        assertThat(ids(second.calls())).isEqualTo(log);
    }

    private boolean leased(Hooks.Hook hook) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT 1 FROM webhook_cursor WHERE subscription = ?::uuid AND lease IS NOT NULL")) {
            select.setString(1, hook.id());
            return select.executeQuery().next();
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void sql(String sql, String id) throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, id);
            update.executeUpdate();
        }
    }

    @Test
    void aReceiverThatIsGoneIsLeftAloneUntilItIsResumed() throws Exception {
        Receiver receiver = receiver(Receiver.status(410));
        ProjectApi project = api.newProject("gone", "LOW");
        Hooks.Hook hook = hooks.to(receiver, Hooks.project(project.key()) + ", \"start\": \"BEGINNING\"");

        Await.until(() -> hook.state().equals("DISABLED"));

        assertThat(receiver.calls()).hasSize(1);
        hook.get().has("reason", "the receiver answered 410: it wants no more events");
        hook.post("/pause", "{\"reason\": \"r\"}").isProblem(409, "subscription-inactive");
        hook.post("/deliveries/%s/redelivery".formatted(hook.get("/deliveries").value("items[0].position")), "")
                .isProblem(409, "subscription-inactive");
        // What happened meanwhile is not lost
        receiver.behaves(Receiver.ACCEPTING);
        project.pass("plan.baseline");
        hook.post("/resumption", "{\"reason\": \"it is back\"}").is(201).has("state", "ACTIVE");
        List<String> log = log(project);
        Await.until(() -> receiver.received().size() == log.size());
        assertThat(ids(receiver.received())).isEqualTo(log);
    }

    @Test
    void whatCannotBeDeliveredIsGivenUpAndCanBeSentAgain() throws Exception {
        // Given a receiver that does not like one event
        Receiver receiver =
                receiver((exchange, call) -> Receiver.status(call.text().contains("evidence.recorded") ? 400 : 200)
                        .answer(exchange, call));
        ProjectApi project = api.newProject("dead", "LOW");
        Hooks.Hook hook = hooks.to(receiver, Hooks.project(project.key()) + ", \"start\": \"BEGINNING\"");

        // When
        project.pass("plan.baseline");
        List<String> log = log(project);
        Await.until(() -> receiver.received().size() == log.size() - 1);

        // Then the others went on, and it is a dead letter
        Await.until(() -> hook.get("/progress").number("deadLetters") == 1);
        String position = api.where("state", "DEAD")
                .get(hook.path() + "/deliveries")
                .is(200)
                .value("items[0].position");
        hook.get("/deliveries/" + position)
                .is(200)
                .has("state", "DEAD")
                .has("attempts", 13)
                .has("status", 400)
                .has("eventType", "evidence.recorded")
                .has("log[12].attempt", 13);
        assertThat(receiver.calls().stream().filter(call -> call.text().contains("evidence.recorded")))
                .hasSize(13);

        // When the receiver has learnt it
        receiver.behaves(Receiver.ACCEPTING);
        hook.post("/deliveries/%s/redelivery".formatted(position), "").is(202);
        Await.until(() -> receiver.received().size() == log.size());

        // Then
        Await.until(() -> hook.get("/deliveries/" + position).value("state").equals("DELIVERED"));
        hook.get("/deliveries/" + position).has("attempts", 14).hasNo("redeliveryAskedAt");
        hook.get("/progress").has("deadLetters", 0);
    }

    @Test
    void aReceiverThatTakesNothingIsDisabledWithTheReasonOnRecord() throws Exception {
        Receiver receiver = receiver(Receiver.status(500));
        ProjectApi project = api.newProject("hopeless", "LOW");
        project.satisfy("PLAN");
        Hooks.Hook hook = hooks.to(receiver, Hooks.project(project.key()) + ", \"start\": \"BEGINNING\"");

        Await.until(() -> hook.state().equals("DISABLED"));

        hook.get().has("reason", "3 events in a row could not be delivered");
        assertThat(receiver.calls()).hasSize(39);
        api.where("types", "subscription.disabled")
                .where("limit", 1_000)
                .get("/v1/platform/events")
                .is(200);
    }

    @Test
    void duringARotationBothSecretsSign() throws Exception {
        // Given
        Receiver receiver = receiver(Receiver.ACCEPTING);
        ProjectApi project = api.newProject("rotated", "LOW");
        Hooks.Hook hook = hooks.to(receiver, Hooks.project(project.key()) + ", \"start\": \"BEGINNING\"");
        Secret old = secret(hook);

        // When
        Secret fresh = rotated(hook, "{}");
        project.pass("plan.baseline");

        // Then
        Receiver.Call call = lastOf(log(project), receiver);
        assertThat(call.headers().get("webhook-signature").split(" ")).hasSize(2);
        MessageTest.verify(old, call.headers(), call.body());
        MessageTest.verify(fresh, call.headers(), call.body());

        // And a secret that leaked can be put out of force at once
        Secret third = rotated(hook, "{\"overlapHours\": 0}");
        project.pass("plan.roadmap");
        Receiver.Call last = lastOf(log(project), receiver);
        assertThat(last.headers().get("webhook-signature").split(" ")).hasSize(1);
        MessageTest.verify(third, last.headers(), last.body());
    }

    private Secret rotated(Hooks.Hook hook, String body) {
        String secret = hook.post("/secrets", body).is(201).value("secret");
        return secret(new Hooks.Hook(api, hook.id(), secret));
    }

    /** The last event of a log, once it has arrived. */
    private static Receiver.Call lastOf(List<String> log, Receiver receiver) {
        Await.until(() -> receiver.call(log.getLast()).isPresent());
        return receiver.call(log.getLast()).orElseThrow();
    }

    @Test
    void filtersChooseByTypeProjectAndLabel() throws Exception {
        Receiver types = receiver(Receiver.ACCEPTING);
        Receiver labels = receiver(Receiver.ACCEPTING);
        ProjectApi crm = api.project(Api.unique("crm"));
        ProjectApi other = api.project(Api.unique("other"));
        String label = Api.unique("domain");
        crm.put("""
                {"name": "n", "owner": "o", "riskTier": "LOW", "taskType": "RANKING", "labels": {"domain": "%s"}}
                """.formatted(label)).is(201);
        other.create("LOW").is(201);
        String begin = ", \"start\": \"BEGINNING\"";
        hooks.to(types, Hooks.project(other.key()) + begin + ", \"types\": [\"gate.decided\", \"gate.state-changed\"]");
        hooks.to(labels, ", \"labels\": {\"domain\": \"%s\"}".formatted(label) + begin);

        other.passed("plan");
        crm.passed("plan");
        List<String> ofCrm = log(crm);
        Await.until(() ->
                labels.received().size() == ofCrm.size() && types.received().size() >= 3);

        assertThat(ids(labels.received())).isEqualTo(ofCrm);
        assertThat(types.received())
                .hasSize(3)
                .allSatisfy(call -> assertThat(call.text()).contains(other.path()))
                .extracting(call -> JSON.readTree(call.body()).get("type").asText())
                .containsExactly(
                        "dev.tollgate.gate.state-changed.v1",
                        "dev.tollgate.gate.decided.v1",
                        "dev.tollgate.gate.state-changed.v1");
    }

    @Test
    void aPausedSubscriptionWaitsAndMissesNothing() throws Exception {
        Receiver receiver = receiver(Receiver.ACCEPTING);
        ProjectApi project = api.newProject("paused", "LOW");
        Hooks.Hook hook = hooks.to(receiver, Hooks.project(project.key()) + ", \"start\": \"BEGINNING\"");
        Await.until(() -> receiver.received().size() == 1);
        hook.post("/pause", "{\"reason\": \"the receiver moves\"}").is(201).has("state", "PAUSED");

        // When another subscription, made later, has had all of it
        Receiver other = receiver(Receiver.ACCEPTING);
        hooks.to(other, Hooks.project(project.key()) + ", \"start\": \"BEGINNING\"");
        project.passed("plan");
        List<String> log = log(project);
        Await.until(() -> other.received().size() == log.size());

        // Then the paused one has had nothing more, and everything once it is resumed
        assertThat(receiver.calls()).hasSize(1);
        hook.post("/resumption", "{\"reason\": \"done\"}").is(201);
        Await.until(() -> receiver.received().size() == log.size());
        assertThat(ids(receiver.calls())).isEqualTo(log);
    }
}
