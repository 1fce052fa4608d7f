package dev.tollgate.audit;

import dev.tollgate.access.Permissions;
import io.quarkus.security.PermissionsAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;

/** The log as a file, to be verified anywhere. */
@Path("/v1/log/export")
class LogExportResource {

    private final Exporter exporter;

    LogExportResource(Exporter exporter) {
        this.exporter = exporter;
    }

    @GET
    @Produces(Exporter.MEDIA_TYPE)
    @PermissionsAllowed(Permissions.READ)
    public Response exportLog() {
        return exporter.log();
    }
}
