package dev.tollgate.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.runtime.CelEvaluationException;
import dev.tollgate.lifecycle.Answer;
import dev.tollgate.lifecycle.Answer.Unanswerable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says why an evaluation failed, in terms of the values that were read, and without a word of the library's. */
final class Explanation {

    static final String WITHOUT_REASON = "cannot be answered with the values that are there";

    /** The library says where it failed in its message only. Without the place an explanation is poorer, and no less true. */
    private static final Pattern PLACE = Pattern.compile("evaluation error at [^:]*:(\\d{1,9}):.*", Pattern.DOTALL);

    private final CelAbstractSyntaxTree tree;
    private final Trace trace;

    Explanation(CelAbstractSyntaxTree tree, Trace trace) {
        this.tree = tree;
        this.trace = trace;
    }

    Answer of(CelEvaluationException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Reads.Unreadable unreadable) {
                return new Unanswerable(unreadable.reason(), unreadable.missing());
            }
        }
        return new Unanswerable(reason(failure), Optional.empty());
    }

    /** Of an answer that is neither true nor false. */
    Answer ofResult(Object result) {
        String what = read(tree.getExpr()).map(r -> r.place().path()).orElse("the answer");
        return new Unanswerable("%s is %s, not true or false".formatted(what, Json.kind(result)), Optional.empty());
    }

    private String reason(CelEvaluationException failure) {
        Optional<CelExpr> place = place(failure);
        CelErrorCode code = failure.getErrorCode();
        return switch (code) {
            case ITERATION_BUDGET_EXCEEDED -> "gave up after %d steps".formatted(Language.STEPS);
            case DIVIDE_BY_ZERO -> "divides by zero";
            case NUMERIC_OVERFLOW -> "reckons with too large a number";
            case OVERLOAD_NOT_FOUND -> place.map(this::ofOperands).orElse(WITHOUT_REASON);
            case BAD_FORMAT -> place.map(this::ofFormat).orElse(WITHOUT_REASON);
            case INVALID_ARGUMENT -> place.map(this::ofArgument).orElse(WITHOUT_REASON);
            default -> WITHOUT_REASON;
        };
    }

    private Optional<CelExpr> place(CelEvaluationException failure) {
        Matcher place = PLACE.matcher(String.valueOf(failure.getMessage()));
        if (!place.matches()) {
            return Optional.empty();
        }
        int offset = Integer.parseInt(place.group(1));
        return Walk.all(tree.getExpr())
                .filter(e -> tree.getSource().getPositionsMap().getOrDefault(e.id(), -1) == offset)
                .findFirst();
    }

    private String ofOperands(CelExpr call) {
        String function = Wording.name(call.callOrDefault().function());
        List<Trace.Read> operands =
                Walk.operands(call).flatMap(e -> read(e).stream()).toList();
        if (operands.isEmpty()) {
            return function.isEmpty()
                    ? WITHOUT_REASON
                    : "%s is asked of values that it does not take".formatted(function);
        }
        String values = operands.stream()
                .map(r -> "%s is %s".formatted(r.place().path(), Json.kind(r.value())))
                .collect(Collectors.joining(" and "));
        return "%s, which %s does not take here".formatted(values, function);
    }

    private String ofFormat(CelExpr call) {
        String expected = switch (call.callOrDefault().function()) {
            case "timestamp" -> "no time such as 2026-01-31T00:00:00Z";
            case "duration" -> "no duration such as 48h";
            default -> "no number";
        };
        return Walk.operands(call)
                .flatMap(e -> read(e).stream())
                .findFirst()
                .map(r -> "%s is %s, which is %s".formatted(r.place().path(), Json.quoted(r.value()), expected))
                .orElse(WITHOUT_REASON);
    }

    private String ofArgument(CelExpr expr) {
        boolean range = Walk.all(tree.getExpr())
                .filter(e -> e.exprKind().getKind() == Kind.COMPREHENSION)
                .anyMatch(e -> e.comprehension().iterRange().id() == expr.id());
        return read(expr)
                .map(r -> "%s is %s, not %s"
                        .formatted(r.place().path(), Json.kind(r.value()), range ? "a list" : "true or false"))
                .orElse(WITHOUT_REASON);
    }

    /** What was read here. A variable of a loop has no spelling of its own. */
    private Optional<Trace.Read> read(CelExpr expr) {
        return Spelled.of(expr).flatMap(trace::last);
    }
}
