package dev.tollgate.intake.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.http.Api;
import dev.tollgate.http.ChannelApi;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many senders at the same time: the same report is recorded once, and heavy bodies do not shut the door for light ones. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class CrowdedDoorTest {

    private static final String STATUS = "{\"uncommitted\": {\"modified\": [\"data/%d.csv\"]}}";

    private final Api api = Api.of(getClass());
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private ProjectApi project;
    private ChannelApi channel;

    @TestHTTPResource("/")
    URI base;

    @BeforeEach
    void aChannel() {
        project = api.newProject("crowded", "LOW");
        channel = ChannelApi.create(api, project.key(), "'mode': 'URL_TOKEN'");
    }

    @Test
    void fiftyDeliveriesOfOneReportAreOnePieceOfEvidence() throws Exception {
        Set<String> evidence = new HashSet<>();
        List<String> statuses = new ArrayList<>();
        for (HttpResponse<byte[]> answer :
                together(50, i -> request(STATUS.formatted(1).getBytes(StandardCharsets.UTF_8)))) {
            assertThat(answer.statusCode()).isEqualTo(200);
            JsonNode body = json.readTree(answer.body());
            statuses.add(body.path("status").asText());
            body.path("evidence").forEach(id -> evidence.add(id.asText()));
        }
        assertThat(evidence).hasSize(1);
        assertThat(statuses)
                .containsOnlyOnce("accepted")
                .filteredOn("duplicate"::equals)
                .hasSize(49);
        assertThat(project.where("types", "evidence.recorded").get("/events").list("items.id"))
                .hasSize(1);
        project.verifies();
    }

    @Test
    void heavyBodiesAreRefusedOrToldToComeAgainWhileLightOnesAreTaken() throws Exception {
        byte[] bomb = bomb();
        Set<Integer> heavy = new HashSet<>();
        Set<Integer> light = new HashSet<>();
        List<HttpResponse<byte[]>> answers = together(
                60,
                i -> i % 2 == 0 ? gzipped(bomb) : request(STATUS.formatted(i).getBytes(StandardCharsets.UTF_8)));
        for (int i = 0; i < answers.size(); i++) {
            (i % 2 == 0 ? heavy : light).add(answers.get(i).statusCode());
        }
        assertThat(heavy).isSubsetOf(422, 503).contains(422);
        assertThat(light).containsExactly(200);
        assertThat(project.where("limit", 200).get("/evidence").list("items.id"))
                .hasSize(30);
    }

    private interface Requests {
        HttpRequest of(int number);
    }

    private List<HttpResponse<byte[]>> together(int senders, Requests requests) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(senders)) {
            List<Callable<HttpResponse<byte[]>>> calls = new ArrayList<>();
            for (int i = 0; i < senders; i++) {
                HttpRequest request = requests.of(i);
                calls.add(() -> client.send(request, HttpResponse.BodyHandlers.ofByteArray()));
            }
            List<HttpResponse<byte[]>> answers = new ArrayList<>();
            for (Future<HttpResponse<byte[]>> answer : pool.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    private HttpRequest request(byte[] body) {
        return HttpRequest.newBuilder(base.resolve(channel.url() + "?item=data.eda"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private HttpRequest gzipped(byte[] body) {
        return HttpRequest.newBuilder(base.resolve(channel.url() + "?item=data.eda"))
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    /** Little on the wire, 19 MiB of nested lists once it is unpacked. */
    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            byte[] lists = "[[],[]],".repeat(16 * 1024).getBytes(StandardCharsets.UTF_8);
            gzip.write('[');
            for (int i = 0; i < 150; i++) {
                gzip.write(lists);
            }
            gzip.write(']');
        }
        return bytes.toByteArray();
    }
}
