package dev.tollgate.platform;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a write is only tried: {@code ?dryRun=true}. Taken by a resource method as {@code @BeanParam DryRun}. Any value but true and
 * false is refused: reading {@code dryRun=1} as false would write what the caller wanted to try.
 */
public record DryRun(@QueryParam("dryRun") @Nullable String text) {

    /** Header of every answer to a dry run. */
    static final String HEADER = "Tollgate-Dry-Run";

    public boolean wanted() {
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw Problem.invalid(FieldError.parameter("dryRun", "not-allowed", "dryRun must be true or false")
                        .allowing(List.of("true", "false")))
                .toException();
    }
}
