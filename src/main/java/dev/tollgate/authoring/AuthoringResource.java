package dev.tollgate.authoring;

import dev.tollgate.access.Permissions;
import dev.tollgate.checklist.Draft;
import dev.tollgate.platform.Created;
import dev.tollgate.platform.DryRun;
import dev.tollgate.platform.EntityTags;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Problem;
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
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;

/** Checklists of one's own. What is there to read is the {@code checklist} package's. */
@Path("/v1/checklists")
class AuthoringResource {

    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int LONGEST_ID = 63;
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,5}");

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
        Publishing.Published done = publishing.publish(id(checklist), number(version), draft, tried);
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
        return Created.of(publishing.deprecate(id(checklist), number(version), body.reason(), dryRun.wanted()));
    }

    private static String id(String checklist) {
        if (checklist.length() > LONGEST_ID || !ID.matcher(checklist).matches()) {
            throw Problem.invalid(FieldError.parameter(
                            "checklist",
                            "invalid-slug",
                            "a checklist's id is lower-case words joined by hyphens, at most 63 characters"))
                    .toException();
        }
        return checklist;
    }

    private static int number(String version) {
        if (!VERSION.matcher(version).matches()) {
            throw Problem.invalid(FieldError.parameter(
                            "version", "out-of-range", "a version is a whole number from 1 to 999999"))
                    .toException();
        }
        return Integer.parseInt(version);
    }
}
