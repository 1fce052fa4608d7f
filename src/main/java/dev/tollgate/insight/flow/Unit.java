package dev.tollgate.insight.flow;

/** What a number counts. */
enum Unit {
    SECONDS,
    /** A part of a whole, 0 to 1; attainment may lie outside. */
    RATIO,
    /** Per 7 days. */
    PER_WEEK,
    /** Per 365.25 days. */
    PER_YEAR,
    COUNT
}
