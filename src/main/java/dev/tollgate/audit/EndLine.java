package dev.tollgate.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The last line of an export. A download that broke off has none. */
record EndLine(End end) {

    EndLine {
        Objects.requireNonNull(end, "end");
    }

    /**
     * What was written.
     *
     * @param head scope project: hash of the last event
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record End(long events, @Nullable String head) {}
}
