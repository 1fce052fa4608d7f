/** The metrics of flow over a window of time, told from the log. One project's log folds to {@link dev.tollgate.insight.flow.ProjectFlow}; the rest is counting. */
@NullMarked
package dev.tollgate.insight.flow;

import org.jspecify.annotations.NullMarked;
