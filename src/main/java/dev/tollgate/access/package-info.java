/** Who calls and what they may do: identities, roles, permissions. */
@NullMarked
package dev.tollgate.access;

import org.jspecify.annotations.NullMarked;
