/**
 * What administrators set up for the whole installation, as a fold of the events of the platform stream. Pure, as {@code lifecycle} is:
 * plain Java, no framework, no I/O, no clock. A new kind of event is a record in {@link dev.tollgate.installation.InstallationEvent}, a name
 * in {@link dev.tollgate.installation.InstallationEventType} and a case in {@link dev.tollgate.installation.Installation#after}.
 */
@NullMarked
package dev.tollgate.installation;

import org.jspecify.annotations.NullMarked;
