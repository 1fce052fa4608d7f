package dev.tollgate.intake.channel;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The headers of a request, by name in any case. Of a name that is there twice, the first value. */
record Headers(Map<String, String> values) {

    /** What may be kept: it tells what came, and is nobody's credential. A list of what is safe, since new secrets get new names. */
    private static final List<String> KEPT = List.of(
            "content-type",
            "user-agent",
            "referrer",
            "x-github-event",
            "x-github-delivery",
            "x-gitlab-event",
            "x-mlflow-delivery-id",
            "x-event-type",
            "aeg-event-type");

    private static final String CLOUD_EVENTS = "ce-";

    Headers {
        TreeMap<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(values);
        values = sorted;
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    Map<String, String> kept() {
        Map<String, String> kept = new TreeMap<>();
        values.forEach((name, value) -> {
            String plain = name.toLowerCase(Locale.ROOT);
            if (KEPT.contains(plain) || plain.startsWith(CLOUD_EVENTS)) {
                kept.put(plain, value.length() > 500 ? value.substring(0, 500) : value);
            }
        });
        return kept;
    }

    /** Never their values: this ends up in logs. */
    @Override
    public String toString() {
        return "headers " + values.keySet();
    }
}
