/** The log as others read it: as pages, as streams that begin where the reader stopped, and verified. Reads only. */
@NullMarked
package dev.tollgate.feed;

import org.jspecify.annotations.NullMarked;
