package dev.tollgate.platform;

import jakarta.ws.rs.HeaderParam;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The {@code If-Match} and {@code If-None-Match} of a write. Taken by a resource method as {@code @BeanParam Preconditions}. */
public record Preconditions(
        @HeaderParam("If-Match") @Nullable String ifMatch,
        @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {

    public boolean areGiven() {
        return ifMatch != null || ifNoneMatch != null;
    }

    /**
     * Refuses the write with 412 when the resource is not as the caller thinks.
     *
     * @param current tag of the resource as it stands, of {@link EntityTags#of}; empty where it does not exist
     */
    public void check(Optional<String> current) {
        if (ifMatch != null
                && !current.map(tag -> EntityTags.matches(ifMatch, tag, false)).orElse(false)) {
            throw failed("If-Match names %s, but the resource %s.".formatted(ifMatch, state(current)));
        }
        if (ifNoneMatch != null
                && current.map(tag -> EntityTags.matches(ifNoneMatch, tag, true))
                        .orElse(false)) {
            throw failed("If-None-Match is %s, but the resource %s.".formatted(ifNoneMatch, state(current)));
        }
    }

    private static String state(Optional<String> current) {
        return current.map(tag -> "exists and has the ETag " + tag).orElse("does not exist");
    }

    private static ProblemException failed(String detail) {
        return Problem.of(ProblemType.PRECONDITION_FAILED, detail).toException();
    }
}
