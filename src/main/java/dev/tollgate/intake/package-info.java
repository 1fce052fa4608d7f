/**
 * What tools send in their own formats, and what it says: {@link dev.tollgate.intake.Detection} finds the {@link dev.tollgate.intake.Format},
 * its {@link dev.tollgate.intake.Adapter} reads it. Plain Java: no database, no clock, no network. Adding a tool is one class in
 * {@code intake.adapter} and its test.
 */
@NullMarked
package dev.tollgate.intake;

import org.jspecify.annotations.NullMarked;
