package dev.tollgate.access;

import dev.tollgate.lifecycle.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Objects;

/** Who makes the current request. For resources: inject it and ask {@link #get()}. */
@RequestScoped
public class CurrentCaller {

    private final SecurityIdentity identity;

    CurrentCaller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The caller; every endpoint names a permission, so there always is one by the time a resource method runs. */
    public Caller get() {
        return Objects.requireNonNull(identity.getAttribute(CallerIdentity.CALLER), "the request is anonymous");
    }

    /** Whether the caller holds one of {@link Permissions}, for operations that do more for those who may. */
    public boolean may(String permission) {
        return Role.permissionsOf(identity.getRoles()).contains(permission);
    }
}
