package dev.tollgate.platform;

import static dev.tollgate.platform.Exchange.given;
import static dev.tollgate.platform.Exchange.json;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.EmbeddedPostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all answers have in common: newline, entity tags, pages, dry runs. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class RepresentationsTest {

    @Test
    void anAnswerEndsInANewlineAndNamesItsCachingRules() {
        Response response = given().get("/test/things/a");

        assertThat(response.asString()).isEqualTo("{\"name\":\"a\"}\n");
        assertThat(response.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(response.header("Vary")).isEqualTo("Accept, Authorization");
        assertThat(given().get("/test/phases/PLAN").asString()).isEqualTo("plan\n");
    }

    @Test
    void anUnchangedResourceIsNotSentTwice() {
        String tag = given().get("/test/things/a").header("ETag");
        assertThat(tag).matches("\"[\\w-]{24}\"");

        Response again = given().header("If-None-Match", "\"other\", W/" + tag).get("/test/things/a");
        Response changed = given().header("If-None-Match", tag).get("/test/things/b");

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.asString()).isEmpty();
        assertThat(again.header("ETag")).isEqualTo(tag);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.header("ETag")).isNotEqualTo(tag);
    }

    @Test
    void headAnswersWhatGetAnswersWithoutTheBody() {
        Response get = given().get("/test/things/a");
        Response head = given().head("/test/things/a");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.asString()).isEmpty();
        assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
        assertThat(head.contentType()).isEqualTo(get.contentType());
        assertThat(given().head("/nope").statusCode()).isEqualTo(404);
    }

    @Test
    void aPutAnswersWithTheTagThatAGetWouldHave() {
        String tag = given().get("/test/things/a").header("ETag");

        assertThat(json("{\"name\":\"a\"}").put("/test/things/a").header("ETag"))
                .isEqualTo(tag);
    }

    @ParameterizedTest
    @CsvSource({
        "a,      If-Match,      current, 200",
        "a,      If-Match,      *,       200",
        "a,      If-Match,      stale,   412",
        "a,      If-Match,      weak,    412",
        "absent, If-Match,      *,       412",
        "a,      If-None-Match, *,       412",
        "a,      If-None-Match, current, 412",
        "absent, If-None-Match, *,       200"
    })
    void aWriteHonoursItsPreconditions(String thing, String header, String value, int status) {
        String tag = given().get("/test/things/a").header("ETag");
        String sent = switch (value) {
            case "current" -> tag;
            case "weak" -> "W/" + tag;
            case "stale" -> "\"stale\"";
            default -> value;
        };

        Response response = json("{\"name\":\"b\"}").header(header, sent).put("/test/things/" + thing);

        assertThat(response.statusCode()).isEqualTo(status);
    }

    @Test
    void pagesLeadToEachOtherUntilTheEnd() {
        Response first = given().get("/test/numbers?limit=60");
        String next = first.path("next");
        assertThat(next).startsWith("/test/numbers?limit=60&cursor=");
        assertThat(first.header("Link")).isEqualTo("<" + next + ">; rel=\"next\"");

        Response second = given().urlEncodingEnabled(false).get(next);

        assertThat(second.jsonPath().getList("items"))
                .hasSize(60)
                .startsWith(61)
                .endsWith(120);
        assertThat(second.header("Link")).isNull();
        assertThatJson(second.asString()).node("next").isAbsent();
    }

    @Test
    void anEmptyListIsAList() {
        assertThat(given().get("/test/numbers?until=0").asString()).isEqualTo("{\"items\":[]}\n");
    }

    @Test
    void aCursorGoesWithItsFiltersInAnyOrderAndWithAnyLimit() {
        String next = given().get("/test/numbers?limit=2&phase=PLAN&phase=DATA&until=9")
                .path("next");
        String cursor = next.replaceAll(".*cursor=", "");

        Response same = given().urlEncodingEnabled(false)
                .get("/test/numbers?until=9&phase=DATA&cursor=" + cursor + "&phase=PLAN&limit=3");
        Response other =
                given().urlEncodingEnabled(false).get("/test/numbers?until=8&phase=DATA&phase=PLAN&cursor=" + cursor);

        assertThat(same.jsonPath().getList("items")).isEqualTo(List.of(3, 4, 5));
        assertThat(other.statusCode()).isEqualTo(400);
        assertThatJson(other.asString()).node("errors[0].code").isEqualTo("invalid-cursor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "1.5", "many", "99999999999"})
    void aLimitOutOfItsRangeIsRefused(String limit) {
        Response response = given().get("/test/numbers?limit=" + limit);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThatJson(response.asString())
                .node("errors")
                .isEqualTo(
                        "[{\"parameter\":\"limit\",\"code\":\"out-of-range\",\"detail\":\"limit is a whole number from 1 to 200\"}]");
    }

    @Test
    void aDryRunSaysThatItWasOne() {
        Response dry = json("{\"name\":\"a\"}").post("/test/things?dryRun=true");
        Response real = json("{\"name\":\"a\"}").post("/test/things?dryRun=false");
        Response unclear = json("{\"name\":\"a\"}").post("/test/things?dryRun=1");

        assertThat(dry.header("Tollgate-Dry-Run")).isEqualTo("true");
        assertThat(dry.asString()).isEqualTo("{\"thing\":{\"name\":\"a\"},\"bytes\":-1}\n");
        assertThat(real.header("Tollgate-Dry-Run")).isNull();
        assertThat(real.asString()).isEqualTo("{\"thing\":{\"name\":\"a\"},\"bytes\":12}\n");
        assertThat(unclear.statusCode()).isEqualTo(400);
    }
}
