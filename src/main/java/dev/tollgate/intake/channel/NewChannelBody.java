package dev.tollgate.intake.channel;

import dev.tollgate.installation.Channel;
import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.Project;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A channel to be created: what {@link ChannelBody} says, its key, and perhaps a secret that its senders have already.
 *
 * @param secret absent for a fresh one
 */
record NewChannelBody(
        @NotNull @Pattern(regexp = Channel.KEY, message = "must match " + Channel.KEY) String key,

        @Nullable @Size(min = 16, max = 256) String secret,
        @NotBlank @Size(max = 100) String name,

        @NotNull @Size(min = 1, max = 100) List<@NotNull @Pattern(regexp = Project.KEY, message = "must match " + Project.KEY) String> projects,

        @Nullable @Size(max = 100) String source,
        @NotNull @Valid ChannelBody.Auth auth,
        @Nullable EvidenceOutcome warnings,
        @Nullable @Size(max = 100) List<@NotNull @Valid RouteBody> routes) {

    ChannelBody body() {
        return new ChannelBody(name, projects, source, auth, warnings, routes);
    }
}
