package dev.tollgate.evidence;

import dev.tollgate.platform.Paging;
import dev.tollgate.platform.Where;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/** The evidence of a project, newest arrival first. */
@ApplicationScoped
class EvidenceQuery implements PanacheRepositoryBase<EvidenceEntity, UUID> {

    /** One page, and one row more where there is a next one. */
    List<EvidenceEntity> list(UUID project, EvidenceFilter filter, Paging paging) {
        Where where = new Where()
                .and("projectId = :project", "project", project)
                .anyOf("item", filter.items())
                .anyOf("outcome", filter.outcomes())
                .anyOf("status", filter.statuses())
                .anyOf("source", filter.sources());
        paging.after().ifPresent(seq -> where.and("seq < :before", "before", Long.valueOf(seq)));
        return find(where.orderedBy("seq desc"), where.parameters())
                .page(0, paging.fetch())
                .list();
    }

    Optional<EvidenceEntity> find(UUID project, UUID evidence) {
        return find("projectId = ?1 and id = ?2", project, evidence).firstResultOptional();
    }

    /** The event that recorded a piece of evidence, as the log has it. */
    byte[] recorded(UUID project, long seq) {
        return getEntityManager()
                .unwrap(Session.class)
                .createNativeQuery("SELECT data FROM event WHERE project_id = :project AND seq = :seq", byte[].class)
                .setParameter("project", project)
                .setParameter("seq", seq)
                .getSingleResult();
    }

    /** The bytes as they were posted. */
    Optional<byte[]> payload(UUID project, UUID evidence) {
        return getEntityManager()
                .unwrap(Session.class)
                .createNativeQuery(
                        "SELECT bytes FROM payload WHERE project_id = :project AND evidence_id = :evidence",
                        byte[].class)
                .setParameter("project", project)
                .setParameter("evidence", evidence)
                .uniqueResultOptional();
    }
}
