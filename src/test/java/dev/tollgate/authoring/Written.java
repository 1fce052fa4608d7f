package dev.tollgate.authoring;

/** A checklist as an author writes it, with one item a phase; the tests write over parts of it. */
final class Written {

    private static final String CHECK = "{name: auc, cel: 'evidence.metrics.auc >= 0.8'}";
    private static final String BASELINE = """
                  - id: plan.baseline
                    title: Baseline
                    explanation: Say what it has to beat.
                    accountable: Data scientist
                    evidence: the run
                    needs: [plan.goal]
                    exampleEvidence: {metrics: {auc: 0.71}}
            """;

    private Written() {}

    static String yaml(String id, int version) {
        return """
                # What we ask of every model.
                id: %s
                version: %d
                title: Our models
                description: What we ask of every model.
                dutiesSeparatedFrom: HIGH
                phases:
                  - phase: PLAN
                    title: Plan
                    summary: Say what for.
                    items:
                      - id: plan.goal
                        title: Goal agreed
                        explanation: Say what the model is for.
                        accountable: Product owner
                        evidence: a link to the page
                        needs: []
                        exampleEvidence: {kpi: churn}
                    gate:
                      title: Worth it?
                      exit: The goal is agreed.
                      criteria:
                        - {id: goal, title: Goal agreed, must: [plan.goal]}
                  - phase: DATA
                    title: Data
                    summary: Get it.
                    items:
                      - id: data.set
                        title: Data set
                        explanation: Collect it.
                        accountable: Data engineer
                        evidence: the run that made it
                        needs: [gate.plan]
                        exampleEvidence: {rows: 120000}
                    gate:
                      title: Data ready?
                      exit: There is a data set.
                      criteria:
                        - {id: data, title: Data set, must: [data.set]}
                  - phase: MODEL
                    title: Model
                    summary: Train it.
                    items:
                      - id: model.evaluation
                        title: Evaluated
                        explanation: Measure it.
                        accountable: Data scientist
                        evidence: the run and its metrics
                        needs: [data.set]
                        exampleEvidence: {metrics: {auc: 0.82}}
                    gate:
                      title: Good enough?
                      exit: It is better than what we have.
                      criteria:
                        - {id: better, title: Evaluated, must: [model.evaluation]}
                  - phase: DEPLOY
                    title: Deploy
                    summary: Run it.
                    items:
                      - id: deploy.monitoring
                        title: Monitored
                        explanation: Somebody hears when it fails.
                        accountable: SRE
                        evidence: a link to the dashboard
                        needs: [model.evaluation]
                        exampleEvidence: {dashboard: live}
                    gate:
                      title: Live?
                      exit: It is watched.
                      criteria:
                        - {id: watched, title: Monitored, must: [deploy.monitoring]}
                loops:
                  - from: DEPLOY
                    to: DATA
                    title: Again
                    explanation: The data drift.
                    triggers: [FEATURE_DRIFT]
                    reopens: [data.set]
                    invalidates: [model.evaluation]
                """.formatted(id, version);
    }

    /** The plan phase asks for a baseline, too, and the evaluation has a check; the loop and the checklist are called otherwise. */
    static String grown(String id, int version) {
        return yaml(id, version)
                .replace("title: Again", "title: Once more")
                .replace("title: Our models", "title: All our models")
                .replace("summary: Say what for.", "summary: Say what for, and what it has to beat.")
                .replace("exampleEvidence: {kpi: churn}\n", "exampleEvidence: {kpi: churn}\n" + BASELINE)
                .replace("must: [plan.goal]", "must: [plan.goal, plan.baseline]")
                .replace("needs: [data.set]", "needs: [data.set]\n        checks: [" + CHECK + "]");
    }
}
