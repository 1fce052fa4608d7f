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

@Path("/v1/checklists")
@Produces(MediaType.APPLICATION_JSON)
class ChecklistResource {

    private final Checklists checklists;

    ChecklistResource(Checklists checklists) {
        this.checklists = checklists;
    }

    record ChecklistList(List<Summary> items) {}

    record Summary(String id, int version, String title, String description, int itemCount, int gateCount) {

        static Summary of(ChecklistDocument document) {
            return new Summary(
                    document.id(),
                    document.version(),
                    document.title(),
                    document.description(),
                    document.items().size(),
                    document.phases().size());
        }
    }

    @GET
    @PermissionsAllowed(Permissions.READ)
    public ChecklistList list() {
        return new ChecklistList(checklists.all().stream().map(Summary::of).toList());
    }

    @GET
    @Path("{checklist}")
    @PermissionsAllowed(Permissions.READ)
    public ChecklistDocument newest(@PathParam("checklist") String id) {
        return checklists.find(id).orElseThrow(() -> Problem.notFound("checklist", id, ids()));
    }

    @GET
    @Path("{checklist}/versions/{version}")
    @PermissionsAllowed(Permissions.READ)
    public ChecklistDocument version(@PathParam("checklist") String id, @PathParam("version") String version) {
        List<ChecklistDocument> versions =
                checklists.all().stream().filter(c -> c.id().equals(id)).toList();
        if (versions.isEmpty()) {
            throw Problem.notFound("checklist", id, ids());
        }
        return versions.stream()
                .filter(c -> String.valueOf(c.version()).equals(version))
                .findFirst()
                .orElseThrow(() -> Problem.notFound(
                        "checklist version",
                        version,
                        versions.stream().map(c -> String.valueOf(c.version())).toList()));
    }

    private List<String> ids() {
        return checklists.all().stream().map(ChecklistDocument::id).distinct().toList();
    }
}
