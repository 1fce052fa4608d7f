package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Adapter;
import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Format;
import dev.tollgate.intake.Message;
import dev.tollgate.intake.Sign;
import dev.tollgate.intake.Unreadable;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Webhooks of Flagger that ask whether a canary may go on: {@code confirm-rollout}, {@code confirm-traffic-increase}, {@code confirm-promotion} and
 * their kin. A hook of type {@code rollback} sends the same body and means the opposite of a success; where it says so, it is refused.
 */
@Singleton
final class Flagger implements Adapter {

    private static final Set<String> PHASES = Set.of(
            "Initializing",
            "Initialized",
            "Waiting",
            "Progressing",
            "WaitingPromotion",
            "Promoting",
            "Finalising",
            "Succeeded",
            "Failed",
            "Terminating",
            "Terminated");

    /** All that a canary's payload has beside its name, namespace and phase; another body with one more field is somebody else's. */
    private static final Set<String> FIELDS = Set.of(
            "name",
            "namespace",
            "phase",
            "checksum",
            "buildId",
            "type",
            "failedChecks",
            "canaryWeight",
            "iterations",
            "remainingTime",
            "metadata");

    @Override
    public String source() {
        return "flagger";
    }

    @Override
    public String title() {
        return "Flagger";
    }

    @Override
    public String authentication() {
        return "`url-token`: a webhook of Flagger can set only a URL.";
    }

    @Override
    public List<Format> formats() {
        return List.of(confirm());
    }

    private static Format confirm() {
        return Format.of("confirm", "A canary that waits for a gate")
                .knownBy(Sign.body(
                        "`/name`, `/namespace` and a `/phase` of a canary, and no other fields than Flagger's",
                        Flagger::isCanary))
                .gives((delivery, evidence) -> question(delivery.body()));
    }

    private static boolean isCanary(Fields body) {
        return body.text("/phase").filter(PHASES::contains).isPresent()
                && body.text("/name").isPresent()
                && body.text("/namespace").isPresent()
                && FIELDS.containsAll(body.entries("").keySet());
    }

    private static Message question(Fields body) {
        if (body.is("/type", "rollback")) {
            throw new Unreadable("rollback-hook", "a success would roll the canary back: a gate is no rollback hook");
        }
        if (body.has("/metadata/eventType") && body.has("/metadata/eventMessage")) {
            return new Message.Nothing("an event of Flagger asks for nothing");
        }
        Map<String, String> asked = new TreeMap<>();
        asked.put("name", body.require("/name"));
        asked.put("namespace", body.require("/namespace"));
        put(asked, "phase", body.text("/phase"));
        put(asked, "checksum", body.text("/checksum"));
        put(asked, "event", body.text("/type"));
        put(asked, "environment", body.text("/metadata/environment"));
        put(asked, "service", body.text("/metadata/service"));
        return new Message.Question("flagger-confirm", asked);
    }

    private static void put(Map<String, String> asked, String name, Optional<String> value) {
        value.ifPresent(text -> asked.put(name, text));
    }
}
