package dev.tollgate.intake.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.ChannelApi;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import dev.tollgate.intake.channel.Samples.Sample;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every sample is handed in twice at the door: it is recognised, mapped, and stored once. Prints what each became. With {@code -Dpayloads.dir},
 * every file of that folder too.
 */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class PayloadsTest {

    private static final String ITEM = "data.eda";
    private static final List<String> TABLE = Collections.synchronizedList(new ArrayList<>());

    private final Api api = Api.of(getClass());

    @TestFactory
    Stream<DynamicTest> fixturesAreStoredOnce() {
        return Samples.fixtures().stream().map(sample -> dynamicTest(sample.name(), () -> storedOnce(sample)));
    }

    @TestFactory
    Stream<DynamicTest> samplesFromElsewhereAreStoredOnce() {
        return Samples.elsewhere().map(Samples::in).orElse(List.of()).stream()
                .filter(sample -> !isAboutASample(sample))
                .map(sample -> dynamicTest(sample.name(), () -> storedOnce(sample)));
    }

    /** Lists of where samples come from, keys, schemas and test vectors: what stands beside samples, and is sent by no tool. */
    private static boolean isAboutASample(Sample sample) {
        String name = sample.name();
        return !name.contains("/")
                || name.endsWith(".pem")
                || name.contains("_vector")
                || name.contains("oidc_token")
                || new String(sample.body(), StandardCharsets.UTF_8).contains("json-schema.org/draft");
    }

    private void storedOnce(Sample sample) {
        ProjectApi project = api.newProject("sample", "LOW");
        ChannelApi channel = ChannelApi.create(
                        api, project.key(), "'mode': 'URL_TOKEN'", "{'when': {}, 'gate': 'plan'}")
                .where("item", ITEM);
        for (int i = 0; i < sample.headers().size(); i += 2) {
            channel = channel.with(sample.headers().get(i), sample.headers().get(i + 1));
        }
        Answer first = channel.deliver(sample.body());
        if (first.status() == 422) {
            row(sample, "refused", first.value("errors[0].code"), "", "");
            assertThat(api.get(channel.path() + "/inbox").list("items")).isEmpty();
            assertThat(first.value("errors[0].code")).as(first.text()).isIn("malformed-json", "deepchecks-junit");
            return;
        }
        // Who waits for the gate's answer in this reply has it: no.
        if (first.status() == 409) {
            first.isProblem(409, "gate-blocked");
            row(sample, "answered", "-", first.value("detail"), "");
            return;
        }
        // What a clean data set looks like to DVC says nothing by itself: whoever sends it says what it is.
        if (new String(sample.body(), StandardCharsets.UTF_8).strip().equals("{}")) {
            first.is(200).has("state", "UNROUTED").hasNo("format");
            first = channel.where("as", "dvc.data-status").deliver(sample.body());
            channel = channel.where("as", "dvc.data-status");
        }
        first.is(200);
        long version = project.version();
        Answer second = channel.deliver(sample.body()).is(200);

        assertThat(first.value("format")).as(first.text()).isNotNull();
        assertThat(first.value("state")).as(first.text()).isIn("RECORDED", "IGNORED", "ANSWERED");
        assertThat(second.value("arrival")).isEqualTo(first.value("arrival"));
        assertThat(second.list("evidence")).isEqualTo(first.list("evidence"));
        assertThat(project.version()).isEqualTo(version);
        List<String> evidence = first.list("evidence");
        if (evidence.isEmpty()) {
            row(sample, first.value("format"), "-", first.value("reason"), "");
        }
        for (String id : evidence) {
            Answer recorded = project.get("/evidence/" + id).is(200);
            row(
                    sample,
                    first.value("format"),
                    recorded.value("outcome"),
                    recorded.value("metrics"),
                    recorded.value("subject"));
        }
        project.verifies();
    }

    private static void row(Sample sample, String adapter, String outcome, String metrics, String subject) {
        TABLE.add("%-52s %-34s %-14s %-60s %s"
                .formatted(sample.name(), adapter, outcome, cut(metrics, 60), cut(subject, 90)));
    }

    private static String cut(String text, int most) {
        return text == null ? "" : text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    @AfterAll
    static void print() {
        System.out.println("%-52s %-34s %-14s %-60s %s".formatted("file", "adapter", "outcome", "metrics", "subject"));
        TABLE.forEach(System.out::println);
    }
}
