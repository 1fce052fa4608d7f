/**
 * Channels: the doors through which tools hand in their own formats. What channels there are is on the record, in the platform stream; secrets
 * and what arrived are books of this package, beside the log. What is recorded of an arrival goes into a project's log as everybody's evidence
 * does.
 */
@NullMarked
package dev.tollgate.intake.channel;

import org.jspecify.annotations.NullMarked;
