/** The contract, held: every route, exchange, enum, permission, problem and example of the service against openapi.yaml. */
@NullMarked
package dev.tollgate.contract;

import org.jspecify.annotations.NullMarked;
