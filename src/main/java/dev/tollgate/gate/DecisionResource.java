package dev.tollgate.gate;

import dev.tollgate.access.Permissions;
import dev.tollgate.desk.Desk;
import dev.tollgate.desk.Dossier;
import dev.tollgate.desk.Signature;
import dev.tollgate.ledger.Outcome;
import dev.tollgate.lifecycle.Ballot;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.Decision;
import dev.tollgate.lifecycle.Event;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.platform.Created;
import dev.tollgate.platform.DryRun;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Page;
import dev.tollgate.platform.Problem;
import io.quarkus.security.PermissionsAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/projects/{project}/gates/{gate}/decisions")
class DecisionResource {

    record VoteBody(
            @NotNull Ballot vote,
            @Nullable @Size(min = 1, max = 2000) String comment) {}

    private final Desk desk;

    DecisionResource(Desk desk) {
        this.desk = desk;
    }

    @POST
    @PermissionsAllowed(Permissions.GATE_DECIDE)
    public RestResponse<DecisionJson> decideGate(
            @PathParam("project") String project,
            @PathParam("gate") String gate,
            DecisionBody body,
            @BeanParam DryRun dryRun) {
        var command =
                new Command.DecideGate(Desk.gate(gate), body.verdict(), Optional.ofNullable(body.snapshotDigest()));
        Outcome.Done done = desk.submit(project, command, dryRun);
        UUID id = done.entries().stream()
                .map(entry -> entry.event() instanceof Event.DecisionOpened opened ? opened.decision() : null)
                .filter(opened -> opened != null)
                .findFirst()
                .orElseThrow();
        DecisionJson json = answer(done, id, Event.DecisionOpened.class, dryRun.wanted());
        String path = "/v1/projects/%s/gates/%s/decisions/%s".formatted(project, gate, id);
        return dryRun.wanted() ? Created.of(json) : Created.at(path, json);
    }

    @GET
    @PermissionsAllowed(Permissions.READ)
    public Page<DecisionJson> listDecisions(@PathParam("project") String project, @PathParam("gate") String gate) {
        Dossier dossier = desk.find(project);
        Phase phase = Desk.gate(gate);
        return Page.whole(dossier.project().decisions().values().stream()
                .filter(d -> d.gate() == phase)
                .sorted(Comparator.comparing(Decision::openedAt).reversed())
                .map(d -> DecisionJson.of(dossier, d))
                .toList());
    }

    @GET
    @Path("/{decision}")
    @PermissionsAllowed(Permissions.READ)
    public DecisionJson getDecision(
            @PathParam("project") String project,
            @PathParam("gate") String gate,
            @PathParam("decision") UUID decision) {
        Dossier dossier = desk.find(project);
        Phase phase = Desk.gate(gate);
        return dossier.project()
                .findDecision(decision)
                .filter(d -> d.gate() == phase)
                .map(d -> DecisionJson.of(dossier, d))
                .orElseThrow(() -> Problem.notFound("decision", decision.toString(), List.of()));
    }

    @POST
    @Path("/{decision}/votes")
    @PermissionsAllowed(Permissions.GATE_DECIDE)
    public RestResponse<DecisionJson> castVote(
            @PathParam("project") String project,
            @PathParam("gate") String gate,
            @PathParam("decision") UUID decision,
            VoteBody body,
            @BeanParam DryRun dryRun) {
        boolean against = body.vote() == Ballot.REJECT || body.vote() == Ballot.VETO;
        if (against && body.comment() == null) {
            throw Problem.invalid(
                            FieldError.pointer("/comment", "missing-field", "a %s says why".formatted(body.vote())))
                    .toException();
        }
        var command = new Command.CastVote(Desk.gate(gate), decision, body.vote(), Optional.ofNullable(body.comment()));
        Outcome.Done done = desk.submit(project, command, dryRun);
        return Created.of(answer(done, decision, Event.GateVoted.class, dryRun.wanted()));
    }

    private DecisionJson answer(Outcome.Done done, UUID id, Class<? extends Event> event, boolean dryRun) {
        Dossier dossier = desk.after(done);
        Decision decision = dossier.project().findDecision(id).orElseThrow();
        return DecisionJson.answer(dossier, decision, Signature.of(done, event, dryRun), dryRun);
    }
}
