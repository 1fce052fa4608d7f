package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Transcript;
import dev.tollgate.intake.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What OpenLineage's facets say of checks of data: {@code DataQualityAssertionsDatasetFacet} and {@code TestRunFacet}. One whose severity is
 * {@code warn} warns when it fails.
 */
final class Checks {

    private static final int MOST_NAMED = 20;

    private final List<String> failed = new ArrayList<>();
    private int passes;
    private int failures;
    private int warnings;
    private int unknown;

    void addAssertions(Fields facet) {
        for (Fields assertion : facet.list("/assertions")) {
            String name = assertion.text("/assertion").orElse("assertion")
                    + assertion.text("/column").map(column -> " " + column).orElse("");
            add(name, assertion.text("/success").orElse(""), assertion);
        }
    }

    void addTests(Fields facet) {
        for (Fields test : facet.list("/tests")) {
            if (!test.text("/status").orElse("").startsWith("skip")) {
                add(test.text("/name").orElse("test"), test.text("/status").orElse(""), test);
            }
        }
    }

    private void add(String name, String result, Fields check) {
        switch (result) {
            case "true", "pass" -> passes++;
            case "false", "fail" -> {
                boolean warns = check.text("/severity").orElse("").startsWith("warn");
                warnings += warns ? 1 : 0;
                failures += warns ? 0 : 1;
                if (failed.size() < MOST_NAMED) {
                    failed.add(name);
                }
            }
            default -> unknown++;
        }
    }

    boolean isEmpty() {
        return passes + failures + warnings + unknown == 0;
    }

    /** What nobody says anything of is not good. */
    Verdict verdict() {
        if (failures > 0) {
            return Verdict.FAIL;
        }
        if (warnings > 0) {
            return Verdict.WARN;
        }
        return unknown > 0 || passes == 0 ? Verdict.INFO : Verdict.PASS;
    }

    Transcript into(Transcript transcript) {
        if (isEmpty()) {
            return transcript;
        }
        if (unknown > 0) {
            transcript.note("%d checks say neither that they passed nor that they failed".formatted(unknown));
        }
        return transcript
                .metric("checks.passed", Optional.of((double) passes))
                .metric("checks.failed", Optional.of((double) failures))
                .metric("checks.warned", Optional.of((double) warnings))
                .data("failedChecks", failed);
    }
}
