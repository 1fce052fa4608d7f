package dev.tollgate.access;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Only in tests: the token {@code test-nobody} is a person without any role, who is known and may do nothing. */
@ApplicationScoped
class NobodyToken implements HttpAuthenticationMechanism {

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        if (!"Bearer test-nobody".equals(request.request().getHeader("Authorization"))) {
            return Uni.createFrom().nullItem();
        }
        SecurityIdentity nobody = QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal("nobody"))
                .build();
        return Uni.createFrom().item(CallerIdentity.known(nobody));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().nullItem();
    }

    /** Before the mechanism that knows the other tokens, which refuses what it does not know. */
    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1;
    }
}
