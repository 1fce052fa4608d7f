package dev.tollgate.intake.adapter;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a repository is fetched from, as build servers report it. */
final class GitRemote {

    private static final int LONGEST = 1000;
    private static final Pattern REMOTE = Pattern.compile("(?:[A-Za-z+]+://[^/\\s]+/|[^@/\\s]+@[^:/\\s]+:)([^\\s?#]+)");

    private GitRemote() {}

    /**
     * Its path, {@code acme/churn}, as the hosts of repositories themselves name it in their webhooks: so the same commit is the same subject whoever
     * reports it. What may stand before the path, a password above all, is left out.
     */
    static Optional<String> repository(Optional<String> url) {
        return url.filter(text -> text.length() <= LONGEST)
                .map(REMOTE::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1).replaceFirst("/$", "").replaceFirst("\\.git$", ""))
                .filter(path -> !path.isBlank());
    }
}
