package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Verdict;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What all plugins of Jenkins say alike of a build. */
final class JenkinsBuild {

    private static final Pattern JOB = Pattern.compile("(?:^|/)job/([^/]+)");
    private static final int LONGEST_PLACE = 2000;

    /** No build takes so long; a duration beyond is a wrong number. */
    private static final double LONGEST_MS = Duration.ofDays(3650).toMillis();

    private JenkinsBuild() {}

    /** Jenkins' own results. UNSTABLE means that tests failed. */
    static Verdict result(Optional<String> result) {
        return switch (result.orElse("").toUpperCase(Locale.ROOT)) {
            case "SUCCESS" -> Verdict.PASS;
            case "UNSTABLE", "FAILURE" -> Verdict.FAIL;
            case "ABORTED", "NOT_BUILT" -> Verdict.NEUTRAL;
            case "" -> Verdict.PENDING;
            default -> Verdict.INFO;
        };
    }

    /** The full name of the job, with its folders, out of the path of the job or one of its builds: {@code job/acme/job/churn/18/}. */
    static Optional<String> job(Optional<String> place) {
        return place.filter(path -> path.length() <= LONGEST_PLACE)
                .map(path ->
                        JOB.matcher(path).results().map(JenkinsBuild::segment).collect(Collectors.joining("/")))
                .filter(name -> !name.isBlank());
    }

    private static String segment(MatchResult match) {
        try {
            return URLDecoder.decode(match.group(1).replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return match.group(1);
        }
    }

    static Optional<Instant> later(Optional<Instant> start, Optional<Double> ms) {
        return start.flatMap(t -> ms.filter(d -> Math.abs(d) < LONGEST_MS).map(d -> t.plusMillis(d.longValue())));
    }

    /** Git's name of it without the remote's. */
    static Optional<String> branch(Optional<String> branch) {
        return branch.map(name -> name.replaceFirst("^(refs/remotes/)?origin/", ""));
    }

    static String link(String root, String path) {
        return root.endsWith("/") ? root + path : root + "/" + path;
    }

    /** Jenkins itself starts builds as SYSTEM, and who has not signed in is anonymous. */
    static Optional<String> person(Optional<String> user) {
        return user.filter(id -> !id.equalsIgnoreCase("system") && !id.equalsIgnoreCase("anonymous"));
    }
}
