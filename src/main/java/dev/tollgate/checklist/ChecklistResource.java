package dev.tollgate.checklist;

import dev.tollgate.access.Permissions;
import dev.tollgate.platform.Problem;
import io.quarkus.security.PermissionsAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** What projects can follow. */
@Path("/v1/checklists")
@Produces(MediaType.APPLICATION_JSON)
class ChecklistResource {

    private final Checklists checklists;

    ChecklistResource(Checklists checklists) {
        this.checklists = checklists;
    }

    record ChecklistList(List<ChecklistSummaryJson> items) {}

    @GET
    @PermissionsAllowed(Permissions.READ)
    public ChecklistList list() {
        return new ChecklistList(
                checklists.all().stream().map(ChecklistSummaryJson::of).toList());
    }

    @GET
    @Path("{checklist}")
    @PermissionsAllowed(Permissions.READ)
    public ChecklistDocument newest(@PathParam("checklist") String id) {
        return findNewest(id).document();
    }

    @GET
    @Path("{checklist}")
    @Produces(Draft.YAML)
    @PermissionsAllowed(Permissions.READ)
    public String newestText(@PathParam("checklist") String id) {
        return checklists.text(findNewest(id));
    }

    @GET
    @Path("{checklist}/versions/{version}")
    @PermissionsAllowed(Permissions.READ)
    public ChecklistDocument version(@PathParam("checklist") String id, @PathParam("version") String version) {
        return find(id, version).document();
    }

    @GET
    @Path("{checklist}/versions/{version}")
    @Produces(Draft.YAML)
    @PermissionsAllowed(Permissions.READ)
    public String versionText(@PathParam("checklist") String id, @PathParam("version") String version) {
        return checklists.text(find(id, version));
    }

    /** Where all are deprecated, the last of them: projects follow it still. */
    private ChecklistVersion findNewest(String id) {
        return checklists.newest(id).orElseGet(() -> versions(id).getLast());
    }

    private ChecklistVersion find(String id, String version) {
        List<ChecklistVersion> versions = versions(id);
        return versions.stream()
                .filter(v -> String.valueOf(v.document().version()).equals(version))
                .findFirst()
                .orElseThrow(() -> Problem.notFound(
                        "checklist version",
                        version,
                        versions.stream()
                                .map(v -> String.valueOf(v.document().version()))
                                .toList()));
    }

    private List<ChecklistVersion> versions(String id) {
        List<ChecklistVersion> versions = checklists.all(id);
        if (versions.isEmpty()) {
            throw Problem.notFound("checklist", id, checklists.ids());
        }
        return versions;
    }
}
