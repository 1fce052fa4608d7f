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
import java.util.List;

/** A run of Kubeflow Pipelines, as its API version v2beta1 answers. It sends nothing by itself: an exit handler or a step posts the answer. */
@Singleton
final class Kubeflow implements Adapter {

    private static final int MOST_TASKS = 20;

    @Override
    public String source() {
        return "kubeflow";
    }

    @Override
    public String title() {
        return "Kubeflow Pipelines";
    }

    @Override
    public String authentication() {
        return "none of its own: the step that posts the run has a credential.";
    }

    @Override
    public List<Format> formats() {
        return List.of(Format.of("run", "A run of a pipeline")
                .knownBy(
                        Sign.fields("/run_id", "/state", "/storage_state"),
                        Sign.fields("/run_id", "/state", "/state_history"),
                        Sign.fields("/run_id", "/state", "/pipeline_version_reference"))
                .fills(Field.OUTCOME, "/state")
                .fills(Field.RUN, "/run_id")
                .fills(Field.STARTED, "/created_at")
                .fills(Field.FINISHED, "/finished_at")
                .fills(Field.KEY, "/run_id, state and finished_at")
                .reads(Kubeflow::read));
    }

    /** A run that is retried fails or succeeds once more, at another time. */
    private static Transcript read(Delivery delivery) {
        Fields run = delivery.body();
        String state = run.require("/state");
        return Transcript.of(
                        run.require("/run_id"), state, run.text("/finished_at").orElse(""))
                .verdict(verdict(state))
                .summary("%s %s".formatted(run.text("/display_name").orElse("run"), state))
                .run(run.text("/run_id"))
                .started(run.time("/created_at"))
                .finished(run.time("/finished_at"))
                .facet("experiment", run.text("/experiment_id"))
                .facet(
                        "workflow",
                        run.text("/pipeline_spec/pipelineInfo/name")
                                .or(() -> run.text("/pipeline_version_reference/pipeline_id"))
                                .or(() -> run.text("/pipeline_id")))
                .facet("name", run.text("/display_name"))
                .facet("status", run.text("/state"))
                .data("parameters", run.at("/runtime_config/parameters"))
                .data("failedTasks", failedTasks(run));
    }

    /** The states of {@code RuntimeState}. */
    private static Verdict verdict(String state) {
        return switch (state) {
            case "SUCCEEDED" -> Verdict.PASS;
            case "FAILED" -> Verdict.FAIL;
            case "CANCELED", "SKIPPED" -> Verdict.NEUTRAL;
            default -> Verdict.PENDING;
        };
    }

    private static List<String> failedTasks(Fields run) {
        return run.list("/run_details/task_details").stream()
                .filter(task -> task.is("/state", "FAILED"))
                .limit(MOST_TASKS)
                .flatMap(task -> task.text("/display_name").stream())
                .toList();
    }
}
