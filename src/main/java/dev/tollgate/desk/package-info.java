/** Where requests become submissions, and refusals become problems: what every resource of a project needs, once. */
@NullMarked
package dev.tollgate.desk;

import org.jspecify.annotations.NullMarked;
