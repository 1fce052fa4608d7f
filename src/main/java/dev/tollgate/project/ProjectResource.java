package dev.tollgate.project;

import dev.tollgate.access.Permissions;
import dev.tollgate.desk.Desk;
import dev.tollgate.ledger.Outcome;
import dev.tollgate.ledger.Tip;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.platform.AsOf;
import dev.tollgate.platform.Created;
import dev.tollgate.platform.DryRun;
import dev.tollgate.platform.EntityTags;
import dev.tollgate.platform.Page;
import dev.tollgate.platform.Paging;
import dev.tollgate.platform.Preconditions;
import io.quarkus.security.PermissionsAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/projects")
class ProjectResource {

    private final Desk desk;
    private final ProjectQuery query;
    private final EntityTags tags;

    ProjectResource(Desk desk, ProjectQuery query, EntityTags tags) {
        this.desk = desk;
        this.query = query;
        this.tags = tags;
    }

    @PUT
    @Path("/{project}")
    @PermissionsAllowed(Permissions.PROJECT_WRITE)
    public RestResponse<ProjectJson> upsertProject(
            @PathParam("project") String project,
            ProjectBody body,
            @BeanParam DryRun dryRun,
            @BeanParam Preconditions preconditions) {
        Optional<Tip> before = desk.look(project);
        Optional<String> pinned = before.map(tip -> tip.project().checklist().id());
        var command = new Command.SaveProject(
                project, body.profile(), body.checklist(pinned), Optional.ofNullable(body.checklistVersion()));
        Outcome.Done done;
        if (preconditions.areGiven()) {
            preconditions.check(before.map(tip -> tags.of(ProjectJson.of(tip))));
            done = desk.submitAt(before.map(Tip::seq).orElse(0L), project, command, dryRun);
        } else {
            done = desk.submit(project, command, dryRun);
        }
        ProjectJson json = ProjectJson.of(done.tip());
        if (done.before().isPresent()) {
            return RestResponse.ok(json);
        }
        String path = "/v1/projects/" + project;
        return dryRun.wanted() ? Created.of(json.withoutId()) : Created.at(path, json);
    }

    @GET
    @Path("/{project}")
    @PermissionsAllowed(Permissions.READ)
    public ProjectJson getProject(@PathParam("project") String project, @BeanParam AsOf asOf) {
        return ProjectJson.of(desk.find(project, asOf).tip());
    }

    @GET
    @Transactional
    @PermissionsAllowed(Permissions.READ)
    public Page<ProjectJson> listProjects(@BeanParam ProjectFilter filter, @BeanParam Paging paging) {
        return paging.page(query.list(filter, paging), row -> row.key, ProjectJson::of);
    }
}
