package dev.tollgate.checklist;

import dev.tollgate.access.Permissions;
import dev.tollgate.checklist.ReferenceContent.Framework;
import dev.tollgate.checklist.ReferenceContent.Glossary;
import dev.tollgate.checklist.ReferenceContent.Pitfalls;
import dev.tollgate.platform.Problem;
import io.quarkus.security.PermissionsAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
class ReferenceResource {

    private final ReferenceContent reference;

    ReferenceResource(ReferenceContent reference) {
        this.reference = reference;
    }

    record FrameworkList(List<Summary> items) {}

    record Summary(String id, String title, String version, String note, int mappingCount) {

        static Summary of(Framework framework) {
            return new Summary(
                    framework.id(),
                    framework.title(),
                    framework.version(),
                    framework.note(),
                    framework.mappings().size());
        }
    }

    @GET
    @Path("glossary")
    @PermissionsAllowed(Permissions.READ)
    public Glossary glossary() {
        return reference.glossary();
    }

    @GET
    @Path("pitfalls")
    @PermissionsAllowed(Permissions.READ)
    public Pitfalls pitfalls() {
        return reference.pitfalls();
    }

    @GET
    @Path("frameworks")
    @PermissionsAllowed(Permissions.READ)
    public FrameworkList frameworks() {
        return new FrameworkList(
                reference.frameworks().stream().map(Summary::of).toList());
    }

    @GET
    @Path("frameworks/{framework}")
    @PermissionsAllowed(Permissions.READ)
    public Framework framework(@PathParam("framework") String id) {
        return reference
                .framework(id)
                .orElseThrow(() -> Problem.notFound(
                        "framework",
                        id,
                        reference.frameworks().stream().map(Framework::id).toList()));
    }
}
