package dev.tollgate.audit;

import static dev.tollgate.http.Person.ALICE;

import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** An auditor downloads the log and verifies the file without the service. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class ExportStoryTest {

    private final Api api = Api.of(getClass());

    @Test
    void aProjectIsExported() throws Exception {
        ProjectApi churn = api.newProject("churn", "LOW");
        System.out.println(churn.where("format", "jsonl").get("/events").text());
        System.out.println(churn.where("format", "csv").get("/events").text());
        System.out.println(churn.where("format", "jsonl")
                .as(ALICE)
                .api()
                .request()
                .head(churn.path() + "/events")
                .headers());
        System.out.println(api.get("/v1/log/export").text());
    }
}
