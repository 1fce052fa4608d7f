package dev.tollgate.http;

import static dev.tollgate.http.ToolReports.told;

import java.time.Instant;

/** As {@link ToolReports}, from the rollout to what is seen of the model once it is live. */
final class ToolReportsOfDeploy {

    private ToolReportsOfDeploy() {}

    // Argo CD: how it rolls out stands in the values of the Application itself

    static final String ROLLOUT = """
            {'when': {'format': 'argocd.application', 'service': 'churn-api', 'environment': 'churn-staging'}, 'item': 'deploy.strategy',
             'data': {'mode': '/spec/source/helm/valuesObject/serving/mode', 'rollout': '/spec/source/helm/valuesObject/rollout/strategy',
                      'steps': '/spec/source/helm/valuesObject/rollout/steps',
                      'abortCriteria': '/spec/source/helm/valuesObject/rollout/abort'}}""";

    static String rollout(Instant now) {
        return told(now, """
                {'apiVersion': 'argoproj.io/v1alpha1', 'kind': 'Application',
                 'metadata': {'name': 'churn-api', 'namespace': 'argocd', 'uid': '6f0a0000-0000-4000-8000-00000000a001'},
                 'spec': {'project': 'ml', 'destination': {'server': 'https://kubernetes.default.svc', 'namespace': 'churn-staging'},
                   'source': {'repoURL': 'https://github.com/acme/deploy.git', 'path': 'churn', 'targetRevision': 'main', 'helm': {
                     'valuesObject': {'serving': {'mode': 'online'}, 'rollout': {'strategy': 'canary', 'steps': [5, 25, 100],
                                      'abort': [{'metric': 'error_rate', 'threshold': 0.01}]}}}}},
                 'status': {'health': {'status': 'Healthy', 'lastTransitionTime': '<now>'},
                   'sync': {'status': 'Synced', 'revision': '<commit>'}, 'reconciledAt': '<now>',
                   'operationState': {'phase': 'Succeeded', 'startedAt': '<before>', 'finishedAt': '<now>',
                                      'operation': {'initiatedBy': {'automated': true}}, 'syncResult': {'revision': '<commit>'}},
                   'summary': {'images': ['registry.acme.example/churn@sha256:<image>']}}}""");
    }

    // GitHub: a deployment has a payload that its creator fills in

    static final String RELEASE = """
            {'when': {'format': 'github-actions.deployment-status', 'repository': 'acme/churn', 'environment': 'production'},
             'item': 'deploy.cicd-iac',
             'data': {'conclusion': '/deployment_status/state', 'stages': '/deployment/payload/stages',
                      'manualSteps': '/deployment/payload/manual_steps', 'imageDigest': '/deployment/payload/image',
                      'iacDrift': '/deployment/payload/terraform_drift'}}""";

    static String release(Instant now) {
        return told(now, """
                {'action': 'created', 'repository': {'id': 7, 'node_id': 'R_7', 'full_name': 'acme/churn'},
                 'sender': {'login': 'p.nowak', 'id': 11, 'type': 'User'},
                 'deployment_status': {'id': 9401, 'state': 'success', 'environment': 'production', 'created_at': '<now>',
                                       'log_url': 'https://github.com/acme/churn/actions/runs/9002', 'creator': {'login': 'p.nowak'}},
                 'deployment': {'id': 9400, 'sha': '<commit>', 'ref': 'main', 'environment': 'production', 'created_at': '<before>',
                                'payload': {'stages': ['test', 'package', 'deploy'], 'manual_steps': 0, 'terraform_drift': 0,
                                            'image': 'sha256:<image>'}}}""");
    }

    // Tekton, by CDEvents: the retraining pipeline, run dry

    static final String RETRAINING = """
            {'when': {'format': 'cdevents.event', 'event': 'pipelinerun.finished', 'workflow': 'churn-retrain'}, 'item': 'deploy.retraining',
             'data': {'dryRun.conclusion': '/data/subject/content/outcome', 'dryRun.runId': 'read:/run',
                      'triggers': '/data/customData/triggers', 'registersCandidate': '/data/customData/registersCandidate',
                      'humanApproval': '/data/customData/humanApproval'}}""";

