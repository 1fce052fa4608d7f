package dev.tollgate.feed;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** How streams are served. application.properties has the defaults. */
@ConfigMapping(prefix = "tollgate.feed")
interface FeedSettings {

    /** How often the database is asked for new events while anybody listens; what this replica commits itself is not waited for. */
    Duration pollEvery();

    /** After this long without an event a stream shows that it is alive. Proxies close what is silent, often after 60 seconds. */
    Duration heartbeat();

    /** How long a reader may take nothing of what was sent before its stream is dropped. */
    Duration stall();

    /** How long a stream lives. Its reader comes back with a token that is still valid, to a replica that may be new. */
    Duration maxAge();

    /** How many streams one replica serves at a time. */
    int streams();
}
