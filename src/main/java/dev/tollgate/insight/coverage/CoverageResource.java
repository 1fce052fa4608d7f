package dev.tollgate.insight.coverage;

import dev.tollgate.access.Permissions;
import dev.tollgate.checklist.ReferenceContent;
import dev.tollgate.checklist.ReferenceContent.Framework;
import dev.tollgate.desk.Desk;
import dev.tollgate.platform.AsOf;
import dev.tollgate.platform.Problem;
import io.quarkus.security.PermissionsAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

@Path("/v1/projects/{project}/frameworks/{framework}")
class CoverageResource {

    private final Desk desk;
    private final ReferenceContent reference;

    CoverageResource(Desk desk, ReferenceContent reference) {
        this.desk = desk;
        this.reference = reference;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @PermissionsAllowed(Permissions.READ)
    public CoverageJson getFrameworkCoverage(
            @PathParam("project") String project, @PathParam("framework") String framework, @BeanParam AsOf asOf) {
        return coverage(project, framework, asOf);
    }

    @GET
    @Produces("text/csv")
    @PermissionsAllowed(Permissions.READ)
    public String getFrameworkCoverageAsCsv(
            @PathParam("project") String project, @PathParam("framework") String framework, @BeanParam AsOf asOf) {
        return coverage(project, framework, asOf).csv();
    }

    @GET
    @Produces("text/markdown")
    @PermissionsAllowed(Permissions.READ)
    public String getFrameworkCoverageAsMarkdown(
            @PathParam("project") String project, @PathParam("framework") String framework, @BeanParam AsOf asOf) {
        return coverage(project, framework, asOf).markdown();
    }

    private CoverageJson coverage(String project, String framework, AsOf asOf) {
        Framework found = reference
                .framework(framework)
                .orElseThrow(() -> Problem.notFound(
                        "framework",
                        framework,
                        reference.frameworks().stream().map(Framework::id).toList()));
        return Coverage.of(desk.find(project, asOf), found);
    }
}
