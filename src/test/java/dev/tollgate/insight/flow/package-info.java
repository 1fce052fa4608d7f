@NullMarked
package dev.tollgate.insight.flow;

import org.jspecify.annotations.NullMarked;
