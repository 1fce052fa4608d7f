package dev.tollgate.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The first line of an export: what it is, and the signed text that the lines behind it must lead up to.
 *
 * @param origin of the log, as its checkpoints name it
 * @param project id of the only project in it; absent where all are
 * @param key of that project
 * @param checkpoint scope log: a signed note over exactly the events that follow
 * @param sealed scope project: seq of the last event that a checkpoint covers; absent while none is
 * @param proof scope project: C2SP tlog-proof of that event
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Header(
        String format,
        Scope scope,
        String origin,
        @Nullable String project,
        @Nullable String key,
        @Nullable String checkpoint,
        @Nullable Long sealed,
        @Nullable String proof) {

    static final String FORMAT = "tollgate-export-v1";

    Header {
        if (!FORMAT.equals(format) || scope == null || origin == null) {
            throw new IllegalArgumentException("not the first line of an export");
        }
    }

    static Header ofLog(String origin, String checkpoint) {
        return new Header(FORMAT, Scope.LOG, origin, null, null, checkpoint, null, null);
    }

    static Header ofProject(String origin, String project, String key, @Nullable Long sealed, @Nullable String proof) {
        return new Header(FORMAT, Scope.PROJECT, origin, project, key, null, sealed, proof);
    }
}
