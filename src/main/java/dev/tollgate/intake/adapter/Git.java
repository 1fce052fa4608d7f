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
                .facet("repository", repository.flatMap(Git::repository))
                .facet("branch", ref.filter(name -> !name.startsWith(TAG)).map(name -> without(BRANCH, name)))
                .facet("tag", ref.filter(name -> name.startsWith(TAG)).map(name -> without(TAG, name)))
                .facet("commit", commit);
    }

    /**
     * What the repository's host calls it, such as {@code acme/churn}; a text that is no such URL is left as it is, unless it may hold a password.
     *
     * @param url also as SLSA writes it, with {@code @} and a ref behind it
     */
    static Optional<String> repository(String url) {
        return GitRemote.repository(Optional.of(withoutRef(url.strip())))
                .or(() -> Optional.of(url).filter(text -> text.indexOf('@') < 0));
    }

    private static String withoutRef(String url) {
        String bare = url.split("[?#]", 2)[0];
        int scheme = bare.indexOf("://");
        int path = scheme < 0 ? -1 : bare.indexOf('/', scheme + 3);
        int at = path < 0 ? -1 : bare.indexOf('@', path);
        return at < 0 ? bare : bare.substring(0, at);
    }

    private static String without(String prefix, String text) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }
}
