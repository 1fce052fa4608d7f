package dev.tollgate.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a rewritten expression spells what it reads. */
final class Spelled {

    private static final Set<String> READS = Set.of(Reads.FIELD, Reads.HAS);

    private static final Pattern STEP = Pattern.compile("[.\\[]");

    private Spelled() {}

    /** What a loop goes through, where its range is spelled like this. */
    static String elements(String range) {
        return range + "[]";
    }

    /** The variable that a spelling begins with. */
    static String variable(String spelled) {
        return STEP.split(spelled, 2)[0];
    }

    /** The spelling of this reading; empty where it is none, or of no place among the variables. */
    static Optional<String> of(CelExpr expr) {
        CelCall call = expr.callOrDefault();
        return READS.contains(call.function()) || call.function().equals(Reads.ELEMENT)
                ? Optional.of(call.args().get(2).constant().stringValue()).filter(s -> !s.isEmpty())
                : Optional.empty();
    }

    /** The whole of the first reading of this variable, such as {@code evidence.metrics.auc}. */
    static Optional<String> first(CelExpr expr, String variable) {
        return Walk.all(expr)
                .flatMap(e -> of(e).stream())
                .filter(s -> variable(s).equals(variable))
                .findFirst();
    }

    /** The fields of this variable that are read by their names. */
    static Set<String> fieldsOf(CelExpr expr, String variable) {
        return Walk.all(expr).flatMap(e -> fieldOf(e, variable)).collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> fieldOf(CelExpr expr, String variable) {
        CelCall call = expr.callOrDefault();
        boolean ofVariable = READS.contains(call.function())
                && call.args().getFirst().identOrDefault().name().equals(variable);
        return ofVariable ? Stream.of(call.args().get(1).constantOrDefault()).map(Spelled::text) : Stream.empty();
    }

    private static String text(CelConstant name) {
        return name.getKind() == CelConstant.Kind.STRING_VALUE ? name.stringValue() : "";
    }
}
