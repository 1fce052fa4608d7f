package dev.tollgate.gate;

import dev.tollgate.access.Permissions;
import dev.tollgate.desk.Desk;
import dev.tollgate.desk.Dossier;
import dev.tollgate.ledger.Outcome;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.ConditionState;
import dev.tollgate.platform.Created;
import dev.tollgate.platform.DryRun;
import dev.tollgate.platform.Page;
import io.quarkus.security.PermissionsAllowed;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/projects/{project}/conditions")
class ConditionResource {

    record ClosureBody(@NotBlank @Size(max = 2000) String comment) {}

    private final Desk desk;

    ConditionResource(Desk desk) {
        this.desk = desk;
    }

    @GET
    @PermissionsAllowed(Permissions.READ)
    public Page<ConditionJson> listConditions(
            @PathParam("project") String project, @QueryParam("state") List<ConditionState> states) {
        Dossier dossier = desk.find(project);
        return Page.whole(dossier.project().conditions().values().stream()
                .map(c -> ConditionJson.of(c, dossier.now()))
                .filter(c -> states.isEmpty() || states.contains(c.state()))
                .toList());
    }

    @POST
    @Path("/{condition}/closure")
    @PermissionsAllowed(Permissions.GATE_DECIDE)
    public RestResponse<ConditionJson> closeCondition(
            @PathParam("project") String project,
            @PathParam("condition") UUID condition,
            ClosureBody body,
            @BeanParam DryRun dryRun) {
        Outcome.Done done = desk.submit(project, new Command.CloseCondition(condition, body.comment()), dryRun);
        Dossier dossier = desk.after(done);
        return Created.of(ConditionJson.of(done.after().findCondition(condition).orElseThrow(), dossier.now()));
    }
}
