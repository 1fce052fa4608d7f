package dev.tollgate.access;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who calls in dev mode and in tests: without a token the person {@code developer}, with a fixed token one of three others. The class is
 * decided on when the service is built, so a packaged service does not have it and no configuration brings it back.
 */
@ApplicationScoped
@IfBuildProfile(anyOf = {"dev", "test"})
class DevTokens implements HttpAuthenticationMechanism {

    private static final String SCHEME = "Bearer ";

    private static final Identity DEVELOPER = new Identity(
            "developer",
            Stream.concat(
                            Arrays.stream(Role.values())
                                    .filter(role -> role != Role.PIPELINE)
                                    .map(Role::id),
                            GovernanceRoles.STANDARD.stream())
                    .collect(Collectors.toUnmodifiableSet()));

    private static final Map<String, Identity> TOKENS = Map.of(
            "dev-alice", new Identity("alice", Set.of(Role.GATEKEEPER.id(), Role.CONTRIBUTOR.id())),
            "dev-bob", new Identity("bob", Set.of(Role.GATEKEEPER.id(), Role.CONTRIBUTOR.id())),
            "dev-ci", new Identity("ci", Set.of(Role.PIPELINE.id())));

    private record Identity(String id, Set<String> roles) {}

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        String header = request.request().getHeader("Authorization");
        if (header == null) {
            return Uni.createFrom().item(identity(DEVELOPER));
        }
        Identity known = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? TOKENS.get(header.substring(SCHEME.length()).strip())
                : null;
        if (known == null) {
            return Uni.createFrom().failure(new AuthenticationFailedException("no such dev token"));
        }
        return Uni.createFrom().item(identity(known));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    private static SecurityIdentity identity(Identity known) {
        SecurityIdentity identity = QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(known.id()))
                .addRoles(known.roles())
                .build();
        // Augmentors see only what an identity provider made; this comes from none.
        return CallerIdentity.known(identity);
    }
}
