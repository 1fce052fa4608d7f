package dev.tollgate.feed;

import dev.tollgate.access.Permissions;
import dev.tollgate.ledger.LogReader;
import dev.tollgate.ledger.ProjectLogs;
import dev.tollgate.platform.Page;
import dev.tollgate.platform.Problem;
import dev.tollgate.seal.Positions;
import io.quarkus.security.PermissionsAllowed;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of one project, each there as soon as it is committed. */
@Path("/v1/projects/{project}/events")
class EventResource {

    private final LogReader reader;
    private final ProjectLogs logs;
    private final Positions positions;
    private final FeedStreams streams;
    private final Clock clock;

    EventResource(LogReader reader, ProjectLogs logs, Positions positions, FeedStreams streams, Clock clock) {
        this.reader = reader;
        this.logs = logs;
        this.positions = positions;
        this.streams = streams;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @PermissionsAllowed(Permissions.READ)
    public Page<CloudEventJson> listProjectEvents(@PathParam("project") String project, @BeanParam ReadQuery query) {
        return EventPages.page(log(project), query.from(), selection(query), query.pageSize());
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @PermissionsAllowed(Permissions.READ)
    public Response streamProjectEvents(
            @PathParam("project") String project,
            @BeanParam ReadQuery query,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
            RoutingContext request) {
        Selection selection = selection(query);
        long most = query.streamLength();
        ProjectLog log = log(project);
        FeedCursor from = log.resume(query.from(lastEventId));
        return streams.answer(request, log, new StreamRequest(from, selection, most));
    }

    @GET
    @Path("/verification")
    @Produces(MediaType.APPLICATION_JSON)
    @PermissionsAllowed(Permissions.READ)
    public VerificationJson verifyProjectEvents(@PathParam("project") String project) {
        return VerificationJson.of(reader.verify(project), clock.instant());
    }

    private ProjectLog log(String project) {
        return logs.end(project)
                .map(end -> new ProjectLog(logs, positions, end.project(), end.key()))
                .orElseThrow(() -> Problem.notFound("project", project, List.of()));
    }

    private static Selection selection(ReadQuery query) {
        return new Selection(query.chosenTypes(), List.of());
    }
}
