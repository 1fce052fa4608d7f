package dev.tollgate.intake.channel;

import dev.tollgate.installation.Route;
import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.Project;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A route as posted and as shown, see {@link Route}. */
record RouteBody(
        @NotNull @Size(max = 20) Map<@NotBlank @Size(max = 100) String, @NotNull @Size(max = 200) String> when,

        @Nullable @Pattern(regexp = Project.KEY, message = "must match " + Project.KEY) String project,

        @Nullable @Size(min = 1, max = 200) String item,
        @Nullable @Size(min = 1, max = 100) String signal,

        @Nullable @Pattern(regexp = "plan|data|model|deploy", message = "must be plan, data, model or deploy") String gate,

        @Nullable EvidenceOutcome outcome,

        @Nullable @Size(max = 50) Map<
                        @NotBlank @Size(max = 100) String,
                        @NotNull @Size(max = 500) @Pattern(
                                regexp = "(read:)?(/.*)?",
                                message =
                                        "must be a JSON Pointer, empty or beginning with /; before it may stand read:")
                        String>
                data) {

    int destinations() {
        return (item == null ? 0 : 1) + (signal == null ? 0 : 1) + (gate == null ? 0 : 1);
    }

    Route route() {
        return new Route(
                when,
                Optional.ofNullable(project),
                Optional.ofNullable(item),
                Optional.ofNullable(signal),
                Optional.ofNullable(gate),
                Optional.ofNullable(outcome),
                data == null ? Map.of() : data);
    }

    static RouteBody of(Route route) {
        return new RouteBody(
                route.when(),
                route.project().orElse(null),
                route.item().orElse(null),
                route.signal().orElse(null),
                route.gate().orElse(null),
                route.outcome().orElse(null),
                route.data().isEmpty() ? null : route.data());
    }
}
