/** How the flow goes: metrics of what happened and of how things stand. Reads only. */
@NullMarked
package dev.tollgate.insight;

import org.jspecify.annotations.NullMarked;
