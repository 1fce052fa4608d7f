package dev.tollgate.intake.channel;

import dev.tollgate.installation.ChannelProfile;
import dev.tollgate.installation.Route;
import dev.tollgate.intake.Hint;
import dev.tollgate.intake.Hints;
import dev.tollgate.intake.Reading;
import dev.tollgate.lifecycle.EvidenceOutcome;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a channel's readings go. What the sender's URL names comes first: whoever configured that URL knows. Otherwise every route that fits
 * takes the reading.
 */
record Routing(ChannelProfile channel, Hints hints) {

    /** Where a reading goes. */
    sealed interface Destination {

        String project();

        /** @param outcome what it counts as */
        record ToItem(String project, String item, EvidenceOutcome outcome, Map<String, String> data)
                implements Destination {}

        record ToSignal(String project, String kind, Map<String, String> data) implements Destination {}
    }

    /** @param format the full name of the reading's format */
    List<Destination> of(Reading reading, String format) {
        Optional<String> item = hints.get(Hint.ITEM);
        if (item.isPresent()) {
            return project(Optional.empty())
                    .flatMap(project -> outcome(reading, Optional.empty()).map(outcome ->
                            (Destination) new Destination.ToItem(project, item.get(), outcome, Map.of())))
                    .stream()
                    .toList();
        }
        Map<String, String> facets = facets(reading, format);
        return channel.routes().stream()
                .filter(route -> fits(route, facets))
                .flatMap(route -> destination(route, reading).stream())
                .toList();
    }

    /** The gate and project that a route names for a question with these particulars. */
    Optional<Route> ofQuestion(String format, Map<String, String> particulars) {
        Map<String, String> facets = new HashMap<>(particulars);
        facets.put("format", format);
        return channel.routes().stream()
                .filter(route -> route.gate().isPresent() && fits(route, facets))
                .findFirst();
    }

    /** The project: named by the route, or by the URL, or the only one; never one that is not the channel's. */
    Optional<String> project(Optional<String> named) {
        Optional<String> wanted = named.or(() -> hints.get(Hint.PROJECT))
                .or(() -> channel.projects().size() == 1
                        ? Optional.of(channel.projects().getFirst())
                        : Optional.empty());
        return wanted.filter(channel.projects()::contains);
    }

    private Optional<Destination> destination(Route route, Reading reading) {
        Optional<String> project = project(route.project());
        if (project.isEmpty()) {
            return Optional.empty();
        }
        if (route.signal().isPresent()) {
            return reading.verdict()
                    .outcome()
                    .map(any -> new Destination.ToSignal(
                            project.get(), route.signal().get(), route.data()));
        }
        return route.item()
                .flatMap(item -> outcome(reading, route.outcome())
                        .map(outcome -> new Destination.ToItem(project.get(), item, outcome, route.data())));
    }

    /** What it counts as; empty where it says nothing yet, or nothing at all. */
    private Optional<EvidenceOutcome> outcome(Reading reading, Optional<EvidenceOutcome> stated) {
        return switch (reading.verdict()) {
            case WARN -> Optional.of(channel.warnings());
            case INFO -> stated.or(() -> reading.verdict().outcome());
            case PASS, FAIL, PENDING, NEUTRAL -> reading.verdict().outcome();
        };
    }

    /** What routes can look at: the adapter's facets, and what every reading has. */
    static Map<String, String> facets(Reading reading, String format) {
        Map<String, String> facets = new HashMap<>(reading.facets());
        facets.put("format", format);
        facets.put("verdict", reading.verdict().name());
        reading.subject().ifPresent(subject -> {
            facets.put("subject", subject.name());
            subject.version().ifPresent(version -> facets.put("version", version));
        });
        return facets;
    }

    private static boolean fits(Route route, Map<String, String> facets) {
        return route.when().entrySet().stream()
                .allMatch(wanted -> Optional.ofNullable(facets.get(wanted.getKey()))
                        .filter(value ->
                                pattern(wanted.getValue()).matcher(value).matches())
                        .isPresent());
    }

    private static Pattern pattern(String wildcards) {
        return Pattern.compile(
                Arrays.stream(wildcards.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.DOTALL);
    }
}
