package dev.tollgate.feed;

import dev.tollgate.access.Permissions;
import dev.tollgate.ledger.LogReader;
import dev.tollgate.ledger.RawEntry;
import dev.tollgate.lifecycle.EventType;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Page;
import dev.tollgate.platform.Problem;
import io.quarkus.security.PermissionsAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

@Path("/v1/projects/{project}/events")
class EventResource {

    private static final int MAX_LIMIT = 200;

    private final LogReader log;
    private final Clock clock;

    EventResource(LogReader log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /** The cursor of this list is the event's own number, so {@code after} is in the open where other lists have an opaque one. */
    @GET
    @PermissionsAllowed(Permissions.READ)
    public Page<CloudEventJson> listProjectEvents(
            @PathParam("project") String project,
            @QueryParam("after") @DefaultValue("0") String after,
            @QueryParam("type") List<String> types,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        types.forEach(EventResource::known);
        long from = number("after", after, 0, Long.MAX_VALUE);
        int size = (int) number("limit", limit, 1, MAX_LIMIT);
        List<RawEntry> page = log.page(project, from, types, size + 1);
        List<CloudEventJson> items = new ArrayList<>();
        page.stream()
                .limit(size)
                .forEach(entry -> items.add(CloudEventJson.of("/v1/projects/" + project, entry, null)));
        return new Page<>(
                items, page.size() > size ? next(project, page.get(size - 1).seq(), types, size) : null);
    }

    @GET
    @Path("/verification")
    @PermissionsAllowed(Permissions.READ)
    public VerificationJson verifyProjectEvents(@PathParam("project") String project) {
        return VerificationJson.of(log.verify(project), clock.instant());
    }

    private static String next(String project, long after, List<String> types, int limit) {
        var link = new StringBuilder("/v1/projects/%s/events?after=%d&limit=%d".formatted(project, after, limit));
        types.forEach(type -> link.append("&type=").append(type));
        return link.toString();
    }

    private static void known(String type) {
        if (EventType.named(type).isEmpty()) {
            throw Problem.invalid(
                            FieldError.parameter("type", "not-allowed", "there is no event type '%s'".formatted(type))
                                    .allowing(Arrays.stream(EventType.values())
                                            .map(EventType::typeName)
                                            .toList()))
                    .toException();
        }
    }

    private static long number(String name, String text, long least, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Answered below, as a number out of range is.
        }
        String range = most == Long.MAX_VALUE ? "from %d up".formatted(least) : "from %d to %d".formatted(least, most);
        throw Problem.invalid(
                        FieldError.parameter(name, "out-of-range", "%s is a whole number %s".formatted(name, range)))
                .toException();
    }
}
