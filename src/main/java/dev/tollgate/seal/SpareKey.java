package dev.tollgate.seal;

/** Where the log's signing key comes from when none is configured: dev mode keeps one of its own. There is none in production. */
public interface SpareKey {

    /** A signing key's text. */
    String text();
}
