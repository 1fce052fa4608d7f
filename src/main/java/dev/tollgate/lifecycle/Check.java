package dev.tollgate.lifecycle;

/**
 * A named test of an item's evidence.
 *
 * @param name unique within its item; lower-case words joined by hyphens
 */
public record Check(String name, Expression expression) {

    Finding judge(Variables variables) {
        return new Finding(name, expression.text(), expression.answer(variables));
    }
}
