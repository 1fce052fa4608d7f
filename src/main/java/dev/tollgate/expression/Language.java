package dev.tollgate.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSource;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * CEL as it is spoken here: its standard functions and macros, the variables of the {@link Question}, and limits, since whoever publishes a
 * checklist has everybody's gates ask what it says.
 */
final class Language {

    /** Code points. */
    static final int LONGEST = 2_000;

    /** Parentheses, selections and the like within each other. */
    static final int DEEPEST = 60;

    /** Steps of all loops of one evaluation together. A list of 300 compared with itself fits. */
    static final int STEPS = 100_000;

    /** Instructions of a compiled regular expression. */
    static final int REGEX_SIZE = 1_000;

    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .maxExpressionCodePointSize(LONGEST)
            .maxParseRecursionDepth(DEEPEST)
            .maxParseErrorRecoveryLimit(1)
            .comprehensionMaxIterations(STEPS)
            .maxRegexProgramSize(REGEX_SIZE)
            .build();

    /** The interpreter, and not the planner: the planner copies a whole variable at every reading. */
    private static final CelRuntime RUNTIME = CelRuntimeFactory.legacyCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .addFunctionBindings(Reads.bindings())
            .build();

    /** One for all questions, since {@link BeforeTyping} has a better word for a variable that is not one of theirs. */
    private static final CelCompiler COMPILER = compiler();

    private Language() {}

    private static CelCompiler compiler() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addFunctionDeclarations(Reads.declarations())
                .setResultType(SimpleType.BOOL);
        Stream.of(Question.values())
                .flatMap(q -> q.variables().stream())
                .distinct()
                .forEach(v -> builder.addVar(v, v.equals(Question.NOW) ? SimpleType.TIMESTAMP : SimpleType.DYN));
        return builder.build();
    }

    /** @return checked, with {@link Reads} in it */
    static CelAbstractSyntaxTree compile(Question question, String text) {
        if (text.codePointCount(0, text.length()) > LONGEST) {
            throw new ExpressionException(
                    LONGEST, "is longer than %d characters".formatted(LONGEST), Optional.of("make two checks of it"));
        }
        try {
            CelAbstractSyntaxTree parsed = tree(COMPILER.parse(text));
            BeforeTyping.refuse(parsed, question);
            CelAbstractSyntaxTree checked = tree(COMPILER.check(Rewriting.of(parsed, question.objects())));
            AfterTyping.refuse(checked);
            return checked;
        } catch (StackOverflowError e) {
            throw new ExpressionException(0, "is nested too deeply", Optional.of("make two checks of it"));
        }
    }

    static CelRuntime.Program program(CelAbstractSyntaxTree checked) {
        try {
            return RUNTIME.createProgram(checked);
        } catch (CelEvaluationException e) {
            throw new ExpressionException(0, "cannot be prepared", Optional.empty());
        }
    }

    private static CelAbstractSyntaxTree tree(CelValidationResult result) {
        try {
            return result.getAst();
        } catch (CelValidationException e) {
            CelIssue first = e.getErrors().getFirst();
            CelSourceLocation at = first.getSourceLocation();
            int offset = e.getSource()
                    .getLocationOffset(Math.max(1, at.getLine()), Math.max(0, at.getColumn()))
                    .orElse(0);
            throw Wording.ofIssue(offset, first.getMessage());
        }
    }

    /** Whether this call of a function on constants has a value: whatever it is, it equals itself. */
    static boolean works(CelExpr callOnConstants) {
        CelAbstractSyntaxTree tree = CelAbstractSyntaxTree.newParsedAst(
                CelExpr.ofCall(0, Optional.empty(), "_==_", ImmutableList.of(callOnConstants, callOnConstants)),
                CelSource.newBuilder("").build());
        try {
            return Boolean.TRUE.equals(
                    RUNTIME.createProgram(COMPILER.check(tree).getAst()).eval());
        } catch (CelValidationException | CelEvaluationException e) {
            return false;
        }
    }
}
