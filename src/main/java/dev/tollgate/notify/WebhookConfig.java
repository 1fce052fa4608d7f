package dev.tollgate.notify;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How webhooks are delivered. The defaults are in application.properties. */
@ConfigMapping(prefix = "tollgate.webhooks")
interface WebhookConfig {

    /** How often a replica looks for something to deliver. */
    Duration every();

    /** Whether a target may be plain http. For dev mode and tests. */
    boolean allowHttp();

    /** Host names, {@code *.suffix} patterns and CIDR blocks that may be called though their addresses are not public. */
    Optional<List<String>> allowedTargets();

    /** PEM file with the only certificate authorities to trust for targets; without it, those of the Java platform. */
    Optional<Path> trustedCertificates();

    /** The wait before each attempt, the first included; there are as many attempts as entries. Up to a fifth is added by chance. */
    List<Duration> retries();

    /** The least wait after an answer that says that the receiver is overloaded: 429, 502, 504. */
    Duration throttle();

    Duration connectTimeout();

    /** From the connection to the end of the answer. Much less than {@link #lease}. */
    Duration callTimeout();

    /** How long a replica may be silent before another takes its subscription over. */
    Duration lease();

    /** How many subscriptions there may be. Each can be in delivery at the same time. */
    int maxSubscriptions();

    /** How long the secret before the newest signs as well, where the caller does not say. */
    Duration overlap();

    /** A subscription to which every attempt has failed for this long is disabled. */
    Duration disableAfter();

    /** A subscription with this many dead letters in a row is disabled. */
    int disableAfterDeadLetters();

    /** How long deliveries and their attempts are kept. */
    Duration retention();
}
