package dev.tollgate.installation;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What somebody wants to hear, and where. An event is wanted when every filter that is not empty lets it through.
 *
 * @param target scheme, host and port of the receiver, such as {@code https://hooks.example:443}. The rest of the address often is a secret in
 *     itself, so it is kept beside the log
 * @param urlDigest {@code sha256:} of the whole address, so that the log shows when it changed
 * @param types names of events, such as {@code gate.decided}
 * @param projects keys
 * @param labels names and values that the event's project must all have
 * @param form as what events are sent
 */
public record SubscriptionProfile(
        String name,
        String target,
        String urlDigest,
        List<String> types,
        List<String> projects,
        Map<String, String> labels,
        SubscriptionForm form) {

    public SubscriptionProfile {
        types = List.copyOf(types);
        projects = List.copyOf(projects);
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        // Logs of before there was a choice name none.
        form = Objects.requireNonNullElse(form, SubscriptionForm.CLOUD_EVENTS);
    }
}
