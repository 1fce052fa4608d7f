package dev.tollgate.loop;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.access.CurrentCaller;
import dev.tollgate.access.Permissions;
import dev.tollgate.desk.Desk;
import dev.tollgate.ledger.LogEntry;
import dev.tollgate.ledger.Outcome;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.Event;
import dev.tollgate.platform.Created;
import dev.tollgate.platform.DryRun;
import dev.tollgate.platform.JsonValues;
import io.quarkus.security.PermissionsAllowed;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/projects/{project}/signals")
class SignalResource {

    /**
     * What was measured in one window.
     *
     * @param data for the checklist's rules to read as {@code signal}
     */
    record SignalBody(
            @NotBlank @Size(max = 100) String kind,
            @Nullable @Size(min = 1, max = 100) String source,
            @Nullable Instant observedAt,
            @NotNull ObjectNode data) {}

    private final Desk desk;
    private final CurrentCaller caller;
    private final Clock clock;

    SignalResource(Desk desk, CurrentCaller caller, Clock clock) {
        this.desk = desk;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @PermissionsAllowed(Permissions.LOOP_PROPOSE)
    public RestResponse<SignalJson> recordSignal(
            @PathParam("project") String project, SignalBody body, @BeanParam DryRun dryRun) {
        var command = new Command.RecordSignal(
                body.kind(),
                body.source() == null ? caller.get().id() : body.source(),
                (body.observedAt() == null ? clock.instant() : body.observedAt()).truncatedTo(ChronoUnit.MICROS),
                JsonValues.of(body.data()));
        Outcome.Done done = desk.submit(project, command, dryRun);
        LogEntry entry = done.entries().stream()
                .filter(e -> e.event() instanceof Event.SignalRecorded)
                .findFirst()
                .orElseThrow();
        return Created.of(SignalJson.of(done, entry, dryRun.wanted()));
    }
}
