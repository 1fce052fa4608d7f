package dev.tollgate.item;

import dev.tollgate.access.Permissions;
import dev.tollgate.desk.Desk;
import dev.tollgate.desk.Dossier;
import dev.tollgate.desk.Signature;
import dev.tollgate.ledger.Outcome;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.Event;
import dev.tollgate.lifecycle.Project;
import dev.tollgate.lifecycle.Waiver;
import dev.tollgate.lifecycle.WaiverState;
import dev.tollgate.lifecycle.WaiverVerdict;
import dev.tollgate.platform.Created;
import dev.tollgate.platform.DryRun;
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
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/projects/{project}/waivers")
class WaiverResource {

    enum RulingVerdict {
        GRANT,
        REFUSE;

        private WaiverVerdict verdict() {
            return this == GRANT ? WaiverVerdict.GRANT : WaiverVerdict.REFUSE;
        }
    }

    record RulingBody(
            @NotNull RulingVerdict verdict,
            @NotBlank @Size(max = 4000) String comment) {}

    record WithdrawalBody(@NotBlank @Size(max = 4000) String comment) {}

    private final Desk desk;

    WaiverResource(Desk desk) {
        this.desk = desk;
    }

    @GET
    @PermissionsAllowed(Permissions.READ)
    public Page<WaiverJson> listWaivers(
            @PathParam("project") String project, @QueryParam("state") List<WaiverState> states) {
        Dossier dossier = desk.find(project);
        return Page.whole(dossier.project().waivers().values().stream()
                .sorted(Comparator.comparing(Waiver::requestedAt).reversed())
                .map(waiver -> shown(dossier, waiver))
                .filter(waiver -> states.isEmpty() || states.contains(waiver.state()))
                .toList());
    }

    @GET
    @Path("/{waiver}")
    @PermissionsAllowed(Permissions.READ)
    public WaiverJson getWaiver(@PathParam("project") String project, @PathParam("waiver") UUID waiver) {
        Dossier dossier = desk.find(project);
        return dossier.project()
                .findWaiver(waiver)
                .map(found -> shown(dossier, found))
                .orElseThrow(() -> Problem.notFound("waiver", waiver.toString(), List.of()));
    }

    @POST
    @Path("/{waiver}/ruling")
    @PermissionsAllowed(Permissions.WAIVER_GRANT)
    public RestResponse<WaiverJson> ruleOnWaiver(
            @PathParam("project") String project,
            @PathParam("waiver") UUID waiver,
            RulingBody body,
            @BeanParam DryRun dryRun) {
        Outcome.Done done = desk.submit(
                project, new Command.RuleOnWaiver(waiver, body.verdict().verdict(), body.comment()), dryRun);
        Class<? extends Event> event =
                body.verdict() == RulingVerdict.GRANT ? Event.WaiverGranted.class : Event.WaiverRefused.class;
        return Created.of(answer(done, waiver, event, dryRun));
    }

    @POST
    @Path("/{waiver}/withdrawal")
    @PermissionsAllowed(Permissions.WAIVER_REQUEST)
    public RestResponse<WaiverJson> withdrawWaiver(
            @PathParam("project") String project,
            @PathParam("waiver") UUID waiver,
            WithdrawalBody body,
            @BeanParam DryRun dryRun) {
        Outcome.Done done =
                desk.submit(project, new Command.RuleOnWaiver(waiver, WaiverVerdict.WITHDRAW, body.comment()), dryRun);
        return Created.of(answer(done, waiver, Event.WaiverWithdrawn.class, dryRun));
    }

    private static WaiverJson shown(Dossier dossier, Waiver waiver) {
        return WaiverJson.of(waiver, dossier.now(), dossier.project().iteration());
    }

    private WaiverJson answer(Outcome.Done done, UUID id, Class<? extends Event> event, DryRun dryRun) {
        Project project = done.after();
        return WaiverJson.of(
                project.findWaiver(id).orElseThrow(),
                desk.after(done).now(),
                project.iteration(),
                Signature.of(done, event, dryRun.wanted()),
                dryRun.wanted());
    }
}
