package dev.tollgate.expression;

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
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

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

    private static final CelCompiler LITERALS =
            CelCompilerFactory.standardCelCompilerBuilder().setOptions(OPTIONS).build();

    private static final Map<Question, CelCompiler> COMPILERS = compilers();

    private Language() {}

    private static Map<Question, CelCompiler> compilers() {
        Map<Question, CelCompiler> compilers = new EnumMap<>(Question.class);
        for (Question question : Question.values()) {
            CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                    .setOptions(OPTIONS)
                    .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                    .addFunctionDeclarations(Reads.declarations())
                    .setResultType(SimpleType.BOOL);
            question.variables()
                    .forEach(v -> builder.addVar(v, v.equals(Question.NOW) ? SimpleType.TIMESTAMP : SimpleType.DYN));
            compilers.put(question, builder.build());
        }
        return compilers;
    }

    static CelExpression compile(Question question, String text) {
        try {
            return compiled(question, text);
        } catch (StackOverflowError e) {
            throw new ExpressionException(0, "is nested too deeply", Optional.empty());
        }
    }

    private static CelExpression compiled(Question question, String text) {
        if (text.codePointCount(0, text.length()) > LONGEST) {
            throw new ExpressionException(
                    LONGEST, "is longer than %d characters".formatted(LONGEST), Optional.of("make two checks of it"));
        }
        CelCompiler compiler = compiler(question);
        CelAbstractSyntaxTree parsed = tree(compiler.parse(text));
        BeforeTyping.refuse(parsed, question);
        CelAbstractSyntaxTree checked = tree(compiler.check(Rewriting.of(parsed, question.objects())));
        AfterTyping.refuse(checked);
        try {
            return new CelExpression(question, text, checked, RUNTIME.createProgram(checked));
        } catch (CelEvaluationException e) {
            throw new ExpressionException(0, "cannot be prepared", Optional.empty());
        }
    }

    private static CelCompiler compiler(Question question) {
        CelCompiler compiler = COMPILERS.get(question);
        if (compiler == null) {
            throw new IllegalArgumentException("no compiler for " + question);
        }
        return compiler;
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

    /** Whether this call of a function on constants has a value. */
    static boolean works(CelExpr callOnConstants) {
        CelAbstractSyntaxTree tree = CelAbstractSyntaxTree.newParsedAst(
                callOnConstants, CelSource.newBuilder("").build());
        try {
            return RUNTIME.createProgram(LITERALS.check(tree).getAst()).eval() != null;
        } catch (CelValidationException | CelEvaluationException e) {
            return false;
        }
    }
}
