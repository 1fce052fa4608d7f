package dev.tollgate.authoring;

import dev.tollgate.access.Permissions;
import dev.tollgate.desk.Desk;
import dev.tollgate.desk.Signature;
import dev.tollgate.ledger.Outcome;
import dev.tollgate.lifecycle.ChecklistRef;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.Event;
import dev.tollgate.lifecycle.Project;
import dev.tollgate.platform.DryRun;
import dev.tollgate.platform.EntityTags;
import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemType;
import io.quarkus.security.PermissionsAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** A version that runs beside the one that a project follows, and only reports. */
@Path("/v1/projects/{project}/shadow")
class ShadowResource {

    /**
     * @param removed the version that nothing is reported by any more
     * @param seq absent in a dry run
     */
    record RemovalJson(
            String project,
            ComparisonJson.Ref removed,
            @Nullable Long seq,
            @Nullable String hash) {}

    private final Desk desk;
    private final WhatIf whatIf;
    private final EntityTags tags;

    ShadowResource(Desk desk, WhatIf whatIf, EntityTags tags) {
        this.desk = desk;
        this.whatIf = whatIf;
        this.tags = tags;
    }

    @PUT
    @PermissionsAllowed(Permissions.PROJECT_WRITE)
    public RestResponse<ComparisonJson> setShadow(
            @PathParam("project") String project, VersionBody body, @BeanParam DryRun dryRun) {
        Outcome.Done done = desk.submit(project, new Command.SetShadow(Optional.of(body.ref())), dryRun);
        ComparisonJson compared = whatIf.compare(done.after(), body.ref());
        if (dryRun.wanted()) {
            return RestResponse.ok(compared);
        }
        Signature signature = Signature.of(done, Event.ShadowSet.class, false);
        return RestResponse.ResponseBuilder.ok(compared.signed(signature))
                // That of what a GET answers.
                .header("ETag", tags.of(compared))
                .build();
    }

    @GET
    @PermissionsAllowed(Permissions.READ)
    public ComparisonJson getShadow(@PathParam("project") String project) {
        Project found = desk.find(project).project();
        return whatIf.compare(found, shadow(found));
    }

    @DELETE
    @PermissionsAllowed(Permissions.PROJECT_WRITE)
    public RemovalJson removeShadow(@PathParam("project") String project, @BeanParam DryRun dryRun) {
        ChecklistRef removed = shadow(desk.find(project).project());
        Outcome.Done done = desk.submit(project, new Command.SetShadow(Optional.empty()), dryRun);
        Signature signature = Signature.of(done, Event.ShadowSet.class, dryRun.wanted());
        return new RemovalJson(
                project, new ComparisonJson.Ref(removed.id(), removed.version()), signature.seq(), signature.hash());
    }

    private static ChecklistRef shadow(Project project) {
        return project.watch()
                .shadow()
                .orElseThrow(() -> Problem.of(
                                ProblemType.NOT_FOUND,
                                "Nothing runs beside what '%s' follows.".formatted(project.key()))
                        .toException());
    }
}
