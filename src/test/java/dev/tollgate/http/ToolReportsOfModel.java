package dev.tollgate.http;

import static dev.tollgate.http.ToolReports.told;

import java.time.Instant;

/** As {@link ToolReports}, from training to a model that is ready to ship. */
final class ToolReportsOfModel {

    private ToolReportsOfModel() {}

    // Jenkins, by the Notification plugin: the tests of the training code

    static final String BUILD = """
            {'when': {'format': 'jenkins.notification', 'job': 'churn/train'}, 'item': 'model.training-pipeline'}""";

    static String build(Instant now) {
        return told(now, """
                {'name': 'train', 'display_name': 'train', 'url': 'job/churn/job/train/', 'build': {
                   'full_url': 'https://ci.acme.example/job/churn/job/train/41/', 'number': 41, 'queue_id': 7, 'timestamp': <ms>,
                   'duration': 600000, 'phase': 'FINALIZED', 'status': 'UNSTABLE', 'url': 'job/churn/job/train/41/',
                   'scm': {'url': 'https://github.com/acme/churn.git', 'branch': 'origin/main', 'commit': '<commit>', 'changes': [],
                           'culprits': []},
                   'log': '', 'artifacts': {}, 'test_summary': {'total': 212, 'failed': 1, 'passed': 211, 'skipped': 0,
                                                                'failed_tests': ['tests.test_train.test_seed_is_kept']}}}""");
    }

    // Kubeflow Pipelines, as its API answers: what the run was given has types of its own

    static final String TRAINING = """
            {'when': {'format': 'kubeflow.run', 'workflow': 'churn-train'}, 'item': 'model.training-pipeline',
             'data': {'commit': '/runtime_config/parameters/commit', 'dirty': '/runtime_config/parameters/dirty',
                      'tests': '/runtime_config/parameters/tests', 'trackerRunId': '/runtime_config/parameters/mlflow_run_id',
                      'environmentDigest': '/runtime_config/parameters/environment_digest', 'inputs': '/runtime_config/parameters/inputs'}}""";

    static String training(Instant now) {
        return told(now, """
                {'experiment_id': '5a1f3c1e-0000-4000-8000-000000000001', 'run_id': '0c9f8d2e-0000-4000-8000-000000000042',
                 'display_name': 'churn-train 42', 'storage_state': 'AVAILABLE', 'pipeline_spec': {'pipelineInfo': {'name': 'churn-train'}},
                 'runtime_config': {'parameters': {'commit': '<commit>', 'dirty': false, 'tests': {'passed': 212, 'failed': 0},
                   'mlflow_run_id': '6f1e', 'inputs': ['<datasetDigest>'],
                   'environment_digest': 'sha256:b77349bf1fa9b26d45d545d7d64dad96737e9cfbb3cbb5f5d10fb77b0fcc44ad'}},
                 'service_account': 'pipeline-runner', 'created_at': '<before>', 'finished_at': '<now>', 'state': 'SUCCEEDED',
                 'run_details': {'task_details': [{'display_name': 'train', 'state': 'SUCCEEDED'}]}}""");
    }

    // DVC: params.yaml and metrics.json of the commit, as dvc exp show prints them

    static final String VALIDATED = """
            {'when': {'format': 'dvc.exp-show', 'branch': 'main'}, 'item': 'model.training-cross-validation', 'outcome': 'PASS',
             'data': {'scheme': '/data/params/params.yaml/data/cv/scheme', 'folds': '/data/params/params.yaml/data/cv/folds',
                      'seeds': '/data/params/params.yaml/data/cv/seeds', 'datasetVersion': '/data/params/params.yaml/data/dataset',
                      'cv': '/data/metrics/metrics.json/data/cv', 'modelDigest': '/data/metrics/metrics.json/data/model'}}""";

