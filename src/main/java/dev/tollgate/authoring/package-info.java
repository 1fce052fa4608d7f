/**
 * Checklists of one's own: published, deprecated and compared. What is published goes into the platform stream; {@code checklist} reads it from
 * there.
 */
@NullMarked
package dev.tollgate.authoring;

import org.jspecify.annotations.NullMarked;
