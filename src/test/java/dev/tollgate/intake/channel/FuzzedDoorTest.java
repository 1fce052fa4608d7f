package dev.tollgate.intake.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.http.Api;
import dev.tollgate.http.ChannelApi;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import dev.tollgate.intake.channel.Samples.Sample;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Every sample, spoilt 200 times by chance: whatever comes in, the service answers, keeps what it said it keeps and nothing else, and does not
 * fill up. Another {@code -Dfuzz.seed} spoils them in another way.
 */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class FuzzedDoorTest {

    private static final long SEED = 42911714066684L;
    private static final int TIMES = 200;
    private static final int SENDERS = 4;
    private static final long MOST_GROWTH = 256L * 1024 * 1024;
    private static final Set<Integer> ANSWERS = Set.of(200, 413, 422);

    private final Api api = Api.of(getClass());
    private final ObjectMapper json = new ObjectMapper();

    @TestHTTPResource("/")
    URI base;

    @Test
    void nothingThatComesInBreaksAnything() throws Exception {
        long seed = Long.getLong("fuzz.seed", SEED);
        System.out.println("fuzz seed " + seed);
        List<Sample> samples = Samples.elsewhere().map(Samples::in).orElseGet(Samples::fixtures);
        long before = used();
        Map<Integer, Integer> statuses = new TreeMap<>();
        try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
                HttpClient client = HttpClient.newHttpClient()) {
            List<Future<Map<Integer, Integer>>> all = new ArrayList<>();
            for (int i = 0; i < samples.size(); i++) {
                Sample sample = samples.get(i);
                long own = seed + i;
                all.add(senders.submit(() -> fuzz(client, sample, new Mutator(own))));
            }
            for (Future<Map<Integer, Integer>> one : all) {
                one.get().forEach((status, times) -> statuses.merge(status, times, Integer::sum));
            }
        }
        System.out.printf("%d samples, answers by status: %s%n", samples.size(), statuses);
        assertThat(ANSWERS).containsAll(statuses.keySet());
        assertThat(statuses.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(samples.size() * TIMES);
        long growth = used() - before;
        System.out.printf("the heap grew by %d MiB%n", growth / (1024 * 1024));
        assertThat(growth).isLessThan(MOST_GROWTH);
    }

    private Map<Integer, Integer> fuzz(HttpClient client, Sample sample, Mutator mutator) throws Exception {
        ProjectApi project = api.newProject("fuzz", "LOW");
        ChannelApi channel = ChannelApi.create(api, project.key(), "'mode': 'URL_TOKEN'");
        Map<Integer, Integer> statuses = new TreeMap<>();
        Set<String> promised = new TreeSet<>();
        for (int i = 0; i < TIMES; i++) {
            HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(channel.url() + "?item=data.eda"))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(mutator.mutated(sample.body())));
            for (int h = 0; h < sample.headers().size(); h += 2) {
                request.header(sample.headers().get(h), sample.headers().get(h + 1));
            }
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            JsonNode body = json.readTree(answer.body());
            assertThat(body.isObject()).as(body.toString()).isTrue();
            statuses.merge(answer.statusCode(), 1, Integer::sum);
            body.path("evidence").forEach(id -> promised.add(id.asText()));
        }
        assertThat(kept(project)).as(sample.name()).isEqualTo(promised);
        project.verifies();
        return statuses;
    }

    private static Set<String> kept(ProjectApi project) {
        Set<String> ids = new TreeSet<>();
        var page = project.where("limit", 200).get("/evidence").is(200);
        ids.addAll(page.list("items.id"));
        while (page.hasNext()) {
            page = project.api().next(page).is(200);
            ids.addAll(page.list("items.id"));
        }
        return ids;
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
