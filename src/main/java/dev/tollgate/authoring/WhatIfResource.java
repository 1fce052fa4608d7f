package dev.tollgate.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.access.Permissions;
import dev.tollgate.lifecycle.Checklist;
import io.quarkus.security.PermissionsAllowed;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a version would mean for projects that are there. */
@Path("/v1/checklists")
class WhatIfResource {

    /**
     * @param projects keys; all that follow the checklist where none is named
     * @param document a version that is not published yet: an object, or a text in YAML
     */
    record WhatIfBody(
            @Nullable @Size(min = 1, max = Followers.LIMIT) List<@NotNull @NotBlank @Size(max = 63) String> projects,
            @Nullable JsonNode document) {}

    /**
     * @param comparedAt the moment that both were judged at
     * @param count of the projects in question, of which at most a hundred are compared
     * @param flips how many of those compared have a gate that flips
     */
    record WhatIfJson(
            String checklist, int version, Instant comparedAt, long count, int flips, List<ComparisonJson> items) {}

    private final WhatIf whatIf;

    WhatIfResource(WhatIf whatIf) {
        this.whatIf = whatIf;
    }

    @POST
    @Path("{checklist}/versions/{version}/what-if")
    @PermissionsAllowed(Permissions.READ)
    public WhatIfJson tryChecklist(
            @PathParam("checklist") String id, @PathParam("version") String version, WhatIfBody body) {
        Checklist checklist = whatIf.checklist(VersionPath.id(id), VersionPath.number(version), body.document());
        WhatIf.Answer answer =
                body.projects() == null ? whatIf.follow(checklist) : whatIf.named(checklist, body.projects());
        return new WhatIfJson(
                checklist.id(),
                checklist.version(),
                answer.at(),
                answer.count(),
                Math.toIntExact(
                        answer.items().stream().filter(ComparisonJson::flips).count()),
                answer.items());
    }
}
