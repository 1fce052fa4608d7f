package dev.tollgate.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import dev.tollgate.http.Scans;
import dev.tollgate.platform.Paging;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists of evidence find their rows by an index, however much there is. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class EvidenceQueryPlanTest {

    @Inject
    EvidenceQuery query;

    @Inject
    EntityManager entities;

    private UUID project;
    private UUID evidence;

    @BeforeEach
    void aProject() {
        ProjectApi churn = Api.of(getClass()).newProject("churn", "LOW");
        project = UUID.fromString(churn.get().value("id"));
        evidence = UUID.fromString(churn.pass("plan.baseline").value("id"));
    }

    @Test
    void ofAProject() {
        var everything = new EvidenceFilter(List.of(), List.of(), List.of(), List.of());

        assertByIndex(
                () -> assertThat(query.list(project, everything, new Paging())).hasSize(1));
    }

    @Test
    void ofAnItem() {
        var baseline = new EvidenceFilter(List.of("plan.baseline"), List.of(), List.of(), List.of());

        assertByIndex(
                () -> assertThat(query.list(project, baseline, new Paging())).hasSize(1));
    }

    @Test
    void onePieceAndItsPayload() {
        assertByIndex(() -> {
            assertThat(query.find(project, evidence)).isPresent();
            assertThat(query.payload(project, evidence)).isPresent();
        });
    }

    private void assertByIndex(Runnable work) {
        QuarkusTransaction.begin();
        try {
            entities.unwrap(Session.class)
                    .doWork(connection -> Scans.assertNone(connection, project, same -> work.run()));
        } finally {
            QuarkusTransaction.rollback();
        }
    }
}
