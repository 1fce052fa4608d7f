package dev.tollgate.item;

import dev.tollgate.access.Permissions;
import dev.tollgate.desk.Desk;
import dev.tollgate.desk.Dossier;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.platform.Created;
import dev.tollgate.platform.DryRun;
import io.quarkus.security.PermissionsAllowed;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/projects/{project}/items/{item}/not-applicable")
class NotApplicableResource {

    record NotApplicableBody(
            @NotBlank @Size(max = 100) String rule,
            @NotBlank @Size(max = 2000) String comment) {}

    private final Desk desk;

    NotApplicableResource(Desk desk) {
        this.desk = desk;
    }

    @POST
    @PermissionsAllowed(Permissions.ITEM_REVIEW)
    public RestResponse<ItemJson> declareNotApplicable(
            @PathParam("project") String project,
            @PathParam("item") String item,
            NotApplicableBody body,
            @BeanParam DryRun dryRun) {
        Dossier dossier = desk.after(
                desk.submit(project, new Command.DeclareNotApplicable(item, body.rule(), body.comment()), dryRun));
        return Created.of(ItemJson.of(dossier, item));
    }
}
