package dev.tollgate.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.exceptions.CelRuntimeException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an expression calls in place of CEL's own field selection, index and division ({@link Rewriting} puts the calls there). Their names
 * cannot be written by people, because no identifier starts with @.
 *
 * <p>They mean what CEL means, but for three things: a field that is missing is named by its whole path; a value is of no fixed type, where
 * CEL's index operator leaves the type of what it finds to be guessed from the first overload that fits, so that comparing two of them fails;
 * and division by zero is an error for decimals too, since no check should hold by an infinite number.
 */
final class Reads {

    /** field(container, name or index, how the expression spells it, what it goes on to read within it) */
    static final String FIELD = "@field";

    /** has(container, name, how the expression spells it, nothing) */
    static final String HAS = "@has";

    /** element(variable of a loop, a variable of the question, how the expression spells what the loop goes through) */
    static final String ELEMENT = "@element";

    static final String DIVIDE = "@divide";

    /** A reading that cannot be done. Behaves as any error of CEL: {@code true || error} is true. */
    static final class Unreadable extends CelRuntimeException {

        private static final long serialVersionUID = 1L;

        private final String reason;
        private final transient Optional<String> missing;

        private Unreadable(String reason, Optional<String> missing) {
            super(new IllegalStateException(reason), CelErrorCode.ATTRIBUTE_NOT_FOUND);
            this.reason = reason;
            this.missing = missing;
        }

        static Unreadable missing(String path) {
            return new Unreadable(path + " is missing", Optional.of(path));
        }

        static Unreadable because(String reason) {
            return new Unreadable(reason, Optional.empty());
        }

        String reason() {
            return reason;
        }

        Optional<String> missing() {
            return missing;
        }
    }

    private Reads() {}

    static List<CelFunctionDecl> declarations() {
        return List.of(
                declaration(
                        FIELD, SimpleType.DYN, SimpleType.DYN, SimpleType.DYN, SimpleType.STRING, SimpleType.STRING),
                declaration(
                        HAS, SimpleType.BOOL, SimpleType.DYN, SimpleType.STRING, SimpleType.STRING, SimpleType.STRING),
                declaration(ELEMENT, SimpleType.DYN, SimpleType.DYN, SimpleType.DYN, SimpleType.STRING),
                declaration(DIVIDE, SimpleType.DYN, SimpleType.DYN, SimpleType.DYN));
    }

    private static CelFunctionDecl declaration(String name, CelType result, CelType... parameters) {
        return CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newGlobalOverload(name, result, parameters));
    }

    static List<CelFunctionBinding> bindings() {
        return List.of(
                CelFunctionBinding.from(
                        FIELD,
                        ImmutableList.of(Object.class, Object.class, String.class, String.class),
                        args -> field(args[0], args[1], (String) args[2], (String) args[3])),
                CelFunctionBinding.from(
                        HAS,
                        ImmutableList.of(Object.class, String.class, String.class, String.class),
                        args -> has(args[0], (String) args[1], (String) args[2])),
                CelFunctionBinding.from(
                        ELEMENT,
                        ImmutableList.of(Object.class, Object.class, String.class),
                        args -> element(args[0], args[1], (String) args[2])),
                CelFunctionBinding.from(DIVIDE, Object.class, Object.class, Reads::divide));
    }

    private static Object field(Object container, Object step, String spelled, String further) {
        if (step instanceof String name && container instanceof Json.Obj object) {
            return present(
                    object.read(name, spelled), object.place().child(name).path() + further);
        }
        if (step instanceof Number index && container instanceof Json.Arr list) {
            return list.read(position(list, index, list.place().path(), further), spelled);
        }
        if (step instanceof Number index && container instanceof List<?> list) {
            return list.get(position(list, index, "the list", further));
        }
        if (container instanceof Map<?, ?> map && !(container instanceof Json.Obj)) {
            return present(map.get(step), spelled + further);
        }
        throw noSuchStep(container, step, spelled);
    }

    private static Object present(@Nullable Object value, String path) {
        if (value == null) {
            throw Unreadable.missing(path);
        }
        return value;
    }

    private static int position(List<?> list, Number index, String path, String further) {
        double at = index.doubleValue();
        if (at != Math.rint(at)) {
            throw Unreadable.because("%s has no element %s: an index is a whole number".formatted(path, index));
        }
        if (at < 0 || at >= list.size()) {
            throw Unreadable.missing(path + Place.step(index) + further);
        }
        return (int) at;
    }

    private static Unreadable noSuchStep(Object container, Object step, String spelled) {
        String asked = step instanceof Number ? "element " + Place.step(step) : "field " + step;
        int end = Math.max(spelled.lastIndexOf('.'), spelled.lastIndexOf('['));
        String what = switch (container) {
            case Json.Obj object -> object.place().path();
            case Json.Arr list -> list.place().path();
            default -> end > 0 ? spelled.substring(0, end) : "a value";
        };
        return Unreadable.because("%s is %s and has no %s".formatted(what, Json.kind(container), asked));
    }

    private static boolean has(Object container, String name, String spelled) {
        if (container instanceof Map<?, ?> map) {
            return map.containsKey(name);
        }
        throw noSuchStep(container, name, spelled);
    }

    private static Object element(Object value, Object variable, String spelled) {
        if (value instanceof Json.Obj object) {
            object.notice(spelled);
        } else if (variable instanceof Json.Obj root) {
            root.trace().noticed(spelled, value);
        }
        return value;
    }

    private static Object divide(Object dividend, Object divisor) {
        if (dividend instanceof Number a && divisor instanceof Number b) {
            if (b.doubleValue() == 0) {
                throw Unreadable.because("divides by zero");
            }
            return a.doubleValue() / b.doubleValue();
        }
        throw Unreadable.because("divides %s by %s".formatted(Json.kind(dividend), Json.kind(divisor)));
    }
}
