package dev.tollgate.audit;

import dev.tollgate.access.Permissions;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Problem;
import io.quarkus.security.PermissionsAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** The log of one project as a file: one more representation of its events, for those who ask for its media type or by name. */
@Path("/v1/projects/{project}/events")
class ProjectExportResource {

    private static final String FORMAT = "jsonl";
    private static final Pattern EVENTS = Pattern.compile("/v1/projects/[^/]+/events/?");

    private final Exporter exporter;

    ProjectExportResource(Exporter exporter) {
        this.exporter = exporter;
    }

    /** {@code ?format=} is for those who cannot set a header, such as a link on a page; it means the same and comes before it. */
    @ServerRequestFilter(preMatching = true)
    void formatInsteadOfAccept(ContainerRequestContext request) {
        if (request.getUriInfo().getQueryParameters().containsKey("format")
                && EVENTS.matcher(request.getUriInfo().getRequestUri().getPath())
                        .matches()) {
            request.getHeaders().putSingle(HttpHeaders.ACCEPT, Exporter.MEDIA_TYPE);
        }
    }

    /** The quality keeps it behind the list for callers who take anything. */
    @GET
    @Produces(Exporter.MEDIA_TYPE + ";qs=0.1")
    @PermissionsAllowed(Permissions.READ)
    public Response exportProjectEvents(
            @PathParam("project") String project, @QueryParam("format") @Nullable String format) {
        if (format != null && !format.equals(FORMAT)) {
            throw Problem.invalid(FieldError.parameter("format", "not-allowed", "format is " + FORMAT)
                            .allowing(List.of(FORMAT)))
                    .toException();
        }
        return exporter.project(project);
    }
}
