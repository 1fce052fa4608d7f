package dev.tollgate.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelSelect;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts {@link Reads} in the place of field selection, index and division, and writes whole numbers as decimals where they are reckoned with a
 * number of the data: those are all doubles, and CEL adds no int to a double.
 */
final class Rewriting {

    private static final Set<String> OF_NUMBERS =
            Set.of("_+_", "_-_", "_*_", "_/_", "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_");

    /**
     * A rewritten expression.
     *
     * @param path how the expression spells it, empty where it is not a place among the variables
     * @param decimal whether it may be a number of the data
     */
    private record Part(CelExpr expr, Optional<String> path, boolean decimal) {

        static Part of(CelExpr expr) {
            return new Part(expr, Optional.empty(), false);
        }
    }

    private final Map<String, Part> variables = new HashMap<>();
    private long lastId;

    private Rewriting(Iterable<String> variables, long lastId) {
        variables.forEach(
                name -> this.variables.put(name, new Part(CelExpr.ofIdent(0, name), Optional.of(name), false)));
        this.lastId = lastId;
    }

    /** @param variables those that hold JSON */
    static CelAbstractSyntaxTree of(CelAbstractSyntaxTree parsed, Iterable<String> variables) {
        long lastId = Walk.all(parsed.getExpr()).mapToLong(CelExpr::id).max().orElse(0);
        CelExpr rewritten =
                new Rewriting(variables, lastId).part(parsed.getExpr(), "").expr();
        return CelAbstractSyntaxTree.newParsedAst(rewritten, parsed.getSource());
    }

    /** @param further what is read within this: {@code .metrics.auc} while the expression is at {@code evidence} */
    private Part part(CelExpr expr, String further) {
        return switch (expr.exprKind().getKind()) {
            case CONSTANT ->
                new Part(expr, Optional.empty(), expr.constant().getKind() == CelConstant.Kind.DOUBLE_VALUE);
            case IDENT -> wholeIdent(expr);
            case SELECT -> select(expr, expr.select(), further);
            case CALL -> call(expr, expr.call(), further);
            case LIST ->
                Part.of(CelExpr.ofList(
                        expr.id(), elements(expr.list().elements()), expr.list().optionalIndices()));
            case MAP -> map(expr);
            case COMPREHENSION -> comprehension(expr, expr.comprehension());
            case STRUCT, NOT_SET -> Part.of(expr);
        };
    }

    private Part ident(CelExpr expr) {
        Part variable = variables.get(expr.ident().name());
        return variable == null ? Part.of(expr) : new Part(expr, variable.path(), variable.decimal());
    }

    /** An identifier that is read for itself. Of an element of the data it is noted that something looks at it. */
    private Part wholeIdent(CelExpr expr) {
        Part ident = ident(expr);
        Optional<String> root = ident.path()
                .filter(p -> p.endsWith("[]"))
                .map(Spelled::variable)
                .filter(this::standsForItself);
        if (root.isEmpty()) {
            return ident;
        }
        ImmutableList<CelExpr> args = ImmutableList.of(
                CelExpr.ofIdent(++lastId, expr.ident().name()),
                CelExpr.ofIdent(++lastId, root.get()),
                text(ident.path().orElse("")));
        return new Part(
                CelExpr.ofCall(expr.id(), Optional.empty(), Reads.ELEMENT, args), ident.path(), ident.decimal());
    }

    /** Whether no loop has a variable of this name. */
    private boolean standsForItself(String variable) {
        Part known = variables.get(variable);
        return known != null && known.path().filter(variable::equals).isPresent();
    }

    /** What something within is read of. */
    private Part container(CelExpr expr, String further) {
        return expr.exprKind().getKind() == Kind.IDENT ? ident(expr) : part(expr, further);
    }

    private Part select(CelExpr expr, CelSelect select, String further) {
        String step = Place.step(select.field());
        Part operand = container(select.operand(), step + further);
        Optional<String> path = operand.path().map(p -> p + step);
        ImmutableList<CelExpr> args = ImmutableList.of(
                operand.expr(), text(select.field()), text(path.orElse(select.field())), text(further));
        String function = select.testOnly() ? Reads.HAS : Reads.FIELD;
        return new Part(CelExpr.ofCall(expr.id(), Optional.empty(), function, args), path, !select.testOnly());
    }

