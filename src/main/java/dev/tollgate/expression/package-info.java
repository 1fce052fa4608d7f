/**
 * The questions that checklists ask of what is known: CEL, and a simple form for one metric. Behind {@link dev.tollgate.lifecycle.Expression},
 * so that the core knows neither the language nor the library. Depends on the core only.
 */
@NullMarked
package dev.tollgate.expression;

import org.jspecify.annotations.NullMarked;
