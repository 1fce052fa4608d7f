/**
 * Outgoing webhooks: subscriptions, and the delivery of sealed events to them. Reads the log, and keeps books of its own about how far
 * delivery has come.
 */
@NullMarked
package dev.tollgate.notify;

import org.jspecify.annotations.NullMarked;
