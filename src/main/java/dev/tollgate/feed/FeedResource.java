package dev.tollgate.feed;

import dev.tollgate.access.Permissions;
import dev.tollgate.ledger.ProjectLogs;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Page;
import dev.tollgate.platform.Problem;
import io.quarkus.security.PermissionsAllowed;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of all projects in one order. */
@Path(AllProjectsLog.PATH)
class FeedResource {

    private final AllProjectsLog log;
    private final ProjectLogs projects;
    private final FeedStreams streams;

    FeedResource(AllProjectsLog log, ProjectLogs projects, FeedStreams streams) {
        this.log = log;
        this.projects = projects;
        this.streams = streams;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @PermissionsAllowed(Permissions.READ)
    public Page<CloudEventJson> listEvents(@BeanParam ReadQuery query, @QueryParam("projects") List<String> keys) {
        return EventPages.page(log, query.from(), selection(query, keys), query.pageSize());
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @PermissionsAllowed(Permissions.READ)
    public Response streamEvents(
            @BeanParam ReadQuery query,
            @QueryParam("projects") List<String> keys,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
            RoutingContext request) {
        Selection selection = selection(query, keys);
        long most = query.streamLength();
        FeedCursor from = log.resume(query.from(lastEventId));
        return streams.answer(request, log, new StreamRequest(from, selection, most));
    }

    private Selection selection(ReadQuery query, List<String> given) {
        List<String> keys = ReadQuery.values("projects", given);
        List<String> known = keys.isEmpty() ? keys : projects.existing(keys);
        List<FieldError> errors = keys.stream()
                .filter(key -> !known.contains(key))
                .map(key ->
                        FieldError.parameter("projects", "unknown-project", "there is no project '%s'".formatted(key)))
                .toList();
        if (!errors.isEmpty()) {
            // Not 404: the feed is there. Not an empty feed either, for which a misspelt key would wait for ever.
            throw Problem.invalid(errors).toException();
        }
        return new Selection(query.chosenTypes(), keys);
    }
}
