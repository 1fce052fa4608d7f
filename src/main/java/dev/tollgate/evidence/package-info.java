/** Evidence: recorded, shown and invalidated. */
@NullMarked
package dev.tollgate.evidence;

import org.jspecify.annotations.NullMarked;
