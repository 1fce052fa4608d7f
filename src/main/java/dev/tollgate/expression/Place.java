package dev.tollgate.expression;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a value stands among the variables. Its path is spelled only when somebody asks: most values are read and forgotten. */
final class Place {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final @Nullable Place parent;
    private final Object step;

    private Place(@Nullable Place parent, Object step) {
        this.parent = parent;
        this.step = step;
    }

    static Place variable(String name) {
        return new Place(null, name);
    }

    Place child(Object nameOrIndex) {
        return new Place(this, nameOrIndex);
    }

    /** As an expression would spell it: {@code items['data.ingestion'].evidence.sources[2]}. */
    String path() {
        return parent == null ? step.toString() : parent.path() + step(step);
    }

    static String step(Object nameOrIndex) {
        if (nameOrIndex instanceof Number index) {
            return "[" + index.longValue() + "]";
        }
        String name = nameOrIndex.toString();
        return IDENTIFIER.matcher(name).matches() ? "." + name : "['" + name.replace("'", "\\'") + "']";
    }
}
