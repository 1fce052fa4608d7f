/** What of a framework a project can show evidence for. Reads only. */
@NullMarked
package dev.tollgate.insight.coverage;

import org.jspecify.annotations.NullMarked;
