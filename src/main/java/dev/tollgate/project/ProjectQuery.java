package dev.tollgate.project;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.platform.Paging;
import dev.tollgate.platform.Where;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The list of projects, in the order of their keys. */
@ApplicationScoped
class ProjectQuery implements PanacheRepositoryBase<ProjectRow, UUID> {

    private final ObjectMapper json;

    ProjectQuery(ObjectMapper json) {
        this.json = json;
    }

    /** One page, and one row more where there is a next one. */
    List<ProjectRow> list(ProjectFilter filter, Paging paging) {
        Where where = new Where()
                .anyOf("phase", filter.phases())
                .anyOf("state", filter.states())
                .anyOf("riskTier", filter.riskTiers())
                .anyOf("owner", filter.owners());
        if (filter.q() != null) {
            where.and(
                    "(locate(:q, key) > 0 or locate(:q, lower(name)) > 0)",
                    "q",
                    filter.q().toLowerCase(Locale.ROOT));
        }
        Map<String, String> labels = filter.labelMap();
        if (!labels.isEmpty()) {
            where.and("cast(sql('? @> ?::jsonb', labels, :labels) as boolean) = true", "labels", text(labels));
        }
        paging.after().ifPresent(key -> where.and("key > :after", "after", key));
        return find(where.orderedBy("key"), where.parameters())
                .page(0, paging.fetch())
                .list();
    }

    private String text(Map<String, String> labels) {
        try {
            return json.writeValueAsString(labels);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is always JSON", e);
        }
    }
}
