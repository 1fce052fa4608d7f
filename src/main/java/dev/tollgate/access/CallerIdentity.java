package dev.tollgate.access;

import dev.tollgate.lifecycle.Caller;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.StringPermission;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Permission;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Turns whoever was authenticated, by whatever mechanism, into a {@link Caller} with the permissions of its roles. */
@ApplicationScoped
class CallerIdentity implements SecurityIdentityAugmentor {

    static final String CALLER = "tollgate.caller";

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return Uni.createFrom().item(() -> identity.isAnonymous() ? identity : known(identity));
    }

    /** The same identity with its caller and permissions. */
    static SecurityIdentity known(SecurityIdentity identity) {
        List<Permission> granted = Role.permissionsOf(identity.getRoles()).stream()
                .map(CallerIdentity::permission)
                .toList();
        return QuarkusSecurityIdentity.builder(identity)
                .addAttribute(CALLER, caller(identity))
                .addPermissionChecker(asked ->
                        Uni.createFrom().item(granted.stream().anyMatch(permission -> permission.implies(asked))))
                .build();
    }

    private static Caller caller(SecurityIdentity identity) {
        Caller.Kind kind = identity.getRoles().contains(Role.PIPELINE.id()) ? Caller.Kind.MACHINE : Caller.Kind.PERSON;
        try {
            return new Caller(id(identity), kind, identity.getRoles());
        } catch (IllegalArgumentException notAnId) {
            throw new AuthenticationFailedException("the token names no usable caller", notAnId);
        }
    }

    private static String id(SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            String name = token.getClaim("preferred_username");
            String id = name != null ? name : token.getSubject();
            return id != null ? id : "";
        }
        return identity.getPrincipal().getName();
    }

    /** Quarkus reads {@code evidence:write} in {@code @PermissionsAllowed} as the action write of the permission evidence. */
    private static Permission permission(String name) {
        int colon = name.indexOf(':');
        return colon < 0
                ? new StringPermission(name)
                : new StringPermission(name.substring(0, colon), name.substring(colon + 1));
    }
}
