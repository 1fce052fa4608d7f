package dev.tollgate.authoring;

import dev.tollgate.access.Permissions;
import dev.tollgate.desk.Desk;
import dev.tollgate.desk.Signature;
import dev.tollgate.ledger.Outcome;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.Event;
import dev.tollgate.platform.Created;
import dev.tollgate.platform.DryRun;
import io.quarkus.security.PermissionsAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.jboss.resteasy.reactive.RestResponse;

/** A project comes to follow another version. */
@Path("/v1/projects/{project}/migration")
class MigrationResource {

    private final Desk desk;
    private final WhatIf whatIf;

    MigrationResource(Desk desk, WhatIf whatIf) {
        this.desk = desk;
        this.whatIf = whatIf;
    }

    /** Compares the project as it stood just before with the same facts by the version that it follows from now on. */
    @POST
    @PermissionsAllowed(Permissions.GATE_DECIDE)
    public RestResponse<ComparisonJson> migrateProject(
            @PathParam("project") String project, VersionBody body, @BeanParam DryRun dryRun) {
        Outcome.Done done = desk.submit(project, new Command.MigrateProject(body.ref()), dryRun);
        ComparisonJson compared = whatIf.compare(done.before().orElseThrow(), body.ref());
        return Created.of(compared.signed(Signature.of(done, Event.ProjectMigrated.class, dryRun.wanted())));
    }
}
