package dev.tollgate.authoring;

import dev.tollgate.lifecycle.ProjectState;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The projects that follow a checklist and still go on, in the order of their keys. */
@ApplicationScoped
class Followers implements PanacheRepositoryBase<FollowerRow, UUID> {

    /** How many are named, and how many a what-if looks at. */
    static final int LIMIT = 100;

    private static final Set<ProjectState> CLOSED = Set.of(ProjectState.KILLED, ProjectState.RETIRED);
    private static final String OPEN = "checklist = ?1 and state not in ?2";

    /** @param count of all, named or not */
    record Known(long count, List<FollowerRow> first) {}

    @Transactional
    Known of(String checklist) {
        List<FollowerRow> first =
                find(OPEN + " order by key", checklist, CLOSED).page(0, LIMIT).list();
        return new Known(first.size() < LIMIT ? first.size() : count(OPEN, checklist, CLOSED), first);
    }
}
