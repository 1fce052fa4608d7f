/** Checklist items of a project: shown and reviewed. */
@NullMarked
package dev.tollgate.item;

import org.jspecify.annotations.NullMarked;
