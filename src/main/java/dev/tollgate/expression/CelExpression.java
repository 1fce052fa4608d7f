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
    private final CelAbstractSyntaxTree tree;
    private final CelRuntime.Program program;
    private final boolean readsClock;
    private final Set<String> evidenceFields;
    private final Optional<String> firstOfEvidence;

    CelExpression(Question question, String text, CelAbstractSyntaxTree tree, CelRuntime.Program program) {
        this.question = question;
        this.text = text;
        this.tree = tree;
        this.program = program;
        this.readsClock = mentions(tree.getExpr(), Question.NOW);
        this.evidenceFields = Spelled.fieldsOf(tree.getExpr(), EVIDENCE);
        this.firstOfEvidence = mentions(tree.getExpr(), EVIDENCE)
                ? Optional.of(Spelled.first(tree.getExpr(), EVIDENCE).orElse(EVIDENCE))
                : Optional.empty();
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
        return readsClock;
    }

    @Override
    public Answer answer(Variables variables) {
        if (firstOfEvidence.isPresent() && saysNothing(variables.evidence())) {
            return new Answer.Unanswerable("there is no data in the evidence", firstOfEvidence);
        }
        Trace trace = new Trace();
        try {
            return answer(program.eval(bound(variables, trace)), trace);
        } catch (CelEvaluationException e) {
            return new Explanation(tree, trace).of(e);
        } catch (RuntimeException | StackOverflowError e) {
            return new Answer.Unanswerable(Explanation.WITHOUT_REASON, Optional.empty());
        }
    }

    /**
     * A guard makes an expression true without reading what it guards, and of evidence without data nothing else would be read. Fields that
     * stand in every report count as data only for an expression that reads them.
     */
    private boolean saysNothing(Map<String, Object> evidence) {
        return evidence.keySet().stream().allMatch(f -> OF_EVERY_REPORT.contains(f) && !evidenceFields.contains(f));
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

    private Answer answer(Object result, Trace trace) {
        if (result instanceof Boolean holds) {
            return holds ? new Answer.Yes() : new Answer.No(trace.leaves());
        }
        return new Explanation(tree, trace).ofResult(result);
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
