/**
 * The only writer. Takes commands, has the core decide them, and writes events and read tables in one transaction. What is read from here is
 * folded from the log.
 */
@NullMarked
package dev.tollgate.ledger;

import org.jspecify.annotations.NullMarked;
