package dev.tollgate.intake.channel;

import dev.tollgate.intake.Hint;
import dev.tollgate.intake.Hints;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Problem;
import jakarta.ws.rs.QueryParam;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a sender's URL may say beside the body, one parameter for each {@link Hint}. */
record HintParameters(
        @QueryParam("as") @Nullable String as,
        @QueryParam("project") @Nullable String project,
        @QueryParam("item") @Nullable String item,
        @QueryParam("model") @Nullable String model,
        @QueryParam("version") @Nullable String version,
        @QueryParam("commit") @Nullable String commit,
        @QueryParam("env") @Nullable String env,
        @QueryParam("run") @Nullable String run,
        @QueryParam("name") @Nullable String name) {

    private static final int LONGEST = 200;

    Hints hints() {
        Map<Hint, @Nullable String> given = new EnumMap<>(Hint.class);
        given.put(Hint.AS, as);
        given.put(Hint.PROJECT, project);
        given.put(Hint.ITEM, item);
        given.put(Hint.MODEL, model);
        given.put(Hint.VERSION, version);
        given.put(Hint.COMMIT, commit);
        given.put(Hint.ENV, env);
        given.put(Hint.RUN, run);
        given.put(Hint.NAME, name);
        Map<String, String> hints = new TreeMap<>();
        given.forEach((hint, value) -> {
            if (value != null) {
                hints.put(hint.id(), checked(hint, value));
            }
        });
        return new Hints(hints);
    }

    private static String checked(Hint hint, String value) {
        if (value.isBlank() || value.length() > LONGEST) {
            throw Problem.invalid(FieldError.parameter(
                            hint.id(), "bad-length", "%s must have 1 to %d characters".formatted(hint.id(), LONGEST)))
                    .toException();
        }
        return value;
    }
}
