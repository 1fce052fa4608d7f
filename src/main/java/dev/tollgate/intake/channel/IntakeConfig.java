package dev.tollgate.intake.channel;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** What the door takes. The defaults are in application.properties. */
@ConfigMapping(prefix = "tollgate.intake")
interface IntakeConfig {

    /** The largest body, as it is sent. */
    MemorySize maxBody();

    /** The largest body once it is decompressed. */
    MemorySize maxInflated();

    /** How many deliveries are read at the same time; more are told to come again. It bounds the memory that they take. */
    int concurrency();

    /** How far a signed time may be from ours. */
    Duration tolerance();

    /** How old a time may be that MLflow signed: it sends the same one again with each attempt. */
    Duration retryTolerance();

    /** How many arrivals without a destination a channel keeps; when it has them, it takes no more. */
    int maxUnrouted();

    /** How long arrivals are kept. */
    Duration retention();

    int maxChannels();

    /** How long the secret or address before the newest counts as well, where the caller does not say. */
    Duration overlap();
}
