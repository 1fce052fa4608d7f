/**
 * The pure core: the whole state of one project, the commands that may change it, the events that say it changed, and the rules between
 * them. Plain Java: no framework, no I/O, no clock, no random id.
 */
@NullMarked
package dev.tollgate.lifecycle;

import org.jspecify.annotations.NullMarked;
