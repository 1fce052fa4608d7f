package dev.tollgate.authoring;

import dev.tollgate.desk.Signature;
import dev.tollgate.desk.UnmetJson;
import dev.tollgate.lifecycle.Checklist;
import dev.tollgate.lifecycle.GateState;
import dev.tollgate.lifecycle.ItemState;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.Unmet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A project by the checklist that it follows, and by another one.
 *
 * @param before the version that it follows
 * @param after the other one
 * @param flips whether any gate is ready by one and not by the other
 * @param seq where the project's log says that it follows the other one, or is watched by it; absent where nothing was recorded
 */
record ComparisonJson(
        String project,
        Ref before,
        Ref after,
        boolean flips,
        ItemsJson items,
        List<GateJson> gates,
        @Nullable Long seq,
        @Nullable String hash) {

    record Ref(String checklist, int version) {

        static Ref of(Checklist checklist) {
            return new Ref(checklist.id(), checklist.version());
        }
    }

    /** @param changed items of both that do not stand alike */
    record ItemsJson(List<String> added, List<String> removed, List<ItemJson> changed) {}

    record ItemJson(String item, String title, ItemState before, ItemState after, String reason) {}

    record GateJson(
            String gate,
            Phase phase,
            GateState before,
            GateState after,
            boolean flips,
            List<UnmetJson> unmetBefore,
            List<UnmetJson> unmetAfter) {}

    static ComparisonJson of(String project, Comparison comparison) {
        return new ComparisonJson(
                project,
                Ref.of(comparison.followed()),
                Ref.of(comparison.other()),
                comparison.flips(),
                new ItemsJson(
                        comparison.addedItems(),
                        comparison.removedItems(),
                        comparison.changedItems().stream()
                                .map(i -> new ItemJson(i.item(), i.title(), i.before(), i.after(), i.reason()))
                                .toList()),
                comparison.gates().stream().map(ComparisonJson::gate).toList(),
                null,
                null);
    }

    ComparisonJson signed(Signature signature) {
        return new ComparisonJson(project, before, after, flips, items, gates, signature.seq(), signature.hash());
    }

    private static GateJson gate(Comparison.OfGate gate) {
        return new GateJson(
                gate.gate().gate(),
                gate.gate(),
                gate.before(),
                gate.after(),
                gate.flips(),
                shown(gate.unmetBefore()),
                shown(gate.unmetAfter()));
    }

    /** Without a request that would help: by the other checklist there is nothing to do yet. */
    private static List<UnmetJson> shown(List<Unmet> unmet) {
        return unmet.stream().map(u -> UnmetJson.of(u, "").withoutAction()).toList();
    }
}
