package dev.tollgate.gate;

import dev.tollgate.access.Permissions;
import dev.tollgate.desk.Desk;
import dev.tollgate.desk.Dossier;
import dev.tollgate.ledger.Outcome;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.Opinion;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.Validation;
import dev.tollgate.platform.Created;
import dev.tollgate.platform.DryRun;
import io.quarkus.security.PermissionsAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/projects/{project}/gates/{gate}/validations")
class ValidationResource {

    record ReperformedBody(
            @NotBlank @Size(max = 200) String metric,
            @NotNull Double reported,
            @NotNull Double measured) {

        private Validation.Reperformed reperformed() {
            return new Validation.Reperformed(metric, reported, measured);
        }
    }

    record RemarkBody(
            Validation.@NotNull Severity severity,
            @NotBlank @Size(max = 2000) String text,
            @Nullable @Size(min = 1, max = 100) String owner,
            @Nullable LocalDate dueOn) {

        private Validation.Remark remark() {
            return new Validation.Remark(severity, text, Optional.ofNullable(owner), Optional.ofNullable(dueOn));
        }
    }

    record ValidationBody(
            @NotNull Opinion opinion,
            @NotBlank @Size(max = 4000) String scope,
            @Nullable @Size(max = 100) List<@NotNull @Valid ReperformedBody> reperformed,
            @Nullable @Size(max = 100) List<@NotNull @Valid RemarkBody> remarks,

            @Nullable @Pattern(regexp = "sha256:[0-9a-f]{64}", message = "must be sha256: and 64 hexadecimal digits") String snapshotDigest) {

        private Command.ValidateGate command(Phase gate) {
            return new Command.ValidateGate(
                    gate,
                    opinion,
                    scope,
                    reperformed == null
                            ? List.of()
                            : reperformed.stream()
                                    .map(ReperformedBody::reperformed)
                                    .toList(),
                    remarks == null
                            ? List.of()
                            : remarks.stream().map(RemarkBody::remark).toList(),
                    Optional.ofNullable(snapshotDigest));
        }
    }

    private final Desk desk;

    ValidationResource(Desk desk) {
        this.desk = desk;
    }

    @POST
    @PermissionsAllowed(Permissions.GATE_VALIDATE)
    public RestResponse<ValidationJson> validateGate(
            @PathParam("project") String project,
            @PathParam("gate") String gate,
            ValidationBody body,
            @BeanParam DryRun dryRun) {
        Phase phase = Desk.gate(gate);
        Outcome.Done done = desk.submit(project, body.command(phase), dryRun);
        Dossier dossier = desk.after(done);
        return Created.of(ValidationJson.of(dossier, phase).orElseThrow());
    }
}
