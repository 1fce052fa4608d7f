package dev.tollgate.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.tollgate.lifecycle.Answer;
import dev.tollgate.lifecycle.Expression;
import dev.tollgate.lifecycle.Variables;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A question in CEL. */
final class CelExpression implements Expression {

    private static final String EVIDENCE = "evidence";

    /** What stands in {@code evidence} by itself, whether or not anything was posted with it. */
    private static final Set<String> OF_EVERY_REPORT = Set.of("outcome", "subject", "source", "observedAt");

    private final Question question;
    private final String text;

    /** Compiling twice does no harm, so threads that come at once need not wait for each other. */
    private volatile @Nullable Compiled compiled;

    /**
     * @param evidenceFields the fields of {@code evidence} that are read by their names
     * @param firstOfEvidence the first reading of {@code evidence}; empty where it is not read
     */
    private record Compiled(
            CelAbstractSyntaxTree tree,
            CelRuntime.Program program,
            boolean readsClock,
            Set<String> evidenceFields,
            Optional<String> firstOfEvidence) {}

    private CelExpression(Question question, String text) {
        this.question = question;
        this.text = text;
    }

    /** @throws ExpressionException if it could never be answered */
    static CelExpression now(Question question, String text) {
        var expression = new CelExpression(question, text);
        expression.compiled();
        return expression;
    }

    static CelExpression later(Question question, String text) {
        return new CelExpression(question, text);
    }

    private Compiled compiled() {
        Compiled known = compiled;
        if (known == null) {
            CelAbstractSyntaxTree tree = Language.compile(question, text);
            CelExpr expr = tree.getExpr();
            known = new Compiled(
                    tree,
                    Language.program(tree),
                    mentions(expr, Question.NOW),
                    Spelled.fieldsOf(expr, EVIDENCE),
                    mentions(expr, EVIDENCE)
                            ? Optional.of(Spelled.first(expr, EVIDENCE).orElse(EVIDENCE))
                            : Optional.empty());
            compiled = known;
        }
        return known;
    }

    private static boolean mentions(CelExpr expr, String variable) {
        return Walk.all(expr).anyMatch(e -> e.identOrDefault().name().equals(variable));
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public boolean readsClock() {
        return compiled().readsClock();
    }

    @Override
    public Answer answer(Variables variables) {
        Compiled asked = compiled();
        if (asked.firstOfEvidence().isPresent() && saysNothing(variables.evidence(), asked.evidenceFields())) {
            return new Answer.Unanswerable("there is no data in the evidence", asked.firstOfEvidence());
        }
        Trace trace = new Trace();
        try {
            return answer(asked, asked.program().eval(bound(variables, trace)), trace);
        } catch (CelEvaluationException e) {
            return new Explanation(asked.tree(), trace).of(e);
        } catch (RuntimeException | StackOverflowError e) {
            return new Answer.Unanswerable(Explanation.WITHOUT_REASON, Optional.empty());
        }
    }

    /**
     * A guard makes an expression true without reading what it guards, and of evidence without data nothing else would be read. Fields that
     * stand in every report count as data only for an expression that reads them.
     */
    private static boolean saysNothing(Map<String, Object> evidence, Set<String> read) {
        return evidence.keySet().stream().allMatch(f -> OF_EVERY_REPORT.contains(f) && !read.contains(f));
    }

    private Map<String, Object> bound(Variables variables, Trace trace) {
        Map<String, Object> bound = new HashMap<>();
        for (String name : question.variables()) {
            Object value = switch (name) {
                case EVIDENCE -> Json.variable(name, variables.evidence(), trace);
                case "items" -> Json.variable(name, variables.items(), trace);
                case "project" -> Json.variable(name, variables.project(), trace);
                case "signal" -> Json.variable(name, variables.signal(), trace);
                default -> variables.now();
            };
            bound.put(name, value);
        }
        return bound;
    }

    private static Answer answer(Compiled asked, Object result, Trace trace) {
        if (result instanceof Boolean holds) {
            return holds ? new Answer.Yes() : new Answer.No(trace.leaves());
        }
        return new Explanation(asked.tree(), trace).ofResult(result);
    }

    /** What is asked is all there is to it. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CelExpression o && question == o.question && text.equals(o.text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(question, text);
    }

    @Override
    public String toString() {
        return text;
    }
}
