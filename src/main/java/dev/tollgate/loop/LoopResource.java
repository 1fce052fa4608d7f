package dev.tollgate.loop;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.access.CurrentCaller;
import dev.tollgate.access.Permissions;
import dev.tollgate.desk.Desk;
import dev.tollgate.desk.Signature;
import dev.tollgate.ledger.Outcome;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.Event;
import dev.tollgate.lifecycle.Loop;
import dev.tollgate.lifecycle.LoopState;
import dev.tollgate.lifecycle.LoopTrigger;
import dev.tollgate.lifecycle.LoopVerdict;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.platform.Created;
import dev.tollgate.platform.DryRun;
import dev.tollgate.platform.JsonValues;
import dev.tollgate.platform.Page;
import dev.tollgate.platform.Problem;
import io.quarkus.security.PermissionsAllowed;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/projects/{project}/loops")
class LoopResource {

    record LoopBody(
            @NotNull Phase from,
            @NotNull Phase to,
            @NotNull LoopTrigger trigger,
            @NotBlank @Size(max = 4000) String reason,
            @Nullable ObjectNode signal) {}

    record ConfirmationBody(
            @NotNull LoopVerdict verdict,
            @NotBlank @Size(max = 4000) String rationale,
            @Nullable @Size(max = 50) List<@NotBlank @Size(max = 200) String> reaffirmed,
            @Nullable UUID escapedDecision) {

        private Command.Confirmation settling() {
            return new Command.Confirmation(
                    reaffirmed == null ? List.of() : reaffirmed, Optional.ofNullable(escapedDecision));
        }
    }

    private final Desk desk;
    private final CurrentCaller caller;

    LoopResource(Desk desk, CurrentCaller caller) {
        this.desk = desk;
        this.caller = caller;
    }

    @POST
    @PermissionsAllowed(Permissions.LOOP_PROPOSE)
    public RestResponse<LoopJson> openLoop(
            @PathParam("project") String project, LoopBody body, @BeanParam DryRun dryRun) {
        var command = new Command.OpenLoop(
                body.from(),
                body.to(),
                body.trigger(),
                body.reason(),
                body.signal() == null ? Map.of() : JsonValues.of(body.signal()),
                caller.may(Permissions.LOOP_CONFIRM));
        Outcome.Done done = desk.submit(project, command, dryRun);
        UUID id = done.entries().stream()
                .map(entry -> entry.event() instanceof Event.LoopProposed proposed ? proposed.loop() : null)
                .filter(proposed -> proposed != null)
                .findFirst()
                .orElseThrow();
        LoopJson shown = answer(done, id, Event.LoopProposed.class, dryRun);
        String path = "/v1/projects/%s/loops/%s".formatted(project, id);
        return dryRun.wanted() ? Created.of(shown) : Created.at(path, shown);
    }

    @GET
    @PermissionsAllowed(Permissions.READ)
    public Page<LoopJson> listLoops(@PathParam("project") String project, @QueryParam("state") List<LoopState> states) {
        return Page.whole(desk.find(project).project().loops().values().stream()
                .filter(loop -> states.isEmpty() || states.contains(loop.state()))
                .sorted(Comparator.comparing(Loop::proposedAt).reversed())
                .map(LoopJson::of)
                .toList());
    }

    @GET
    @Path("/{loop}")
    @PermissionsAllowed(Permissions.READ)
    public LoopJson getLoop(@PathParam("project") String project, @PathParam("loop") UUID loop) {
        return desk.find(project)
                .project()
                .findLoop(loop)
                .map(LoopJson::of)
                .orElseThrow(() -> Problem.notFound("loop", loop.toString(), List.of()));
    }

    @POST
    @Path("/{loop}/confirmation")
    @PermissionsAllowed(Permissions.LOOP_CONFIRM)
    public RestResponse<LoopJson> confirmLoop(
            @PathParam("project") String project,
            @PathParam("loop") UUID loop,
            ConfirmationBody body,
            @BeanParam DryRun dryRun) {
        Outcome.Done done = desk.submit(
                project, new Command.SettleLoop(loop, body.verdict(), body.rationale(), body.settling()), dryRun);
        Class<? extends Event> event =
                body.verdict() == LoopVerdict.CONFIRM ? Event.LoopConfirmed.class : Event.LoopDismissed.class;
        return Created.of(answer(done, loop, event, dryRun));
    }

    private static LoopJson answer(Outcome.Done done, UUID id, Class<? extends Event> event, DryRun dryRun) {
        Loop loop = done.after().findLoop(id).orElseThrow();
        return LoopJson.of(loop, Signature.of(done, event, dryRun.wanted()), dryRun.wanted());
    }
}
