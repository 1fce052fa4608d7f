package dev.tollgate.http;

import java.time.Duration;

/** The flow metrics of one owner, who in a test has one project: {@code flow.between("2026-01-01", "2026-02-01").has("firstPassYield", …)}. */
final class OwnFlow {

    private final Api api;
    private final String owner;

    OwnFlow(Api api, String owner) {
        this.api = api;
        this.owner = owner;
    }

    /** The numbers of this window, which ends before its second date. */
    Numbers between(String from, String to) {
        Answer flow = api.where("from", from)
                .where("to", to)
                .where("by", "OWNER")
                .get("/v1/flow")
                .is(200);
        return new Numbers(flow, flow.list("groups.key").indexOf(owner));
    }

    record Numbers(Answer flow, int group) {

        Numbers has(String metric, Object expected) {
            flow.has(place(metric), expected);
            return this;
        }

        double number(String metric) {
            return Double.parseDouble(flow.value(place(metric)));
        }

        private String place(String metric) {
            return "groups[%d].metrics.%s".formatted(group, metric);
        }
    }

    static String share(int numerator, int denominator, double value) {
        return """
                {"unit": "RATIO", "numerator": %d, "denominator": %d, "value": %s}""".formatted(numerator, denominator, value);
    }

    /** One piece of work that took so long. */
    static String took(Duration duration) {
        return """
                {"unit": "SECONDS", "n": 1, "p50": %1$d, "p85": %1$d}""".formatted(duration.toSeconds());
    }
}
