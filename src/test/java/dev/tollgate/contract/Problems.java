package dev.tollgate.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** The problem documents that the contract shows. */
final class Problems {

    private Problems() {}

    /** By the name of the example. */
    static Map<String, JsonNode> examples() {
        Map<String, JsonNode> problems = new TreeMap<>();
        Contract.document()
                .at("/components/examples")
                .properties()
                .forEach(entry -> problems.put(entry.getKey(), entry.getValue().path("value")));
        return problems;
    }
}
