package dev.tollgate.http;

import java.time.Instant;

/**
 * What the tools of {@link ToolsScenarioStoryTest} send in their own formats, and what a route of their channel says about it: the item, and where in
 * the report the fields stand that the item's checks read. Single quotes stand for double ones.
 */
final class ToolReports {

    static final String DATASET = "churn@2026-03-01";
    static final String COMMIT = "2f1c0d9be1a34c5f8a6b7c8d9e0f112233445566";
    static final String MODEL = "29c1b289e7522195b362e44f54e05470b69ad20540ab60a18a05e5bf6951f13d";
    static final String IMAGE = "6987740fb624e3e9943ec5d9ac5519b72cea1b35fb4bde5719df3923a36c08f7";
    static final String CARD = "6bc0f9c4ecb0acbebf1b9f6c816bdd66f4885f67c917d9e141cf893014fba936";

    private static final String DATASET_DIGEST =
            "sha256:da3ecf58095a5b24753e6c8b0ee0451dae58f72288889846239669c7f7d28e75";

    private ToolReports() {}

    // Airflow and dbt, by OpenLineage. What they measure beside rows stands in facets of one's own.

    static final String INGESTION = """
            {'when': {'format': 'openlineage.run-event', 'job': 'churn.ingest'}, 'item': 'data.ingestion',
             'data': {'state': '/eventType', 'rowsRead': '/run/facets/acme_ingestion/rowsRead',
                      'rowsRejected': '/run/facets/acme_ingestion/rowsRejected', 'sources': '/run/facets/acme_ingestion/sources',
                      'rowsWritten': '/outputs/0/outputFacets/outputStatistics/rowCount',
                      'outputVersion': '/outputs/0/facets/version/datasetVersion'}}""";

    static String ingestion(Instant now) {
        return told(now, """
                {'eventType': 'COMPLETE', 'eventTime': '<now>', 'producer': 'https://github.com/apache/airflow',
                 'schemaURL': 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
                 'run': {'runId': '019c1a00-0000-7000-8000-000000000041', 'facets': {'acme_ingestion': {
                   '_producer': 'https://acme.example/ingest', '_schemaURL': 'https://acme.example/schemas/IngestionRunFacet.json',
                   'rowsRead': 412906, 'rowsRejected': 1204, 'sources': ['crm.accounts', 'billing.invoices']}}},
                 'job': {'namespace': 'airflow', 'name': 'churn.ingest',
                         'facets': {'jobType': {'processingType': 'BATCH', 'integration': 'AIRFLOW', 'jobType': 'TASK'}}},
                 'inputs': [{'namespace': 'postgres://crm:5432', 'name': 'crm.public.accounts'},
                            {'namespace': 'postgres://billing:5432', 'name': 'billing.public.invoices'}],
                 'outputs': [{'namespace': 's3://lake', 'name': 'churn/raw', 'facets': {'version': {'datasetVersion': 'raw@41'}},
                              'outputFacets': {'outputStatistics': {'rowCount': 411702, 'size': 91201833}}}]}""");
    }

    static final String CLEANING = """
            {'when': {'format': 'openlineage.run-event', 'job': 'churn.clean'}, 'item': 'data.cleaning',
             'data': {'inputVersion': '/inputs/0/facets/version/datasetVersion', 'outputVersion': '/outputs/0/facets/version/datasetVersion',
                      'commit': '/job/facets/sourceCodeLocation/version', 'duplicateRate': '/run/facets/acme_quality/duplicateRate',
                      'maxNullRate': '/run/facets/acme_quality/maxNullRate'}}""";

