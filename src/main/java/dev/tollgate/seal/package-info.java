/**
 * Makes one log of all projects' logs and signs it: numbers what is committed, keeps the Merkle tree over it (RFC 6962), and proves to
 * anybody that an event is in it and that nothing was taken out.
 */
@NullMarked
package dev.tollgate.seal;

import org.jspecify.annotations.NullMarked;
