package dev.tollgate.item;

import dev.tollgate.access.Permissions;
import dev.tollgate.desk.Desk;
import dev.tollgate.desk.Signature;
import dev.tollgate.ledger.Outcome;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.Event;
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
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/projects/{project}/items/{item}/waivers")
class ItemWaiverResource {

    record RequestBody(
            @Nullable @Size(min = 1, max = 100) String check,
            @NotBlank @Size(max = 4000) String reason,
            @NotBlank @Size(max = 4000) String compensation,
            @NotNull Instant expiresAt) {}

    private final Desk desk;

    ItemWaiverResource(Desk desk) {
        this.desk = desk;
    }

    @POST
    @PermissionsAllowed(Permissions.WAIVER_REQUEST)
    public RestResponse<WaiverJson> requestWaiver(
            @PathParam("project") String project,
            @PathParam("item") String item,
            RequestBody body,
            @BeanParam DryRun dryRun) {
        var command = new Command.RequestWaiver(
                item,
                Optional.ofNullable(body.check()),
                body.reason(),
                body.compensation(),
                body.expiresAt().truncatedTo(ChronoUnit.MICROS));
        Outcome.Done done = desk.submit(project, command, dryRun);
        UUID id = done.entries().stream()
                .flatMap(entry -> entry.event() instanceof Event.WaiverRequested requested
                        ? Optional.of(requested.waiver()).stream()
                        : Optional.<UUID>empty().stream())
                .findFirst()
                .orElseThrow();
        WaiverJson json = WaiverJson.of(
                done.after().findWaiver(id).orElseThrow(),
                desk.after(done).now(),
                done.after().iteration(),
                Signature.of(done, Event.WaiverRequested.class, dryRun.wanted()),
                dryRun.wanted());
        String path = "/v1/projects/%s/waivers/%s".formatted(project, id);
        return dryRun.wanted() ? Created.of(json) : Created.at(path, json);
    }
}
