package dev.tollgate.answer;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** The GitHub App as which deployment protection rules are answered. */
@ConfigMapping(prefix = "tollgate.github")
interface GitHubConfig {

    /** The app's id or client id. */
    Optional<String> appId();

    /** The app's RSA key in PEM, as GitHub gives it for download; line breaks may be written as {@code \n}. */
    Optional<String> privateKey();

    /** Of GitHub Enterprise Server {@code https://<host>/api/v3}. */
    URI apiUrl();
}
