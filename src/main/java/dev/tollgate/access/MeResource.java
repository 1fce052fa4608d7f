package dev.tollgate.access;

import dev.tollgate.lifecycle.Caller;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** {@code GET /v1/me}: who the service takes the caller for, and what follows from it. */
@Path("/v1/me")
@Produces(MediaType.APPLICATION_JSON)
class MeResource {

    private final CurrentCaller caller;

    MeResource(CurrentCaller caller) {
        this.caller = caller;
    }

    /** Roles and permissions as this service knows them, other roles of the token included. */
    record Me(String id, Caller.Kind kind, List<String> roles, List<String> permissions) {}

    /** Needs no permission: whoever lacks all of them finds out here. */
    @GET
    @Authenticated
    public Me me() {
        Caller me = caller.get();
        return new Me(me.id(), me.kind(), me.roles().stream().sorted().toList(), Role.permissionsOf(me.roles()));
    }
}
