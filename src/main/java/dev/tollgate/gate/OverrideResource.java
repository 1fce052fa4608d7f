package dev.tollgate.gate;

import dev.tollgate.access.Permissions;
import dev.tollgate.desk.Desk;
import dev.tollgate.ledger.Outcome;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.platform.Created;
import dev.tollgate.platform.DryRun;
import io.quarkus.security.PermissionsAllowed;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/projects/{project}/gates/{gate}/overrides")
class OverrideResource {

    record OverrideBody(
            @NotBlank @Size(max = 4000) String rationale,
            @NotNull Instant expiresAt) {}

    private final Desk desk;

    OverrideResource(Desk desk) {
        this.desk = desk;
    }

    @POST
    @PermissionsAllowed(Permissions.GATE_OVERRIDE)
    public RestResponse<OverrideJson> overrideGate(
            @PathParam("project") String project,
            @PathParam("gate") String gate,
            OverrideBody body,
            @BeanParam DryRun dryRun) {
        Phase phase = Desk.gate(gate);
        var command = new Command.OverrideGate(
                phase, body.rationale(), body.expiresAt().truncatedTo(ChronoUnit.MICROS));
        Outcome.Done done = desk.submit(project, command, dryRun);
        return Created.of(OverrideJson.of(desk.after(done), phase).orElseThrow());
    }
}
