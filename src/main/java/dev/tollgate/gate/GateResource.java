package dev.tollgate.gate;

import dev.tollgate.access.CurrentCaller;
import dev.tollgate.access.Permissions;
import dev.tollgate.desk.Desk;
import dev.tollgate.desk.Dossier;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.platform.AsOf;
import dev.tollgate.platform.Page;
import io.quarkus.security.PermissionsAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/projects/{project}/gates")
class GateResource {

    private final Desk desk;
    private final CurrentCaller caller;

    GateResource(Desk desk, CurrentCaller caller) {
        this.desk = desk;
        this.caller = caller;
    }

    @GET
    @PermissionsAllowed(Permissions.READ)
    public Page<GateJson> listGates(@PathParam("project") String project, @BeanParam AsOf asOf) {
        Dossier dossier = desk.find(project, asOf);
        return Page.whole(Arrays.stream(Phase.values())
                .map(phase -> GateJson.of(dossier, caller, phase))
                .toList());
    }

    @GET
    @Path("/{gate}")
    @PermissionsAllowed(Permissions.READ)
    public GateJson getGate(
            @PathParam("project") String project, @PathParam("gate") String gate, @BeanParam AsOf asOf) {
        return GateJson.of(desk.find(project, asOf), caller, Desk.gate(gate));
    }

    @GET
    @Path("/{gate}/check")
    @Produces(MediaType.APPLICATION_JSON)
    @PermissionsAllowed(Permissions.READ)
    public GateCheck.Passed checkGate(@PathParam("project") String project, @PathParam("gate") String gate) {
        return GateCheck.of(desk.find(project), Desk.gate(gate)).passedOrThrow();
    }

    @GET
    @Path("/{gate}/check")
    @Produces(MediaType.TEXT_PLAIN)
    @PermissionsAllowed(Permissions.READ)
    public RestResponse<String> checkGateAsText(@PathParam("project") String project, @PathParam("gate") String gate) {
        GateCheck check = GateCheck.of(desk.find(project), Desk.gate(gate));
        return RestResponse.status(
                check.passed() ? RestResponse.Status.OK : RestResponse.Status.CONFLICT, check.text());
    }
}