    static String retraining(Instant now) {
        return told(now, """
                {'specversion': '1.0', 'id': '019c1a00-0000-7000-8000-0000000d4e11', 'source': '/tekton/churn', 'subject': 'churn-retrain-3',
                 'type': 'dev.cdevents.pipelinerun.finished.0.2.0', 'time': '<now>', 'datacontenttype': 'application/json',
                 'data': {'context': {'version': '0.4.1', 'id': '019c1a00-0000-7000-8000-0000000d4e11', 'source': '/tekton/churn',
                                      'type': 'dev.cdevents.pipelinerun.finished.0.2.0', 'timestamp': '<now>'},
                          'subject': {'id': 'churn-retrain-3', 'type': 'pipelineRun',
                                      'content': {'pipelineName': 'churn-retrain', 'outcome': 'success'}},
                          'customData': {'triggers': ['schedule', 'drift'], 'registersCandidate': true, 'humanApproval': true}}}""");
    }

    // A scanner, by SARIF, whose property bags are for whatever one likes (section 3.8)

    static final String SCAN = """
            {'when': {'format': 'sarif.log', 'tool': 'posture'}, 'item': 'deploy.security-governance',
             'data': {'vulnerabilities.critical': 'read:/metrics/errors', 'vulnerabilities.high': 'read:/metrics/warnings',
                      'encryption': '/runs/0/properties/encryption', 'auditLogging': '/runs/0/properties/auditLogging',
                      'logRetentionDays': '/runs/0/properties/logRetentionDays', 'accessReviewAt': '/runs/0/properties/accessReviewAt',
                      'complianceChecks': '/runs/0/properties/complianceChecks'}}""";

    static String scan(Instant now) {
        return told(now, """
                {'$schema': 'https://json.schemastore.org/sarif-2.1.0.json', 'version': '2.1.0', 'runs': [{
                  'tool': {'driver': {'name': 'posture', 'rules': [{'id': 'PO-7', 'defaultConfiguration': {'level': 'note'}}]}},
                  'invocations': [{'executionSuccessful': true, 'startTimeUtc': '<before>', 'endTimeUtc': '<now>'}],
                  'results': [{'ruleId': 'PO-7', 'message': {'text': 'a log bucket without a lifecycle rule'}}],
                  'properties': {'encryption': {'atRest': true, 'inTransit': true}, 'auditLogging': true, 'logRetentionDays': 365,
                                 'accessReviewAt': '<before>', 'complianceChecks': [{'id': 'gdpr-ropa', 'passed': true}]}}]}""");
    }

    // Alertmanager: annotations that are numbers are metrics

    static final String ALERT = """
            {'when': {'format': 'alertmanager.alerts', 'alert': 'ChurnAucFell', 'status': 'firing'}, 'signal': 'performance'}""";

    static String alert(Instant now) {
        return told(now, """
                {'version': '4', 'groupKey': '{}:{alertname=ChurnAucFell}', 'truncatedAlerts': 0, 'status': 'firing', 'receiver': 'tollgate',
                 'groupLabels': {'alertname': 'ChurnAucFell'}, 'commonLabels': {'alertname': 'ChurnAucFell'}, 'commonAnnotations': {},
                 'externalURL': 'https://alerts.acme.example', 'alerts': [{
                   'status': 'firing', 'fingerprint': '0a1b2c3d4e5f6071', 'startsAt': '<now>', 'endsAt': '0001-01-01T00:00:00Z',
                   'generatorURL': 'https://prometheus.acme.example/graph?g0.expr=churn_auc',
                   'labels': {'alertname': 'ChurnAucFell', 'model': 'churn', 'model_version': '4', 'severity': 'critical'},
                   'annotations': {'summary': 'AUC on labels that have matured', 'reference': '0.823', 'current': '0.731'}}]}""");
    }

    // Evidently: how far each column has moved, and of how many rows

    static final String DRIFT = """
            {'when': {'format': 'evidently.snapshot'}, 'signal': 'data-drift'}""";

    static String drift(String psi) {
        return StrictProject.quoted("""
                {'metrics': [
                   {'id': 'm1', 'metric_name': 'RowCount()', 'config': {'type': 'evidently:metric_v2:RowCount'}, 'value': 21000.0},
                   {'id': 'm2', 'metric_name': 'ValueDrift(column=tenure,method=PSI,threshold=0.1)', 'value': 0.02,
                    'config': {'type': 'evidently:metric_v2:ValueDrift', 'column': 'tenure', 'method': 'PSI', 'threshold': 0.1}},
                   {'id': 'm3', 'metric_name': 'ValueDrift(column=contract_type,method=PSI,threshold=0.1)', 'value': <psi>,
                    'config': {'type': 'evidently:metric_v2:ValueDrift', 'column': 'contract_type', 'method': 'PSI', 'threshold': 0.1}}],
                 'tests': []}""").replace("<psi>", psi);
    }
}
