/**
 * What every feature's HTTP side stands on: problems, strict JSON, paging, entity tags, the clock, health and migrations. Knows no
 * feature.
 */
@NullMarked
package dev.tollgate.platform;

import org.jspecify.annotations.NullMarked;
