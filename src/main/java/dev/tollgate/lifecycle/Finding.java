package dev.tollgate.lifecycle;

/**
 * What a check says of a piece of evidence.
 *
 * @param required the expression as the checklist spells it
 */
public record Finding(String check, String required, Answer answer) {

    public boolean passed() {
        return answer.isYes();
    }
}
