/** Loops: the ways back to an earlier phase. */
@NullMarked
package dev.tollgate.loop;

import org.jspecify.annotations.NullMarked;
