package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Adapter;
import dev.tollgate.intake.Delivery;
import dev.tollgate.intake.Field;
import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Format;
import dev.tollgate.intake.Sign;
import dev.tollgate.intake.Transcript;
import dev.tollgate.intake.Verdict;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Changes of state in Amazon SageMaker through EventBridge, and the violations that its Model Monitor and Clarify write. */
@Singleton
final class EventBridge implements Adapter {

    private static final String SOURCE = "aws.sagemaker";
    private static final int MOST_VIOLATIONS = 50;

    /** Where the kinds of event have their status, and the names of what they are about. */
    private static final List<String> STATUSES = List.of(
            "/ModelApprovalStatus",
            "/TrainingJobStatus",
            "/ProcessingJobStatus",
            "/TransformJobStatus",
            "/HyperParameterTuningJobStatus",
            "/EndpointStatus",
            "/currentPipelineExecutionStatus",
            "/currentStepStatus",
            "/FeatureGroupStatus",
            "/ModelCardStatus",
            "/ImageStatus",
            "/ImageVersionStatus");

    private static final List<String> RUNS =
            List.of("/TrainingJobName", "/ProcessingJobName", "/TransformJobName", "/HyperParameterTuningJobName");

    private static final List<String> STARTS = List.of(
            "/TrainingStartTime",
            "/ProcessingStartTime",
            "/TransformStartTime",
            "/executionStartTime",
            "/stepStartTime");

    private static final List<String> ENDS =
            List.of("/TrainingEndTime", "/ProcessingEndTime", "/TransformEndTime", "/executionEndTime", "/stepEndTime");

    @Override
    public String source() {
        return "sagemaker";
    }

    @Override
    public String title() {
        return "Amazon SageMaker, through EventBridge";
    }

    @Override
    public String authentication() {
        return "`header-equals`, `basic` or `bearer`, in the connection of the API destination.";
    }

    @Override
    public List<Format> formats() {
        return List.of(stateChange(), violations());
    }

    private static Format stateChange() {
        return Format.of("state-change", "A job, pipeline, endpoint or model package changed its state")
                .knownBy(Sign.body(
                        "body with `source` " + SOURCE + ", `detail-type` and `detail`", EventBridge::isChange))
                .fills(
                        Field.OUTCOME,
                        "the status in detail: ModelApprovalStatus, TrainingJobStatus, EndpointStatus,"
                                + " currentPipelineExecutionStatus and their like")
                .fills(Field.METRICS, "detail.FinalMetricDataList")
                .fills(
                        Field.SUBJECT,
                        "detail.ModelPackageGroupName or ModelPackageName; ModelId of a model card, ModelName of a transform job,"
                                + " FeatureGroupName")
                .fills(Field.VERSION, "detail.ModelPackageVersion")
                .fills(Field.RUN, "the job's name, or the last part of detail.pipelineExecutionArn")
                .fills(Field.STARTED, "the start time in detail")
                .fills(Field.FINISHED, "the end time in detail, else time")
                .fills(Field.PRODUCER, "source")
                .fills(Field.AUTHOR, "detail.LastModifiedBy.UserProfileName, else CreatedBy.UserProfileName")
                .fills(Field.KEY, "id")
                .reads(delivery -> stateChange(delivery.body()));
    }

    /** The samples of the documentation have the source twice, as a text and as a list. */
    private static boolean isChange(Fields body) {
        boolean ours = body.is("/source", SOURCE) || body.is("/source/0", SOURCE);
        return ours && body.has("/detail-type") && body.has("/detail");
    }

    private static Transcript stateChange(Fields body) {
        Fields detail = body.at("/detail");
        String kind = body.require("/detail-type");
        Optional<String> status = first(STATUSES, detail).or(() -> detail.text("/ModelPackageStatus"));
        Optional<String> name = subject(detail);
        Transcript transcript = Transcript.of(body.require("/id"))
                .verdict(verdict(detail))
                .summary("%s: %s%s"
                        .formatted(
                                kind,
                                status.orElse("no status"),
                                detail.text("/FailureReason")
                                        .or(() -> detail.text("/failureReason"))
                                        .map(why -> ", " + why)
                                        .orElse("")))
                .subject(name)
                .version(detail.text("/ModelPackageVersion").filter(version -> name.isPresent()))
                .run(first(RUNS, detail)
                        .or(() -> detail.text("/pipelineExecutionArn").map(EventBridge::last)))
                .started(time(STARTS, detail))
                .finished(time(ENDS, detail).or(() -> body.time("/time")))
                .producer(Optional.of(SOURCE))
                .author(detail.text("/LastModifiedBy/UserProfileName")
                        .or(() -> detail.text("/CreatedBy/UserProfileName")))
                .facet("event", Optional.of(kind))
                .facet("status", status)
                .facet("account", body.text("/account"))
                .facet("region", body.text("/region"))
                .facet("service", detail.text("/EndpointName"))
                .facet("dataset", detail.text("/FeatureGroupName"))
                .facet("job", first(RUNS, detail))
                .facet("workflow", detail.text("/pipelineArn").map(EventBridge::last))
                .facet("stage", detail.text("/stepName"))
                .data("resources", body.at("/resources"));
        List<String> images = digests(detail);
        if (!images.isEmpty()) {
            transcript.data("imageDigests", (Object) images);
        }
        detail.list("/FinalMetricDataList")
                .forEach(metric -> metric.text("/MetricName")
                        .ifPresent(metricName -> transcript.metric(metricName, metric.at("/Value"))));
        return transcript;
    }

