package dev.tollgate.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Refuses what the types allow, because a value of the data may be of any type, and what would fail for every value that it can be. */
final class AfterTyping {

    private static final Set<String> ARITHMETIC = Set.of("_+_", "_-_", "_*_", "_/_");

    private final CelAbstractSyntaxTree tree;

    private AfterTyping(CelAbstractSyntaxTree tree) {
        this.tree = tree;
    }

    static void refuse(CelAbstractSyntaxTree checked) {
        AfterTyping traps = new AfterTyping(checked);
        Walk.all(checked.getExpr())
                .filter(e -> e.exprKind().getKind() == Kind.CALL)
                .forEach(traps::refuse);
    }

    private void refuse(CelExpr call) {
        List<CelKind> kinds = call.call().args().stream().map(this::kind).toList();
        String function = call.call().function();
        if (function.equals("_%_") && kinds.contains(CelKind.DYN)) {
            throw at(call, "numbers of the data are decimals, which % does not take", "write int(evidence.field) % 2");
        }
        if (ARITHMETIC.contains(function) && kinds.contains(CelKind.DYN) && kinds.contains(CelKind.INT)) {
            throw at(
                    call,
                    "a whole number and a number of the data, which is a decimal, are not reckoned with each other",
                    "put double(...) around the whole number, as in double(size(evidence.list))");
        }
    }

    private CelKind kind(CelExpr expr) {
        return tree.getType(expr.id()).map(CelType::kind).orElse(CelKind.DYN);
    }

    private ExpressionException at(CelExpr expr, String reason, String remedy) {
        int offset = tree.getSource().getPositionsMap().getOrDefault(expr.id(), 0);
        return new ExpressionException(offset, reason, Optional.of(remedy));
    }
}
