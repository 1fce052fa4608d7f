/**
 * The log for those who trust nobody: exports of any size in a documented format, and a verifier for them that needs neither the service
 * nor its database.
 */
@NullMarked
package dev.tollgate.audit;

import org.jspecify.annotations.NullMarked;
