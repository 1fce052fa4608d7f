/** What usually goes wrong, looked for in one project. Reads only. */
@NullMarked
package dev.tollgate.insight.advice;

import org.jspecify.annotations.NullMarked;
