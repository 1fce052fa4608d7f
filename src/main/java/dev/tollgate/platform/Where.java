package dev.tollgate.platform;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The condition of a list query, grown from the filters that the caller gave. */
public final class Where {

    private final List<String> clauses = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    /** The field has one of the values; no values, no condition. */
    public Where anyOf(String field, Collection<?> values) {
        return values.isEmpty() ? this : and("%s in (:%s)".formatted(field, field), field, values);
    }

    /** One more clause, which names the parameter. */
    public Where and(String clause, String parameter, Object value) {
        clauses.add(clause);
        parameters.put(parameter, value);
        return this;
    }

    /** The whole query: the condition, and the order of the list. */
    public String orderedBy(String order) {
        String condition = clauses.isEmpty() ? "" : String.join(" and ", clauses) + " ";
        return condition + "order by " + order;
    }

    public Map<String, Object> parameters() {
        return parameters;
    }
}
