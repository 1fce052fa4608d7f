package dev.tollgate.insight.coverage;

import dev.tollgate.platform.Csv;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A framework beside a project, clause by clause.
 *
 * @param framework id
 * @param complete whether every clause of the framework's version is here
 * @param checklist as {@code dsml:1}
 */
record CoverageJson(
        String project,
        String framework,
        String title,
        String version,
        boolean complete,
        String checklist,
        String statement,
        Count count,
        List<Clause> clauses) {

    /** Said with every answer, because a table of ticks is easily taken for more. */
    static final String STATEMENT =
            "This supports conformity with the framework and does not establish it: the pairing of clauses with items and gates is a judgement.";

    /** @param verified whether each pairing's clause was read in a source */
    record Clause(String clause, Support support, boolean verified, List<Supporter> restsOn) {}

    /**
     * What goes with a clause: an item or a gate.
     *
     * @param state of the item or gate
     * @param evidence the evidence in force for the item
     * @param decision the last decision that took effect at the gate
     * @param verified whether the clause's id or wording was read in a source
     */
    record Supporter(
            @Nullable String item,
            @Nullable String gate,
            String title,
            Support support,
            String state,
            @Nullable UUID evidence,
            @Nullable UUID decision,
            boolean verified,
            @Nullable String note) {

        String name() {
            return item == null ? "gate " + gate : item;
        }

        @Nullable UUID proof() {
            return item == null ? decision : evidence;
        }
    }

    /** How many clauses there are of each kind. */
    record Count(long supported, long partly, long open, long notApplicable, long notCovered) {

        static Count of(List<Clause> clauses) {
            return new Count(
                    count(clauses, Support.SUPPORTED),
                    count(clauses, Support.PARTLY),
                    count(clauses, Support.OPEN),
                    count(clauses, Support.NOT_APPLICABLE),
                    count(clauses, Support.NOT_COVERED));
        }

        private static long count(List<Clause> clauses, Support kind) {
            return clauses.stream().filter(clause -> clause.support() == kind).count();
        }
    }

    /** A line for each clause and each thing it rests on. */
    String csv() {
        var lines = new StringBuilder("framework,version,clause,support,item,gate,state,evidence,decision,verified\n");
        for (Clause clause : clauses) {
            if (clause.restsOn().isEmpty()) {
                lines.append(Csv.row(
                        framework, version, clause.clause(), clause.support(), null, null, null, null, null, null));
            }
            for (Supporter by : clause.restsOn()) {
                lines.append(Csv.row(
                        framework,
                        version,
                        clause.clause(),
                        clause.support(),
                        by.item(),
                        by.gate(),
                        by.state(),
                        by.evidence(),
                        by.decision(),
                        by.verified()));
            }
        }
        return lines.toString();
    }

    String markdown() {
        var page = new StringBuilder(
                "# %s\n\nVersion %s, project %s, checklist %s. %s\n\n| Clause | Support | Rests on |\n|---|---|---|\n"
                        .formatted(title, version, project, checklist, STATEMENT));
        for (Clause clause : clauses) {
            page.append("| %s | %s | %s |\n"
                    .formatted(
                            cell(clause.clause()),
                            clause.support(),
                            String.join(
                                    "<br>",
                                    clause.restsOn().stream()
                                            .map(CoverageJson::line)
                                            .toList())));
        }
        return page.toString();
    }

    private static String line(Supporter by) {
        String proof = by.proof() == null ? "" : " `%s`".formatted(by.proof());
        return "%s %s%s%s".formatted(by.name(), by.state(), proof, by.verified() ? "" : " (not verified)");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
