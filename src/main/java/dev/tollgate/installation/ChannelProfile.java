package dev.tollgate.installation;

import dev.tollgate.lifecycle.EvidenceOutcome;
import java.util.List;
import java.util.Optional;

/**
 * What a channel is for.
 *
 * @param projects keys of those that it may write to, at least one
 * @param source the only tool that it takes; empty for any
 * @param warnings what a report counts as that went with warnings
 * @param routes each that fits takes the report
 */
public record ChannelProfile(
        String name,
        List<String> projects,
        Optional<String> source,
        ChannelAuth auth,
        EvidenceOutcome warnings,
        List<Route> routes) {

    public ChannelProfile {
        projects = List.copyOf(projects);
        routes = List.copyOf(routes);
    }
}