    static String validated(Instant now) {
        return told(now, """
                [{'rev': 'workspace', 'name': null, 'experiments': null, 'data': {
                   'rev': 'workspace', 'timestamp': null, 'deps': {}, 'outs': {}, 'metrics': {},
                   'params': {'params.yaml': {'data': {'dataset': '<dataset>'}}}}},
                 {'rev': '<commit>', 'name': 'main', 'experiments': null, 'data': {
                   'rev': '<commit>', 'timestamp': '<local>',
                   'deps': {'data/churn': {'hash': '22222222222222222222222222222222.dir', 'size': 91201833, 'nfiles': 3}},
                   'outs': {'model.pkl': {'hash': '33333333333333333333333333333333', 'size': 120044, 'nfiles': null}},
                   'params': {'params.yaml': {'data': {'dataset': '<dataset>',
                                                       'cv': {'scheme': 'stratified-kfold', 'folds': 5, 'seeds': [1, 2, 3]}}}},
                   'metrics': {'metrics.json': {'data': {'cv': {'auc': {'mean': 0.826, 'std': 0.006}}, 'model': 'sha256:<model>'}}}}}]""");
    }

    // MLflow: the parent run of a study of Optuna, whose parameters are texts and whose metrics are numbers

    static final String TUNED = """
            {'when': {'format': 'mlflow.run', 'name': 'optuna'}, 'item': 'model.hyperparameter-tuning',
             'data': {'method': 'read:/data/params/sampler', 'trials': 'read:/metrics/trials',
                      'searchSpaceDigest': 'read:/data/params/search_space_digest', 'selectionSplit': 'read:/data/params/selection_split',
                      'bestTrialId': 'read:/data/tags/best_trial'}}""";

    static String tuned(Instant now) {
        return told(now, """
                {'run': {'info': {'run_id': '6f1e', 'run_name': 'optuna', 'experiment_id': '4', 'user_id': 'a.ruiz', 'status': 'FINISHED',
                                  'start_time': '<ms>', 'end_time': <ms>, 'lifecycle_stage': 'active'},
                         'data': {
                   'metrics': [{'key': 'auc', 'value': 0.826, 'timestamp': <ms>, 'step': 0},
                               {'key': 'trials', 'value': 120.0, 'timestamp': <ms>, 'step': '0'}],
                   'params': [{'key': 'sampler', 'value': 'tpe'}, {'key': 'selection_split', 'value': 'cv'},
                              {'key': 'search_space_digest',
                               'value': 'sha256:a31fe9656fc8d3a459e623dc8204e6d0268f8df56d734dac3ca3262edb5db883'}],
                   'tags': [{'key': 'mlflow.user', 'value': 'a.ruiz'}, {'key': 'best_trial', 'value': '87'}]}}}""");
    }

    // Weights & Biases: what the evaluation wrote into the run's summary

    static final String EVALUATED = """
            {'when': {'format': 'wandb.run-summary'}, 'item': 'model.evaluation', 'outcome': 'PASS',
             'data': {'modelDigest': '/model', 'datasetVersion': '/dataset', 'split': '/split', 'trainMetrics': '/train',
                      'slices': '/slices', 'fairness': '/fairness', 'robustness.maxDrop': '/robustness_drop',
                      'evaluatedAt': 'read:/finishedAt', 'testLooks': '/test_looks'}}""";

    static String evaluated(Instant now, String auc) {
        return told(now, """
                {'_runtime': 812.4, '_step': 3, '_timestamp': <s>.0, '_wandb': {'runtime': 812}, 'auc': <auc>, 'pr_auc': 0.41, 'ece': 0.031,
                 'train': {'auc': 0.851}, 'split': 'test', 'dataset': '<dataset>', 'model': 'sha256:<model>', 'test_looks': 2,
                 'slices': [{'name': 'prepaid', 'n': 8120, 'value': 0.801}, {'name': 'business', 'n': 210, 'value': 0.64}],
                 'fairness': [{'attribute': 'age<30', 'air': 0.91}], 'robustness_drop': 0.012}""").replace("<auc>", auc);
    }

    // MLflow's registry, by its own webhook: it knows the version, and not what it was compared with

    static final String CHAMPION = """
            {'when': {'format': 'mlflow.model-version-alias', 'alias': 'champion'}, 'item': 'model.champion-selection', 'outcome': 'PASS',
             'data': {'registryVersion': '/data/version'}}""";

