package dev.tollgate.authoring;

import dev.tollgate.access.Permissions;
import dev.tollgate.checklist.Draft;
import dev.tollgate.platform.Created;
import dev.tollgate.platform.DryRun;
import dev.tollgate.platform.EntityTags;
import dev.tollgate.platform.Upload;
import io.quarkus.security.PermissionsAllowed;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.jboss.resteasy.reactive.RestResponse;

/** Checklists of one's own. What is there to read is the {@code checklist} package's. */
@Path("/v1/checklists")
class AuthoringResource {

    record DeprecationBody(@NotBlank @Size(max = 500) String reason) {}

    private final Publishing publishing;
    private final EntityTags tags;

    AuthoringResource(Publishing publishing, EntityTags tags) {
        this.publishing = publishing;
        this.tags = tags;
    }

    @PUT
    @Path("{checklist}/versions/{version}")
    @Consumes({Draft.JSON, Draft.YAML})
    @PermissionsAllowed(Permissions.CHECKLIST_MANAGE)
    public RestResponse<PublicationJson> publishChecklist(
            @PathParam("checklist") String checklist,
            @PathParam("version") String version,
            Upload upload,
            @BeanParam DryRun dryRun) {
        boolean tried = dryRun.wanted();
        Draft draft = Drafts.parse(upload.mediaType(), upload.text());
        Publishing.Published done =
                publishing.publish(VersionPath.id(checklist), VersionPath.number(version), draft, tried);
        if (tried) {
            return RestResponse.status(
                    done.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK, done.json());
        }
        var response = RestResponse.ResponseBuilder.create(
                        done.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK, done.json())
                // That of what a GET of this path answers.
                .header("ETag", tags.of(done.document()));
        return done.isNew()
                ? response.header("Location", "/v1/checklists/%s/versions/%s".formatted(checklist, version))
                        .build()
                : response.build();
    }

    @POST
    @Path("{checklist}/versions/{version}/deprecation")
    @PermissionsAllowed(Permissions.CHECKLIST_MANAGE)
    public RestResponse<DeprecationJson> deprecateChecklist(
            @PathParam("checklist") String checklist,
            @PathParam("version") String version,
            DeprecationBody body,
            @BeanParam DryRun dryRun) {
        return Created.of(publishing.deprecate(
                VersionPath.id(checklist), VersionPath.number(version), body.reason(), dryRun.wanted()));
    }
}
