/** Exit gates: shown, checked, decided and voted on; and the conditions that decisions leave behind. */
@NullMarked
package dev.tollgate.gate;

import org.jspecify.annotations.NullMarked;
