/** What only dev mode and tests need: a PostgreSQL server of their own. Its libraries are not in the packaged service. */
@NullMarked
package dev.tollgate.dev;

import org.jspecify.annotations.NullMarked;