    private Part call(CelExpr expr, CelCall call, String further) {
        if (call.function().equals("_[_]")) {
            return index(expr, call, further);
        }
        Optional<CelExpr> target = call.target().map(t -> part(t, "").expr());
        List<Part> args = call.args().stream().map(a -> part(a, "")).toList();
        boolean anyDecimal = args.stream().anyMatch(Part::decimal);
        boolean decimal = switch (call.function()) {
            case "_?_:_" -> args.get(1).decimal() || args.get(2).decimal();
            case "-_", "_+_", "_-_", "_*_", "_/_" -> anyDecimal;
            default -> call.function().equals("double");
        };
        boolean ofDecimals = anyDecimal && OF_NUMBERS.contains(call.function());
        String function = ofDecimals && call.function().equals("_/_") ? Reads.DIVIDE : call.function();
        ImmutableList<CelExpr> exprs = args.stream()
                .map(a -> ofDecimals ? decimal(a.expr()) : a.expr())
                .collect(ImmutableList.toImmutableList());
        return new Part(CelExpr.ofCall(expr.id(), target, function, exprs), Optional.empty(), decimal);
    }

    private static CelExpr decimal(CelExpr expr) {
        boolean whole =
                expr.exprKind().getKind() == Kind.CONSTANT && expr.constant().getKind() == CelConstant.Kind.INT64_VALUE;
        return whole
                ? CelExpr.ofConstant(
                        expr.id(), CelConstant.ofValue((double) expr.constant().int64Value()))
                : expr;
    }

    private Part index(CelExpr expr, CelCall call, String further) {
        CelExpr key = call.args().get(1);
        Optional<String> step = key.exprKind().getKind() != Kind.CONSTANT
                ? Optional.empty()
                : switch (key.constant().getKind()) {
                    case STRING_VALUE -> Optional.of(Place.step(key.constant().stringValue()));
                    case INT64_VALUE -> Optional.of(Place.step(key.constant().int64Value()));
                    default -> Optional.empty();
                };
        Part operand = container(call.args().get(0), step.map(s -> s + further).orElse(""));
        Optional<String> path = operand.path().map(p -> p + step.orElse("[]"));
        ImmutableList<CelExpr> args =
                ImmutableList.of(operand.expr(), part(key, "").expr(), text(path.orElse("")), text(further));
        return new Part(CelExpr.ofCall(expr.id(), Optional.empty(), Reads.FIELD, args), path, true);
    }

    private Part map(CelExpr expr) {
        ImmutableList<CelExpr.CelMap.Entry> entries = expr.map().entries().stream()
                .map(e -> CelExpr.ofMapEntry(
                        e.id(), part(e.key(), "").expr(), part(e.value(), "").expr(), e.optionalEntry()))
                .collect(ImmutableList.toImmutableList());
        return Part.of(CelExpr.ofMap(expr.id(), entries));
    }

    private Part comprehension(CelExpr expr, CelComprehension loop) {
        Part range = container(loop.iterRange(), "");
        CelExpr init = part(loop.accuInit(), "").expr();
        boolean ofData = range.decimal() || range.path().isPresent();
        Part outer = variables.put(
                loop.iterVar(), new Part(loop.iterRange(), range.path().map(Spelled::elements), ofData));
        CelExpr rewritten = CelExpr.ofComprehension(
                expr.id(),
                loop.iterVar(),
                loop.iterVar2(),
                range.expr(),
                loop.accuVar(),
                init,
                part(loop.loopCondition(), "").expr(),
                part(loop.loopStep(), "").expr(),
                part(loop.result(), "").expr());
        if (outer == null) {
            variables.remove(loop.iterVar());
        } else {
            variables.put(loop.iterVar(), outer);
        }
        return new Part(rewritten, keepsElements(loop) ? range.path() : Optional.empty(), ofData);
    }

    /** Whether this is a filter: its elements are those of what it goes through, with their places. */
    private static boolean keepsElements(CelComprehension loop) {
        CelCall choice = loop.loopStep().callOrDefault();
        if (!choice.function().equals("_?_:_")) {
            return false;
        }
        CelCall append = choice.args().get(1).callOrDefault();
        return append.function().equals("_+_")
                && append.args().get(1).listOrDefault().elements().stream()
                        .anyMatch(e -> e.identOrDefault().name().equals(loop.iterVar()));
    }

    /** To put an element into another list, as a filter does, is not to look at it. */
    private ImmutableList<CelExpr> elements(List<CelExpr> parts) {
        return parts.stream().map(p -> container(p, "").expr()).collect(ImmutableList.toImmutableList());
    }

    private CelExpr text(String value) {
        return CelExpr.ofConstant(++lastId, CelConstant.ofValue(value));
    }
}
