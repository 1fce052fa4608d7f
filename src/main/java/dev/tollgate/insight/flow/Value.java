package dev.tollgate.insight.flow;

/** What a metric says. Where nothing was there to measure, the number is absent and never 0. */
sealed interface Value permits Spread, Share, Amount {

    Unit unit();
}
