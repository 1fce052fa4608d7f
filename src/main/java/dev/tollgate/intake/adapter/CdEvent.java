package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Unreadable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A CDEvent of any version of the specification: up to 0.4 the context has {@code version} and the subject a {@code type}, since 0.5 the context has
 * {@code specversion}. Neither matters here, since the event's type tells what it is.
 *
 * @param type {@code dev.cdevents.<subject>.<predicate>.<version>}
 */
record CdEvent(
        String type,
        String id,
        String source,
        Optional<Instant> time,
        Fields subject,
        Fields content,
        Fields customData) {

    private static final String PREFIX = "dev.cdevents";

    CdEvent {
        if (!isType(type)) {
            throw new Unreadable("not-a-cdevent", "the event's type does not begin with dev.cdevents.");
        }
    }

    /** Of the specification itself, or custom: {@code dev.cdeventsx.}. */
    static boolean isType(String type) {
        return type.startsWith(PREFIX + ".") || type.startsWith(PREFIX + "x.");
    }

    /** Whether the body is a CDEvent without an envelope. */
    static boolean isBare(Fields body) {
        return body.text("/context/type").filter(CdEvent::isType).isPresent();
    }

    static CdEvent bare(Fields body) {
        return new CdEvent(
                body.require("/context/type"),
                body.require("/context/id"),
                body.require("/context/source"),
                body.time("/context/timestamp"),
                body.at("/subject"),
                body.at("/subject/content"),
                body.at("/customData"));
    }

    /** The data of the envelope is the whole CDEvent; what it leaves out, the envelope says. */
    static CdEvent of(CloudEvent envelope) {
        Fields data = envelope.data();
        return new CdEvent(
                data.text("/context/type").orElseGet(() -> envelope.require("type")),
                data.text("/context/id").orElseGet(() -> envelope.require("id")),
                data.text("/context/source").orElseGet(() -> envelope.require("source")),
                data.time("/context/timestamp").or(envelope::time),
                data.at("/subject"),
                data.at("/subject/content"),
                data.at("/customData"));
    }

    /** What it is about, in lower case: {@code testsuiterun}. */
    String what() {
        return part(2);
    }

    /** What happened to it, in lower case: {@code finished}. */
    String happened() {
        return part(3);
    }

    boolean isUnfinished() {
        return List.of("queued", "started").contains(happened());
    }

    private String part(int index) {
        List<String> parts = List.of(type.split("\\.", -1));
        return index < parts.size() ? parts.get(index).toLowerCase(Locale.ROOT) : "";
    }
}
