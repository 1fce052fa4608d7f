package dev.tollgate.http;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Only in tests: tokens for any number of people beside the three of dev mode. A token says who it is and which roles that one has. */
@ApplicationScoped
class TestPeople implements HttpAuthenticationMechanism {

    private static final Pattern TOKEN = Pattern.compile("Bearer test-person:([^:]+):([^:]+)");

    static String token(Person person) {
        return "test-person:%s:%s".formatted(person.id(), String.join("+", person.sortedRoles()));
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        String header = request.request().getHeader("Authorization");
        Matcher token = TOKEN.matcher(header == null ? "" : header);
        if (!token.matches()) {
            return Uni.createFrom().nullItem();
        }
        Set<String> roles = Set.copyOf(List.of(token.group(2).split("\\+", -1)));
        return providers.authenticate(new Known(new Person(token.group(1), roles)));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(Known.class);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().nullItem();
    }

    /** Before the mechanism that knows the tokens of dev mode, which refuses what it does not know. */
    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1;
    }

    static final class Known extends BaseAuthenticationRequest {

        private final Person person;

        Known(Person person) {
            this.person = person;
        }
    }

    /** Through a provider, so that the identity is augmented as every other is. */
    @ApplicationScoped
    static class Provider implements IdentityProvider<Known> {

        @Override
        public Class<Known> getRequestType() {
            return Known.class;
        }

        @Override
        public Uni<SecurityIdentity> authenticate(Known request, AuthenticationRequestContext context) {
            return Uni.createFrom()
                    .item(QuarkusSecurityIdentity.builder()
                            .setPrincipal(new QuarkusPrincipal(request.person.id()))
                            .addRoles(request.person.roles())
                            .build());
        }
    }
}
