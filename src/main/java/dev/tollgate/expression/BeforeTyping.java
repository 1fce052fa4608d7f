package dev.tollgate.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Refuses what parses and could not work, or would not mean what it seems to mean, with the remedy. */
final class BeforeTyping {

    private static final Set<String> TYPES =
            Set.of("bool", "int", "uint", "double", "string", "bytes", "list", "map", "null_type", "type");
    private static final Pattern DAYS = Pattern.compile("(\\d{1,6})([dw])");
    private static final int HOURS_A_DAY = 24;
    private static final int DAYS_A_WEEK = 7;

    private final CelAbstractSyntaxTree tree;
    private final Question question;
    private final Set<String> known;

    private BeforeTyping(CelAbstractSyntaxTree tree, Question question) {
        this.tree = tree;
        this.question = question;
        this.known = new HashSet<>(question.variables());
        Walk.all(tree.getExpr())
                .map(CelExpr::comprehensionOrDefault)
                .forEach(loop -> known.addAll(List.of(loop.iterVar(), loop.iterVar2(), loop.accuVar())));
    }

    static void refuse(CelAbstractSyntaxTree parsed, Question question) {
        BeforeTyping traps = new BeforeTyping(parsed, question);
        Walk.all(parsed.getExpr()).forEach(traps::refuse);
    }

    private void refuse(CelExpr expr) {
        switch (expr.exprKind().getKind()) {
            case IDENT -> refuseUnknown(expr);
            case CALL -> refuseCall(expr, expr.call());
            case STRUCT -> throw at(expr, "objects of a named type are not known here", "leave the name out: {'a': 1}");
            default -> {}
        }
    }

    private void refuseUnknown(CelExpr expr) {
        String name = expr.ident().name();
        if (!known.contains(name) && !TYPES.contains(name)) {
            throw at(expr, name + " is not known here", "known here are " + String.join(", ", question.variables()));
        }
    }

    private void refuseCall(CelExpr expr, CelCall call) {
        Wording.usage(call.function()).ifPresent(usage -> {
            throw at(expr, call.function() + " is not written like this", usage);
        });
        switch (call.function()) {
            case "_==_", "_!=_" -> refuseNull(expr, call);
            case "duration" -> refuseDuration(expr, call);
            case "timestamp" -> refuseTime(expr, call);
            case "matches" -> refusePattern(expr, call);
            default -> {}
        }
    }

    private void refuseNull(CelExpr expr, CelCall call) {
        if (call.args().stream().anyMatch(a -> isConstant(a, CelConstant.Kind.NULL_VALUE))) {
            throw at(
                    expr, "a field that is null counts as absent, so nothing equals null", "write has(evidence.field)");
        }
    }

    private void refuseDuration(CelExpr expr, CelCall call) {
        Optional<String> literal = literal(call);
        if (literal.isEmpty() || Language.works(ofText("duration", literal.get()))) {
            return;
        }
        Matcher days = DAYS.matcher(literal.get());
        String remedy = "the units are h, m and s, as in duration('48h')";
        if (days.matches()) {
            int perUnit = days.group(2).equals("w") ? DAYS_A_WEEK * HOURS_A_DAY : HOURS_A_DAY;
            remedy = "CEL knows no days: write duration('%dh')".formatted(Long.parseLong(days.group(1)) * perUnit);
        }
        throw at(expr, "'%s' is no duration".formatted(literal.get()), remedy);
    }

    private void refuseTime(CelExpr expr, CelCall call) {
        literal(call).filter(text -> !Language.works(ofText("timestamp", text))).ifPresent(text -> {
            throw at(expr, "'%s' is no time".formatted(text), "write timestamp('2026-01-31T00:00:00Z')");
        });
    }

    private void refusePattern(CelExpr expr, CelCall call) {
        CelExpr pattern = call.args().isEmpty() ? expr : call.args().getLast();
        if (isConstant(pattern, CelConstant.Kind.STRING_VALUE)
                && !Language.works(CelExpr.ofCall(
                        1,
                        Optional.of(CelExpr.ofConstant(2, CelConstant.ofValue(""))),
                        "matches",
                        ImmutableList.of(CelExpr.ofConstant(3, pattern.constant()))))) {
            throw at(
                    expr,
                    "'%s' is no regular expression, or too large a one"
                            .formatted(pattern.constant().stringValue()),
                    "the syntax is RE2's, and it compiles to at most %d instructions".formatted(Language.REGEX_SIZE));
        }
    }

    private static CelExpr ofText(String function, String text) {
        return CelExpr.ofCall(
                1, Optional.empty(), function, ImmutableList.of(CelExpr.ofConstant(2, CelConstant.ofValue(text))));
    }

    private static Optional<String> literal(CelCall call) {
        return call.args().size() == 1 && isConstant(call.args().getFirst(), CelConstant.Kind.STRING_VALUE)
                ? Optional.of(call.args().getFirst().constant().stringValue())
                : Optional.empty();
    }

    private static boolean isConstant(CelExpr expr, CelConstant.Kind kind) {
        return expr.exprKind().getKind() == Kind.CONSTANT && expr.constant().getKind() == kind;
    }

    private ExpressionException at(CelExpr expr, String reason, String remedy) {
        int offset = tree.getSource().getPositionsMap().getOrDefault(expr.id(), 0);
        return new ExpressionException(offset, reason, Optional.of(remedy));
    }
}
