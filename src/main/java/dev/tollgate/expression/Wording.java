package dev.tollgate.expression;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says in our words what the compiler of CEL says in its own. What is not known here is passed on as its first line. */
final class Wording {

    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern NO_OVERLOAD = Pattern.compile(
            "found no matching overload for '(.*?)' applied to '(.*?)' \\(candidates.*", Pattern.DOTALL);
    private static final Pattern NO_CONDITION =
            Pattern.compile("expected type 'bool' but found '(.*)'", Pattern.DOTALL);
    private static final Pattern SYNTAX = Pattern.compile(
            "(mismatched input|extraneous input|no viable alternative|token recognition error|missing ).*",
            Pattern.DOTALL);
    private static final Pattern OPERATOR = Pattern.compile("@?_?([^_@].*?)_?");
    private static final Pattern BETWEEN_TYPES = Pattern.compile("\\s*[,.()]+\\s*");

    private static final Map<String, String> MACROS = Map.of(
            "all", "list.all(x, condition)",
            "exists", "list.exists(x, condition)",
            "exists_one", "list.exists_one(x, condition)",
            "filter", "list.filter(x, condition)",
            "map", "list.map(x, value)",
            "has", "has(evidence.field)");

    private static final Map<String, String> TYPES = Map.of(
            "int", "a whole number",
            "uint", "a whole number",
            "double", "a decimal",
            "string", "text",
            "bool", "true or false",
            "dyn", "a value of the data",
            "google.protobuf.Timestamp", "a time",
            "google.protobuf.Duration", "a duration",
            "null", "null");

    private Wording() {}

    /** How this macro is written; empty for anything that is no macro. */
    static Optional<String> usage(String macro) {
        return Optional.ofNullable(MACROS.get(macro)).map(usage -> "write " + usage);
    }

    static ExpressionException ofIssue(int at, String message) {
        Matcher undeclared = UNDECLARED.matcher(message);
        if (undeclared.matches()) {
            return new ExpressionException(at, undeclared.group(1) + " is no function here", Optional.empty());
        }
        Matcher overload = NO_OVERLOAD.matcher(message);
        if (overload.matches()) {
            return ofOverload(at, overload.group(1), overload.group(2));
        }
        Matcher condition = NO_CONDITION.matcher(message);
        if (condition.matches()) {
            return new ExpressionException(
                    at, "is %s, not true or false".formatted(type(condition.group(1))), Optional.empty());
        }
        if (message.contains("has() macro")) {
            return new ExpressionException(at, "has asks for a field", Optional.of("write has(evidence.field)"));
        }
        if (message.contains("recursion limit")) {
            return new ExpressionException(at, "is nested too deeply", Optional.of("make two checks of it"));
        }
        return new ExpressionException(at, syntax(message), Optional.empty());
    }

    private static ExpressionException ofOverload(int at, String function, String types) {
        boolean mixed = types.contains("int") && types.contains("double");
        String operands = BETWEEN_TYPES
                .splitAsStream(types)
                .filter(t -> !t.isEmpty())
                .map(Wording::type)
                .collect(Collectors.joining(" and "));
        return new ExpressionException(
                at,
                operands.isEmpty()
                        ? name(function) + " is not called like this"
                        : "%s does not take %s".formatted(name(function), operands),
                mixed ? Optional.of("put double(...) around the whole number") : Optional.empty());
    }

    private static String syntax(String message) {
        String line = message.lines().findFirst().orElse("is no CEL").strip();
        if (!SYNTAX.matcher(line).matches()) {
            return line;
        }
        int expecting = line.indexOf(" expecting ");
        String what = (expecting < 0 ? line : line.substring(0, expecting)).replace("'<EOF>'", "end");
        return "is no CEL: " + what;
    }

    /** An operator as people write it: {@code >=} for {@code _>=_}. */
    static String name(String function) {
        return switch (function) {
            case "_[_]" -> "[]";
            case "_?_:_" -> "?:";
            default -> {
                Matcher operator = OPERATOR.matcher(function);
                yield operator.matches() ? operator.group(1) : function;
            }
        };
    }

    private static String type(String name) {
        String plain = name.replaceAll("\\(.*", "");
        return switch (plain) {
            case "list" -> "a list";
            case "map" -> "an object";
            default ->
                Optional.ofNullable(TYPES.get(plain))
                        .orElse(Arrays.asList(plain.split("\\.")).getLast());
        };
    }
}
