/** One class a tool: how its formats are recognised, and where in them stands what evidence needs. */
@NullMarked
package dev.tollgate.intake.adapter;

import org.jspecify.annotations.NullMarked;
