package dev.tollgate.project;

import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.ProjectState;
import dev.tollgate.lifecycle.RiskTier;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Problem;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which projects to list: any of the values of one parameter, and all of the parameters.
 *
 * @param labels {@code key:value} pairs that a project must all have
 * @param q part of the key or the name, whatever its case
 */
record ProjectFilter(
        @QueryParam("phase") List<Phase> phases,
        @QueryParam("state") List<ProjectState> states,
        @QueryParam("riskTier") List<RiskTier> riskTiers,
        @QueryParam("owner") List<String> owners,
        @QueryParam("label") List<String> labels,
        @QueryParam("q") @Nullable String q) {

    Map<String, String> labelMap() {
        Map<String, String> map = new TreeMap<>();
        for (String label : labels) {
            int colon = label.indexOf(':');
            if (colon < 1) {
                throw Problem.invalid(FieldError.parameter(
                                "label", "invalid-label", "a label filter is key:value, such as domain:crm"))
                        .toException();
            }
            map.put(label.substring(0, colon), label.substring(colon + 1));
        }
        return map;
    }
}
