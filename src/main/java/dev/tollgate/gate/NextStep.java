package dev.tollgate.gate;

import dev.tollgate.desk.Dossier;
import dev.tollgate.lifecycle.Decision;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.Project;
import dev.tollgate.lifecycle.Unmet;
import java.util.List;

/** What moves a gate on, said in one sentence. */
final class NextStep {

    private NextStep() {}

    static String of(Dossier dossier, Phase gate) {
        Project project = dossier.project();
        if (project.state().isClosed()) {
            return "Nothing: the project is %s.".formatted(project.state());
        }
        List<Unmet> unmet = dossier.unmet(gate);
        return switch (dossier.gateState(gate)) {
            case PASSED -> "Nothing: the gate stands passed.";
            case CONDITIONALLY_PASSED -> "Close its open conditions before they are due.";
            case SUSPENDED -> "Mend what is listed as unmet; the gate then stands again by itself.";
            case NOT_READY, REOPENED -> missing(unmet);
            case IN_REVIEW -> votes(project, gate);
            case READY ->
                gate == project.phase()
                        ? "A gatekeeper decides: POST %s/gates/%s/decisions.".formatted(dossier.path(), gate.gate())
                        : "Wait: gate %s is decided first."
                                .formatted(project.phase().gate());
            case ON_HOLD ->
                unmet.isEmpty()
                        ? "A gatekeeper takes the hold off with a new decision."
                        : "A gatekeeper takes the hold off with a new decision; a GO also needs: %s"
                                .formatted(missing(unmet));
        };
    }

    private static String missing(List<Unmet> unmet) {
        Unmet first = unmet.getFirst();
        String more = unmet.size() == 1 ? "" : " and %d more".formatted(unmet.size() - 1);
        return "Meet %s (%s)%s.".formatted(first.ref(), first.reason(), more);
    }

    private static String votes(Project project, Phase gate) {
        Decision open =
                project.gate(gate).openDecision().flatMap(project::findDecision).orElseThrow();
        long lacking = open.quorum() - open.approvals();
        return "%d more gatekeeper%s must approve the %s."
                .formatted(lacking, lacking == 1 ? "" : "s", open.verdict().outcome());
    }
}