    private static Optional<String> subject(Fields detail) {
        return first(
                List.of("/ModelPackageGroupName", "/ModelPackageName", "/ModelId", "/ModelName", "/FeatureGroupName"),
                detail);
    }

    /** Facts, and not the subject's digest: many models run in one and the same image. */
    private static List<String> digests(Fields detail) {
        return detail.list("/InferenceSpecification/Containers").stream()
                .flatMap(container -> container.text("/ImageDigest").stream())
                .limit(20)
                .toList();
    }

    private static Optional<String> first(List<String> places, Fields detail) {
        return places.stream().flatMap(place -> detail.text(place).stream()).findFirst();
    }

    private static Optional<Instant> time(List<String> places, Fields detail) {
        return places.stream().flatMap(place -> detail.time(place).stream()).findFirst();
    }

    private static String last(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /** A model package that failed is bad whoever approved it; one that was made and nobody judged is neither. */
    private static Verdict verdict(Fields detail) {
        Optional<Verdict> made = detail.text("/ModelPackageStatus").map(EventBridge::verdict);
        Optional<Verdict> said = first(STATUSES, detail).map(EventBridge::verdict);
        return made.filter(verdict -> verdict != Verdict.PASS).or(() -> said).orElse(Verdict.INFO);
    }

    /** The words of all kinds of event, of which some are spelled in two ways. */
    private static Verdict verdict(String status) {
        String word = status.toLowerCase(Locale.ROOT).replace("_", "").replace(" ", "");
        return switch (word) {
            case "completed", "succeeded", "approved", "inservice", "active", "created" -> Verdict.PASS;
            case "failed",
                    "rejected",
                    "outofservice",
                    "createfailed",
                    "updatefailed",
                    "deletefailed",
                    "updaterollbackfailed" -> Verdict.FAIL;
            case "stopped", "skipped", "deleting", "deleted", "archived" -> Verdict.NEUTRAL;
            case "starting",
                    "inprogress",
                    "executing",
                    "stopping",
                    "pending",
                    "creating",
                    "updating",
                    "systemupdating",
                    "rollingback",
                    "pendingmanualapproval",
                    "pendingreview",
                    "draft" -> Verdict.PENDING;
            default -> Verdict.INFO;
        };
    }

    private static Format violations() {
        return Format.of("constraint-violations", "What a Model Monitor or Clarify found against its baseline")
                .knownBy(Sign.body(
                        "`violations` with `constraint_check_type`, or none at all", EventBridge::areViolations))
                .fills(Field.OUTCOME, "good where /violations is empty")
                .fills(Field.METRICS, "how many there are: violations, and for each constraint_check_type")
                .fills(Field.KEY, "the bytes")
                .reads(EventBridge::violations);
    }

    private static boolean areViolations(Fields body) {
        List<Fields> violations = body.list("/violations");
        return violations.isEmpty()
                ? body.at("/violations").isList()
                        && Set.of("violations", "version")
                                .containsAll(body.entries("").keySet())
                : violations.stream().allMatch(violation -> violation.has("/constraint_check_type"));
    }

    private static Transcript violations(Delivery delivery) {
        Fields body = delivery.body();
        List<Fields> violations = body.list("/violations");
        Transcript transcript = Transcript.ofBytes(delivery.slice(body))
                .verdict(violations.isEmpty() ? Verdict.PASS : Verdict.FAIL)
                .summary(violations.isEmpty() ? "no violations" : "%d violations".formatted(violations.size()))
                .metric("violations", Optional.of((double) violations.size()))
                .data("violations", (Object) violations.stream()
                        .limit(MOST_VIOLATIONS)
                        .map(Fields::value)
                        .toList());
        counts(violations).forEach((check, count) -> transcript.metric("violations." + check, Optional.of(count)));
        return transcript;
    }

    private static Map<String, Double> counts(List<Fields> violations) {
        Map<String, Double> counts = new TreeMap<>();
        violations.stream()
                .flatMap(violation -> violation.text("/constraint_check_type").stream())
                .forEach(check -> counts.merge(check, 1.0, Double::sum));
        return counts;
    }
}
