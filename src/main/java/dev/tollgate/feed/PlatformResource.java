package dev.tollgate.feed;

import dev.tollgate.access.Permissions;
import dev.tollgate.ledger.PlatformStream;
import io.quarkus.security.PermissionsAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;

/** The log of what administrators changed. It holds no secrets, so whoever may read projects may read it. */
@Path("/v1/platform/events")
class PlatformResource {

    private final PlatformStream platform;
    private final Clock clock;

    PlatformResource(PlatformStream platform, Clock clock) {
        this.platform = platform;
        this.clock = clock;
    }

    @GET
    @Path("/verification")
    @PermissionsAllowed(Permissions.READ)
    public VerificationJson verifyPlatformEvents() {
        return VerificationJson.of(platform.verify(), clock.instant());
    }
}
