package dev.tollgate.intake.channel;

import dev.tollgate.access.Permissions;
import dev.tollgate.installation.Channel;
import dev.tollgate.lifecycle.Project;
import dev.tollgate.platform.Created;
import dev.tollgate.platform.Page;
import dev.tollgate.platform.Paging;
import dev.tollgate.platform.Problem;
import io.quarkus.security.PermissionsAllowed;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/channels/{channel}/inbox")
class InboxResource {

    /**
     * Where it shall go, as the sender's URL could have said; what is absent stays as it was, and routes are tried anew.
     *
     * @param as the format, where it was not recognised
     */
    record ReplayBody(
            @Nullable @Size(min = 1, max = 100) String as,

            @Nullable @Pattern(regexp = Project.KEY, message = "must match " + Project.KEY) String project,

            @Nullable @Size(min = 1, max = 200) String item) {}

    private final Channels channels;
    private final Inbox inbox;

    InboxResource(Channels channels, Inbox inbox) {
        this.channels = channels;
        this.inbox = inbox;
    }

    @GET
    @PermissionsAllowed(Permissions.CHANNEL_MANAGE)
    public Page<ArrivalJson> listArrivals(
            @PathParam("channel") String key,
            @QueryParam("state") List<ArrivalState> states,
            @BeanParam Paging paging) {
        channels.find(key);
        List<ArrivalState> wanted = states.isEmpty() ? List.of(ArrivalState.UNROUTED) : states;
        List<Arrival> rows = inbox.list(key, wanted, paging.after().map(UUID::fromString), paging.fetch());
        return paging.page(rows, row -> row.id().toString(), ArrivalJson::of);
    }

    @GET
    @Path("/{arrival}")
    @PermissionsAllowed(Permissions.CHANNEL_MANAGE)
    public ArrivalJson getArrival(@PathParam("channel") String key, @PathParam("arrival") UUID id) {
        channels.find(key);
        return inbox.find(key, id)
                .map(found -> ArrivalJson.of(found.arrival()).with(found.body()))
                .orElseThrow(() -> Problem.notFound("arrival", id.toString(), List.of()));
    }

    @POST
    @Path("/{arrival}/replay")
    @PermissionsAllowed(Permissions.CHANNEL_MANAGE)
    public RestResponse<ArrivalJson> replayArrival(
            @PathParam("channel") String key, @PathParam("arrival") UUID id, ReplayBody body) {
        Channel channel = channels.find(key);
        return Created.of(ArrivalJson.of(inbox.replay(channel, id, body)));
    }
}