    static String cleaning(Instant now) {
        return told(now, """
                {'eventType': 'COMPLETE', 'eventTime': '<now>', 'producer': 'https://github.com/OpenLineage/dbt',
                 'schemaURL': 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
                 'run': {'runId': '019c1a00-0000-7000-8000-000000000017', 'facets': {
                   'test': {'tests': [{'name': 'unique_customer', 'status': 'pass', 'severity': 'error'},
                                      {'name': 'not_null_tenure', 'status': 'pass', 'severity': 'error'}]},
                   'acme_quality': {'_producer': 'https://acme.example/dbt', '_schemaURL': 'https://acme.example/schemas/QualityRunFacet.json',
                                    'duplicateRate': 0.0004, 'maxNullRate': 0.11}}},
                 'job': {'namespace': 'dbt', 'name': 'churn.clean', 'facets': {'sourceCodeLocation': {
                   'type': 'git', 'url': 'https://github.com/acme/churn/tree/main/dbt', 'repoUrl': 'git@github.com:acme/churn.git',
                   'version': '<commit>', 'branch': 'main'}}},
                 'inputs': [{'namespace': 's3://lake', 'name': 'churn/raw', 'facets': {'version': {'datasetVersion': 'raw@41'}}}],
                 'outputs': [{'namespace': 's3://lake', 'name': 'churn/clean', 'facets': {'version': {'datasetVersion': 'clean@17'}}}]}""");
    }

    // pytest, with the properties that record_testsuite_property writes

    static final String FEATURES = """
            {'when': {'format': 'junit.report', 'suite': 'features'}, 'item': 'data.feature-engineering',
             'data': {'inputVersion': 'read:/data/properties/input_version', 'transformDigest': 'read:/data/properties/transform_digest',
                      'fitOn': 'read:/data/properties/fit_on', 'unitTests.failed': 'read:/metrics/failures',
                      'parity.mismatches': 'read:/metrics/parity_mismatches'}}""";

    static String features(Instant now) {
        return told(now, """
                <?xml version='1.0' encoding='utf-8'?>
                <testsuites><testsuite name='features' errors='0' failures='0' skipped='0' tests='2' time='0.4' timestamp='<before>'>
                  <properties>
                    <property name='input_version' value='clean@17'/>
                    <property name='transform_digest' value='sha256:8541c2d149faea7b7e534fcd56f5d352c7ed5a620d81394c002a17f07e18a567'/>
                    <property name='fit_on' value='train'/>
                    <property name='parity_mismatches' value='0'/>
                  </properties>
                  <testcase classname='tests.test_features' name='test_tenure_is_in_months' time='0.1'/>
                  <testcase classname='tests.test_features' name='test_serving_computes_the_same' time='0.3'/>
                </testsuite></testsuites>""");
    }

    // Tekton, by CDEvents, whose customData is for whatever one likes

    static final String SELECTION = """
            {'when': {'format': 'cdevents.event', 'event': 'taskrun.finished', 'job': 'select-features'}, 'item': 'data.feature-selection',
             'data': {'selectionData': '/data/customData/selectionData', 'candidates': '/data/customData/candidates',
                      'selected': '/data/customData/selected', 'selectedFeatures': '/data/customData/selectedFeatures'}}""";

    static String selection(Instant now) {
        return told(now, """
                {'specversion': '1.0', 'id': '019c1a00-0000-7000-8000-00000000f5e1', 'source': '/tekton/churn', 'subject': 'select-features-7',
                 'type': 'dev.cdevents.taskrun.finished.0.2.0', 'time': '<now>', 'datacontenttype': 'application/json',
                 'data': {'context': {'version': '0.4.1', 'id': '019c1a00-0000-7000-8000-00000000f5e1', 'source': '/tekton/churn',
                                      'type': 'dev.cdevents.taskrun.finished.0.2.0', 'timestamp': '<now>'},
                          'subject': {'id': 'select-features-7', 'type': 'taskRun',
                                      'content': {'taskName': 'select-features', 'outcome': 'success'}},
                          'customData': {'selectionData': 'train', 'candidates': 118, 'selected': 3,
                                         'selectedFeatures': ['tenure', 'contract_type', 'invoice_late_90d']}}}""");
    }

    // Deepchecks

    static final String LEAKAGE = """
            {'when': {'format': 'deepchecks.suite-result', 'suite': 'Train Test Validation'}, 'item': 'data.eda'}""";

