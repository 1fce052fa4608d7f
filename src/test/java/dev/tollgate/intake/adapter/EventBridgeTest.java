package dev.tollgate.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.tollgate.intake.AdapterKit;
import dev.tollgate.intake.Reading;
import dev.tollgate.intake.Unreadable;
import dev.tollgate.intake.Verdict;
import dev.tollgate.lifecycle.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventBridgeTest {

    private final AdapterKit sagemaker = new AdapterKit(new EventBridge());

    @Test
    void aModelPackageThatIsApproved() {
        Reading approved = sagemaker.reading("state-change.model-package.json");
        assertThat(approved.verdict()).isEqualTo(Verdict.PASS);
        assertThat(approved.summary()).hasValue("SageMaker Model Package State Change: Approved");
        assertThat(approved.key()).isEqualTo("5a9e0000-0000-4000-8000-000000000001");
        assertThat(approved.subject()).hasValue(new Subject("churn", Optional.of("7"), Optional.empty()));
        assertThat(approved.finishedAt()).hasValue(Instant.parse("2026-03-02T10:30:00Z"));
        assertThat(approved.author()).hasValue("a-ruiz");
        assertThat(approved.producer()).hasValue("aws.sagemaker");
        assertThat(approved.facets())
                .isEqualTo(Map.of(
                        "event", "SageMaker Model Package State Change",
                        "status", "Approved",
                        "account", "000000000000",
                        "region", "eu-west-1"));
        assertThat(approved.data())
                .containsEntry(
                        "imageDigests",
                        List.of("sha256:0b31b1c02ff458ad9b7b81cbdf8f028bd54699fa151f221d1e8de6817db93427"));
    }

    @Test
    void aTrainingJobThatFailed() {
        Reading failed = sagemaker.reading("state-change.training.json");
        assertThat(failed.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(failed.summary())
                .hasValue("SageMaker Training Job State Change: Failed, AlgorithmError: out of memory");
        assertThat(failed.metrics()).isEqualTo(Map.of("validation:auc", 0.87));
        assertThat(failed.notes()).containsExactly("the metric 'validation:loss' is no finite number and was left out");
        assertThat(failed.run()).hasValue("churn-7");
        assertThat(failed.startedAt()).hasValue(Instant.ofEpochMilli(1772445000000L));
        assertThat(failed.finishedAt()).hasValue(Instant.ofEpochMilli(1772445500000L));
    }

    @ParameterizedTest
    @CsvSource({
        "Completed, Approved, PASS",
        "Completed, Rejected, FAIL",
        "Completed, PendingManualApproval, PENDING",
        "Failed, Approved, FAIL",
        "InProgress, PendingManualApproval, PENDING",
        "Deleting, Approved, NEUTRAL"
    })
    void modelPackages(String made, String approval, Verdict verdict) {
        String body = sagemaker
                .text("state-change.model-package.json")
                .replace("\"Completed\"", "\"%s\"".formatted(made))
                .replace("\"Approved\"", "\"%s\"".formatted(approval));
        assertThat(sagemaker.readingOf(body).verdict()).isEqualTo(verdict);
    }

    @Test
    void aModelPackageThatNobodyJudgedIsNoPass() {
        String body =
                sagemaker.text("state-change.model-package.json").replace("\"ModelApprovalStatus\": \"Approved\",", "");
        assertThat(sagemaker.readingOf(body).verdict()).isEqualTo(Verdict.INFO);
        assertThat(sagemaker.readingOf(body).facets()).containsEntry("status", "Completed");
    }

    @ParameterizedTest
    @CsvSource({
        "TrainingJobStatus, Completed, PASS",
        "ProcessingJobStatus, Stopped, NEUTRAL",
        "TransformJobStatus, InProgress, PENDING",
        "EndpointStatus, IN_SERVICE, PASS",
        "EndpointStatus, InService, PASS",
        "EndpointStatus, UPDATE_ROLLBACK_FAILED, FAIL",
        "EndpointStatus, UPDATING, PENDING",
        "currentPipelineExecutionStatus, Succeeded, PASS",
        "currentPipelineExecutionStatus, Executing, PENDING",
        "currentStepStatus, Failed, FAIL",
        "FeatureGroupStatus, Active, PASS",
        "ModelCardStatus, Draft, PENDING",
        "ModelCardStatus, Archived, NEUTRAL",
        "ModelCardStatus, Odd, INFO",
        "SomethingElse, Completed, INFO"
    })
    void statuses(String field, String status, Verdict verdict) {
        String body = sagemaker
                .text("state-change.training.json")
                .replace("\"TrainingJobStatus\": \"Failed\"", "\"%s\": \"%s\"".formatted(field, status));
        assertThat(sagemaker.readingOf(body).verdict()).isEqualTo(verdict);
    }

    @Test
    void violations() {
        Reading violations = sagemaker.reading("constraint-violations.json");
        assertThat(violations.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(violations.summary()).hasValue("3 violations");
        assertThat(violations.metrics())
                .isEqualTo(Map.of(
                        "violations",
                        3.0,
                        "violations.completeness_check",
                        2.0,
                        "violations.baseline_drift_check",
                        1.0));
        assertThat(violations.data().get("violations")).asInstanceOf(LIST).hasSize(3);
    }

    @Test
    void noViolationIsGood() {
        Reading none = sagemaker.reading("constraint-violations.none.json");
        assertThat(none.verdict()).isEqualTo(Verdict.PASS);
        assertThat(none.metrics()).isEqualTo(Map.of("violations", 0.0));
        assertThat(sagemaker.formatOf("{\"violations\": [], \"files\": 3}")).isEmpty();
    }

    @Test
    void anEventWithoutItsIdIsRefused() {
        String body = sagemaker.text("state-change.training.json").replace("\"id\":", "\"no\":");
        assertThatThrownBy(() -> sagemaker.readingOf(body))
                .isInstanceOf(Unreadable.class)
                .hasMessage("there is no usable /id");
    }
}
