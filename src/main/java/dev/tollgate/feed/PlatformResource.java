package dev.tollgate.feed;

import dev.tollgate.access.Permissions;
import dev.tollgate.ledger.PlatformStream;
import dev.tollgate.platform.Page;
import io.quarkus.security.PermissionsAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.List;

/** What administrators changed. It holds no secrets, so whoever may read projects may read it; and streams of all events have it, too. */
@Path("/v1/platform/events")
class PlatformResource {

    private final PlatformLog log;
    private final PlatformStream platform;
    private final Clock clock;

    PlatformResource(PlatformLog log, PlatformStream platform, Clock clock) {
        this.log = log;
        this.platform = platform;
        this.clock = clock;
    }

    @GET
    @PermissionsAllowed(Permissions.READ)
    public Page<CloudEventJson> listPlatformEvents(@BeanParam ReadQuery query) {
        return EventPages.page(log, query.from(), new Selection(query.chosenTypes(), List.of()), query.pageSize());
    }

    @GET
    @Path("/verification")
    @PermissionsAllowed(Permissions.READ)
    public VerificationJson verifyPlatformEvents() {
        return VerificationJson.of(platform.verify(), clock.instant());
    }
}
