package dev.tollgate.answer;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** The GitLab whose external status checks are answered. */
@ConfigMapping(prefix = "tollgate.gitlab")
interface GitLabConfig {

    /** Such as {@code https://gitlab.example}. */
    Optional<URI> url();

    /** An access token with the scope {@code api} of somebody who may approve merge requests. */
    Optional<String> token();
}
