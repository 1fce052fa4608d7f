package dev.tollgate.intake.channel;

import dev.tollgate.installation.AuthMode;
import dev.tollgate.installation.ChannelAuth;
import dev.tollgate.installation.ChannelProfile;
import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.Project;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a channel is to be.
 *
 * @param source the only tool that it takes; absent for any
 * @param warnings what a report counts as that went with warnings; INCONCLUSIVE where absent, so that a person looks
 */
record ChannelBody(
        @NotBlank @Size(max = 100) String name,

        @NotNull @Size(min = 1, max = 100) List<@NotNull @Pattern(regexp = Project.KEY, message = "must match " + Project.KEY) String> projects,

        @Nullable @Size(max = 100) String source,
        @NotNull @Valid Auth auth,
        @Nullable EvidenceOutcome warnings,
        @Nullable @Size(max = 100) List<@NotNull @Valid RouteBody> routes) {

    private static final String HEADER = "[A-Za-z0-9-]{1,64}";
    private static final String HTTPS = "https?://\\S+";

    /**
     * How its senders show who they are.
     *
     * @param publicKeys PEM, against which signatures within bodies are verified
     */
    record Auth(
            @NotNull AuthMode mode,
            @Nullable @Size(min = 1, max = 100) String username,

            @Nullable @Pattern(regexp = HEADER, message = "must be the name of a header") String header,

            @Nullable @Valid Oidc oidc,
            @Nullable @Size(max = 10) List<@NotBlank @Size(max = 4000) String> publicKeys) {

        ChannelAuth auth() {
            return new ChannelAuth(
                    mode,
                    Optional.ofNullable(username),
                    Optional.ofNullable(header),
                    Optional.ofNullable(oidc).map(Oidc::oidc),
                    publicKeys == null ? List.of() : publicKeys);
        }
    }

    record Oidc(
            @NotBlank @Size(max = 500) String issuer,
            @NotBlank @Size(max = 500) String audience,

            @NotBlank @Size(max = 500) @Pattern(regexp = HTTPS, message = "must be an http or https URL") String jwksUri,

            @Nullable @Size(max = 20) Map<@NotBlank @Size(max = 100) String, @NotNull @Size(max = 500) String> claims) {

        ChannelAuth.Oidc oidc() {
            return new ChannelAuth.Oidc(issuer, audience, jwksUri, claims == null ? Map.of() : claims);
        }
    }

    List<RouteBody> wishes() {
        return routes == null ? List.of() : routes;
    }

    ChannelProfile profile() {
        return new ChannelProfile(
                name,
                projects,
                Optional.ofNullable(source),
                auth.auth(),
                warnings == null ? EvidenceOutcome.INCONCLUSIVE : warnings,
                wishes().stream().map(RouteBody::route).toList());
    }
}