    static String leakage() {
        return StrictProject.quoted("""
                {'name': 'Train Test Validation', 'type': 'SuiteResult', 'results': [
                  {'type': 'CheckResult', 'check': {'name': 'Identifier Label Correlation', 'params': {}, 'summary': ''},
                   'header': 'Identifier Label Correlation', 'value': {'retention_call_flag': 0.97}, 'display': null,
                   'conditions_results': [{'Status': 'FAIL', 'Condition': 'Identifier columns PPS is less or equal to 0',
                                           'More Info': 'Found 1 out of 1 columns with PPS above threshold'}]},
                  {'type': 'CheckResult', 'check': {'name': 'Train Test Samples Mix', 'params': {}, 'summary': ''},
                   'header': 'Train Test Samples Mix', 'value': {'ratio': 0.0}, 'display': null,
                   'conditions_results': [{'Status': 'PASS', 'Condition': 'Percentage of test data samples is less or equal to 5%',
                                           'More Info': 'No samples mix found'}]}]}""");
    }

    // Great Expectations: expectation_parameters of the run say which data it was, and come back as suite_parameters

    static final String VALIDATION = """
            {'when': {'format': 'great-expectations.validation-result', 'suite': 'churn_ready'}, 'item': 'data.validation-versioning',
             'data': {'criticalFailures': '/statistics/unsuccessful_expectations', 'datasetVersion': '/suite_parameters/dataset_version',
                      'datasetDigest': '/suite_parameters/dataset_digest', 'immutable': '/suite_parameters/immutable',
                      'splits': '/suite_parameters/splits', 'splitStrategy': '/suite_parameters/split_strategy',
                      'splitOverlapRows': '/results/1/result/observed_value'}}""";

    static String validation(Instant now) {
        return told(now, """
                {'success': true, 'suite_name': 'churn_ready', 'id': null,
                 'suite_parameters': {'dataset_version': '<dataset>', 'dataset_digest': '<datasetDigest>', 'immutable': true,
                   'split_strategy': 'temporal', 'splits': {
                     'train': {'rows': 288000, 'digest': 'sha256:116f54c41d0405dbb10e7b04ebc31e262a5b8c85c1233fcf36eaee344d91ae58'},
                     'validation': {'rows': 61800, 'digest': 'sha256:98c41dcd20b86b86830ec0794559835614458ceaae0f0ec77a3ed1cd3a1f7d55'},
                     'test': {'rows': 61902, 'digest': 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'}}},
                 'statistics': {'evaluated_expectations': 2, 'successful_expectations': 2, 'unsuccessful_expectations': 0,
                                'success_percent': 100.0},
                 'results': [
                   {'success': true, 'meta': {}, 'exception_info': {'raised_exception': false},
                    'expectation_config': {'type': 'expect_column_values_to_not_be_null', 'kwargs': {'column': 'customer_id'}, 'meta': {}},
                    'result': {'element_count': 411702, 'unexpected_count': 0, 'unexpected_percent': 0.0}},
                   {'success': true, 'meta': {}, 'exception_info': {'raised_exception': false},
                    'expectation_config': {'type': 'unexpected_rows_expectation', 'meta': {},
                                           'kwargs': {'unexpected_rows_query': 'SELECT customer_id FROM {batch} GROUP BY 1 HAVING COUNT(DISTINCT split) > 1'}},
                    'result': {'observed_value': 0}}],
                 'meta': {'great_expectations_version': '1.3.0', 'validation_id': 'v-churn-ready', 'checkpoint_id': null,
                          'batch_markers': {'ge_load_time': '<basic>'},
                          'active_batch_definition': {'datasource_name': 'lake', 'data_asset_name': 'churn', 'batch_identifiers': {}}}}""");
    }

    /** This text with the moment, in the ways in which tools write one, and with what this project is about. */
    static String told(Instant now, String report) {
        return StrictProject.quoted(report)
                .replace("<now>", now.toString())
                .replace("<before>", now.minusSeconds(60).toString())
                .replace("<basic>", now.toString().replaceAll("[-:]", ""))
                .replace("<local>", now.toString().replace("Z", ""))
                .replace("<ms>", String.valueOf(now.toEpochMilli()))
                .replace("<s>", String.valueOf(now.getEpochSecond()))
                .replace("<commit>", COMMIT)
                .replace("<dataset>", DATASET)
                .replace("<datasetDigest>", DATASET_DIGEST)
                .replace("<model>", MODEL)
                .replace("<image>", IMAGE)
                .replace("<card>", CARD);
    }
}
