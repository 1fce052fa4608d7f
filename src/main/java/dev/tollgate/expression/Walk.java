package dev.tollgate.expression;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import java.util.stream.Stream;

/** The expressions within an expression. */
final class Walk {

    private Walk() {}

    /** This expression and all within it, outer ones and those further left first. */
    static Stream<CelExpr> all(CelExpr expr) {
        return Stream.concat(Stream.of(expr), children(expr).flatMap(Walk::all));
    }

    private static Stream<CelExpr> children(CelExpr expr) {
        return switch (expr.exprKind().getKind()) {
            case CONSTANT, IDENT, NOT_SET -> Stream.empty();
            case SELECT -> Stream.of(expr.select().operand());
            case CALL -> ofCall(expr.call());
            case LIST -> expr.list().elements().stream();
            case STRUCT -> expr.struct().entries().stream().map(CelExpr.CelStruct.Entry::value);
            case MAP -> expr.map().entries().stream().flatMap(e -> Stream.of(e.key(), e.value()));
            case COMPREHENSION -> ofComprehension(expr.comprehension());
        };
    }

    private static Stream<CelExpr> ofCall(CelCall call) {
        return Stream.concat(call.target().stream(), call.args().stream());
    }

    private static Stream<CelExpr> ofComprehension(CelComprehension loop) {
        return Stream.of(loop.iterRange(), loop.accuInit(), loop.loopCondition(), loop.loopStep(), loop.result());
    }

    /** What a function is called on: the value before the dot, if there is one, and the arguments. */
    static Stream<CelExpr> operands(CelExpr call) {
        return ofCall(call.call());
    }
}
