/** The service as its callers see it: a small client, and stories told with it, in the JVM of the tests and on the packaged jar. */
@NullMarked
package dev.tollgate.http;

import org.jspecify.annotations.NullMarked;