    static String champion(Instant now) {
        return told(now, """
                {'entity': 'model_version_alias', 'action': 'created', 'timestamp': '<now>',
                 'data': {'name': 'churn', 'alias': 'champion', 'version': '4'}}""");
    }

    // SLSA provenance of the image, signed by its builder; what the builder was given stands in externalParameters

    static final String PACKAGED = """
            {'when': {'format': 'in-toto.attestation', 'predicate': 'https://slsa.dev/provenance/v1'}, 'item': 'model.packaging',
             'data': {'imageDigest': 'read:/subject/digest', 'modelDigest': '/predicate/buildDefinition/externalParameters/model',
                      'lockfileDigest': '/predicate/buildDefinition/externalParameters/lockfile',
                      'includesPreprocessing': '/predicate/buildDefinition/externalParameters/preprocessing'}}""";

    static String packaged(Instant now) {
        return told(now, """
                {'_type': 'https://in-toto.io/Statement/v1',
                 'subject': [{'name': 'registry.acme.example/churn', 'digest': {'sha256': '<image>'}}],
                 'predicateType': 'https://slsa.dev/provenance/v1', 'predicate': {
                   'buildDefinition': {'buildType': 'https://builder.acme.example/model-image/v1', 'externalParameters': {
                       'model': 'sha256:<model>', 'preprocessing': true,
                       'lockfile': 'sha256:c611d6a37942f2993545951b28eef12634fd97408a965e2e5dedbfc4e81599c4'},
                     'resolvedDependencies': [{'uri': 'git+https://github.com/acme/churn@refs/heads/main',
                                               'digest': {'gitCommit': '<commit>'}}]},
                   'runDetails': {'builder': {'id': 'https://builder.acme.example/v3'},
                                  'metadata': {'invocationId': 'build-88', 'startedOn': '<before>', 'finishedOn': '<now>'}}}}""");
    }

    static final String CARDED = """
            {'when': {'format': 'in-toto.attestation', 'predicate': 'https://acme.example/model-card/v1'}, 'item': 'model.model-card',
             'data': {'cardDigest': 'read:/subject/digest', 'modelDigest': '/predicate/model', 'sections': '/predicate/sections'}}""";

    /** The signed word of the tool that renders cards: which sections there are, and of which model. */
    static String carded() {
        return told(Instant.EPOCH, """
                {'_type': 'https://in-toto.io/Statement/v1', 'subject': [{'name': 'MODEL_CARD.md', 'digest': {'sha256': '<card>'}}],
                 'predicateType': 'https://acme.example/model-card/v1', 'predicate': {'result': 'PASSED', 'model': 'sha256:<model>',
                   'sections': ['model-details', 'intended-use', 'factors', 'metrics', 'evaluation-data', 'training-data',
                                'quantitative-analyses', 'ethical-considerations', 'caveats-recommendations']}}""");
    }

    // The integration tests of the image, and what they measured

    static final String TESTED = """
            {'when': {'format': 'junit.report', 'suite': 'integration'}, 'item': 'model.pre-deployment-testing',
             'data': {'imageDigest': 'read:/data/properties/image', 'integration.failed': 'read:/metrics/failures',
                      'integration.run': 'read:/metrics/tests', 'latencyMs.p99': 'read:/metrics/latency_p99_ms',
                      'reproducibility.maxDelta': 'read:/metrics/rerun_max_delta', 'shadow.requests': 'read:/metrics/shadow_requests'}}""";

    static String tested(Instant now) {
        return told(now, """
                <testsuite name='integration' tests='2' failures='0' errors='0' skipped='0' time='31' timestamp='<before>'>
                  <properties>
                    <property name='image' value='sha256:<image>'/><property name='latency_p99_ms' value='88'/>
                    <property name='rerun_max_delta' value='0.0003'/><property name='shadow_requests' value='18400'/>
                  </properties>
                  <testcase classname='integration' name='scores_a_batch' time='11'/>
                  <testcase classname='integration' name='refuses_an_unknown_column' time='20'/>
                </testsuite>""");
    }
}
