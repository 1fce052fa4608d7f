package dev.tollgate.platform;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a request was not served, in the words of RFC 9457.
 *
 * @param type what kind of problem; decides status and title
 * @param detail this occurrence, as a sentence for the person who reads it
 * @param errors the places of the request that are wrong, empty where the problem is not one of the request's form
 * @param members extension members, in the order in which they are shown
 */
public record Problem(ProblemType type, String detail, List<FieldError> errors, Map<String, Object> members) {

    public Problem {
        errors = List.copyOf(errors);
        // Not Map.copyOf: a reader sees the members in the order in which they were added.
        members = new LinkedHashMap<>(members);
    }

    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, List.of(), Map.of());
    }

    /** A request whose form is wrong at the given places; the detail is that of the first. */
    public static Problem invalid(List<FieldError> errors) {
        FieldError first = errors.getFirst();
        String more = errors.size() == 1 ? "" : " (and %d more)".formatted(errors.size() - 1);
        return of(ProblemType.INVALID_REQUEST, first.detail() + more).at(errors);
    }

    public static Problem invalid(FieldError... errors) {
        return invalid(List.of(errors));
    }

    /** Something named in the path does not exist; {@code allowed} says what does, and is left out when empty. */
    public static ProblemException notFound(String what, String given, Collection<String> allowed) {
        Problem problem = of(ProblemType.NOT_FOUND, "There is no %s '%s'.".formatted(what, given));
        return (allowed.isEmpty() ? problem : problem.with("allowed", List.copyOf(allowed))).toException();
    }

    /** The same problem with one more extension member. */
    public Problem with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new Problem(type, detail, errors, more);
    }

    /** The same problem, naming these places as well. */
    public Problem at(List<FieldError> places) {
        List<FieldError> more = new ArrayList<>(errors);
        more.addAll(places);
        return new Problem(type, detail, more, members);
    }

    public Problem at(FieldError... places) {
        return at(List.of(places));
    }

    public ProblemException toException() {
        return new ProblemException(this);
    }
}
