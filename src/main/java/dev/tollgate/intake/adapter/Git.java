package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Transcript;
import java.util.Optional;

/** Where code came from, as routes match it: every tool writes the same repository and branch in its own way. */
final class Git {

    private static final String BRANCH = "refs/heads/";
    private static final String TAG = "refs/tags/";

    private Git() {}

    /**
     * @param repository the URL of the repository
     * @param ref a branch's or tag's name, short or in full
     */
    static Transcript origin(
            Transcript transcript, Optional<String> repository, Optional<String> ref, Optional<String> commit) {
        return transcript
                .facet("repository", repository.map(Git::repository))
                .facet("branch", ref.filter(name -> !name.startsWith(TAG)).map(name -> without(BRANCH, name)))
                .facet("tag", ref.filter(name -> name.startsWith(TAG)).map(name -> without(TAG, name)))
                .facet("commit", commit);
    }

    /**
     * The path of a repository's URL, such as {@code acme/churn}: what hosts of repositories call it themselves. Anything that is no such URL is left
     * as it is.
     */
    static String repository(String url) {
        String path = path(without("git+", url.strip()));
        int end = path.length();
        for (char mark : new char[] {'@', '?', '#'}) {
            int at = path.indexOf(mark);
            end = at >= 0 && at < end ? at : end;
        }
        String name = path.substring(0, end);
        name = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        name = name.endsWith(".git") ? name.substring(0, name.length() - 4) : name;
        return name.isBlank() ? url : name;
    }

    private static String path(String url) {
        int scheme = url.indexOf("://");
        if (scheme >= 0) {
            int slash = url.indexOf('/', scheme + 3);
            return slash < 0 ? "" : url.substring(slash + 1);
        }
        // git@host:path, as ssh has it
        int colon = url.indexOf(':');
        return url.indexOf('@') >= 0 && url.indexOf('@') < colon ? url.substring(colon + 1) : url;
    }

    private static String without(String prefix, String text) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }
}
