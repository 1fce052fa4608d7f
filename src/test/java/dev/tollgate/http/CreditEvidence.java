package dev.tollgate.http;

/** What the evidence of {@link CreditScenarioStoryTest} says where the checklist's own example is about another model. */
final class CreditEvidence {

    static final String DATASET = digest(1);
    static final String UNFAIR = digest(2);
    static final String CHAMPION = digest(3);
    static final String CHALLENGER = digest(4);
    static final String IMAGE = digest(5);
    static final String MENDED_IMAGE = digest(6);
    static final String NEXT_IMAGE = digest(7);

    private CreditEvidence() {}

    /** Before the assessment is done. The AIR is a limit of each group (check fairness) and no target of the whole. */
    static void plan(StrictProject pd) {
        pd.says("plan.business-objective", """
                        {'decisionSupported': 'whether to grant a retail loan',
                         'kpis': [{'name': 'loss_rate_pct', 'unit': '%', 'baseline': 2.1, 'target': 1.8,
                                   'direction': 'decrease', 'dueDate': '2026-12-31T00:00:00Z'}]}""")
                .says("plan.stakeholders", """
                        {'roles': [{'person': 'model-owner', 'role': 'owner', 'raci': 'A'},
                                   {'person': 'a.ruiz', 'role': 'contributor', 'raci': 'R'},
                                   {'person': 'n.osei', 'role': 'contributor', 'raci': 'R'},
                                   {'person': 'r.lind', 'role': 'reviewer', 'raci': 'C'},
                                   {'person': 'loan-desk', 'role': 'end-user', 'raci': 'I'}]}""")
                .says("plan.baseline", """
                        {'method': 'rule', 'metrics': {'auc': 0.702, 'pr_auc': null}, 'datasetVersion': 'pd@2024-12'}""")
                .says(
                        "plan.ml-task",
                        "{'target': 'default_12m', 'predictionUnit': 'loan', 'humanOversight': 'in-the-loop'}")
                .says("plan.success-metrics", """
                        {'technical': [{'name': 'auc', 'value': 0.78, 'direction': 'max'},
                                       {'name': 'ece', 'value': 0.02, 'direction': 'min'}],
                         'business': [{'name': 'loss_rate_pct', 'value': 1.8}]}""")
                .says("plan.data-availability", """
                        {'sources': [{'id': 'core.loans', 'owner': 'loans', 'legalBasis': 'contract', 'accessGranted': true,
                                      'required': true, 'completeness': 0.999, 'historyMonths': 84}]}""")
                .says("plan.risk-ethics-governance", """
                        {'riskTier': 'high', 'aiActClass': 'high-risk', 'annex': 'III 5(b)', 'personalData': true,
                         'dpia': {'completed': false}, 'author': 'a.ruiz', 'approvedBy': 'l.dpo'}""");
    }

    static void data(StrictProject pd) {
        pd.says("data.ingestion", "{'sources': ['core.loans'], 'outputVersion': 'raw@7'}")
                .says("data.profiling", "{'datasetVersion': 'raw@7'}")
                .says("data.cleaning", "{'inputVersion': 'raw@7', 'outputVersion': 'clean@7'}")
                .says("data.feature-engineering", """
                        {'inputVersion': 'clean@7', 'protectedAttributes': {'kept': 'apart', 'use': 'bias testing, Art. 10(5)'}}""")
                .says(
                        "data.feature-selection",
                        "{'candidates': 118, 'selected': 3, 'selectedFeatures': ['income', 'dti', 'utilisation']}")
                .says("data.labeling", "{'label': '90+ dpd in 12 months', 'maturityDays': 365}")
                .says(
                        "data.validation-versioning",
                        "{'datasetVersion': 'pd@2025-02', 'datasetDigest': '%s'}".formatted(DATASET))
                .says("data.observability-plan", "{'referenceVersion': 'pd@2025-02', 'labelDelayDays': 365}");
    }

    /** Of the model that is fair; what came before it is told where it happens. */
    static void model(StrictProject pd) {
        pd.says("model.training-pipeline", "{'inputs': ['%s']}".formatted(DATASET))
                .says("model.training-cross-validation", """
                        {'cv': {'auc': {'mean': 0.798, 'std': 0.005}}, 'datasetVersion': 'pd@2025-02', 'modelDigest': '%s'}""".formatted(CHAMPION))
                .says("model.evaluation", """
                        {'modelDigest': '%s', 'datasetVersion': 'pd@2025-02',
                         'metrics': {'auc': 0.796, 'gini': 0.592, 'ece': 0.013, 'pr_auc': null}, 'trainMetrics': {'auc': 0.812},
                         'slices': [{'name': 'out-of-time', 'n': 21400, 'value': 0.785}],
                         'fairness': [{'attribute': 'age<25', 'air': 0.86}], 'testLooks': 2,
                         'constraints': 'monotone, without the proxy'}""".formatted(CHAMPION))
                .says("model.champion-selection", """
                        {'championDigest': '%s', 'rationale': 'best discrimination that is fair',
                         'compared': [{'role': 'baseline', 'model': 'bureau-score rule', 'auc': 0.702},
                                      {'role': 'challenger', 'model': 'scorecard', 'auc': 0.771}]}""".formatted(CHAMPION));
        shipped(pd, CHAMPION, IMAGE);
    }

    static void shipped(StrictProject pd, String model, String image) {
        pd.says("model.packaging", "{'modelDigest': '%s', 'imageDigest': '%s'}".formatted(model, image))
                .says(
                        "model.pre-deployment-testing",
                        "{'imageDigest': '%s', 'shadow': {'hours': 240, 'requests': 52300}}".formatted(image))
                .says("model.model-card", "{'modelDigest': '%s'}".formatted(model));
    }

    static void serving(StrictProject pd, String model, String image) {
        pd.says("deploy.cicd-iac", "{'imageDigest': '%s'}".formatted(image))
                .says(
                        "deploy.serving",
                        "{'servedModelDigest': '%s', 'servedImageDigest': '%s'}".formatted(model, image))
                .says("deploy.monitoring", "{'referenceDatasetVersion': 'pd@2025-02'}")
                .says("deploy.rollback", "{'drill': {'succeeded': true, 'seconds': 240}}")
                .says("deploy.runbook", "{'coversModelDigest': '%s'}".formatted(model));
    }

    static String digest(int number) {
        return "sha256:%064x".formatted(number);
    }
}
