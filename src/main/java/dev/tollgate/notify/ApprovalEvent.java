package dev.tollgate.notify;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tollgate.ledger.HashChain;
import dev.tollgate.ledger.RawEntry;
import dev.tollgate.lifecycle.DecisionOutcome;
import dev.tollgate.lifecycle.DecisionState;
import dev.tollgate.lifecycle.Event;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.seal.SealedEntry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * The end of a decision at a gate as a CDEvent, {@code dev.cdevents.approval.closed} 0.1.0 of CDEvents 0.6.0-draft, which is the first that knows
 * approvals; sent as the data of a CloudEvent in the JSON format (CDEvents, CloudEvents binding). Its id, source and time are those of the log's
 * entry, and paths are those of this service, as in every event of it.
 */
record ApprovalEvent(
        String specversion,
        String id,
        String source,
        String type,
        String subject,
        String time,
        String datacontenttype,
        CdEvent data) {

    /** What it is made of. A vote ends nothing, and so is no event here. */
    static final List<String> TYPES = List.of("gate.decided", "gate.decision-closed");

    private static final String TYPE = "dev.cdevents.approval.closed.0.1.0";
    private static final String SPECVERSION = "0.6.0-draft";
    private static final String JSON = "application/json";

    /** @param customData where in the log it stands, for who wants to see the whole decision or its proof */
    record CdEvent(Context context, Subject subject, Custom customData, String customDataContentType) {}

    record Context(String specversion, String id, String source, String type, String timestamp) {}

    record Subject(String id, String source, Content content) {}

    /**
     * @param responder a URN of who ended it: {@code urn:person:alice}
     * @param decision in the words of this service, such as {@code CONDITIONAL_GO}
     */
    record Content(
            String approvalDetailsUrl, String resourceTargetUrl, String responder, String decision, Status status) {}

    record Custom(String gate, long seq, long position, String hash) {}

    /** How CDEvents says that an approval has ended. */
    enum Status {
        APPROVED,
        REJECTED,
        CANCELLED;

        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException where the entry is none of {@link #TYPES} */
    static ApprovalEvent of(SealedEntry sealed, String id) {
        return switch (sealed.entry().event()) {
            case Event.GateDecided e ->
                of(sealed, id, e.gate(), e.decision(), e.outcome().name(), status(e.outcome()));
            case Event.DecisionClosed e ->
                of(sealed, id, e.gate(), e.decision(), e.state().name(), status(e.state()));
            default -> throw new IllegalArgumentException(sealed.entry().type() + " ends no decision");
        };
    }

    /** Whatever does not let the project through is a no for a pipeline; {@code decision} tells a HOLD from a KILL. */
    private static Status status(DecisionOutcome outcome) {
        return outcome.letsThrough() ? Status.APPROVED : Status.REJECTED;
    }

    /** What became void was neither granted nor denied. */
    private static Status status(DecisionState state) {
        return state == DecisionState.REJECTED ? Status.REJECTED : Status.CANCELLED;
    }

    private static ApprovalEvent of(
            SealedEntry sealed, String id, Phase gate, UUID decision, String said, Status status) {
        RawEntry entry = sealed.entry();
        String source = sealed.source();
        String time = HashChain.time(entry.at());
        var content = new Content(
                "%s/gates/%s/decisions/%s".formatted(source, gate.gate(), decision),
                source,
                urn(entry.actor()),
                said,
                status);
        var event = new CdEvent(
                new Context(SPECVERSION, id, source, TYPE, time),
                new Subject(decision.toString(), source, content),
                new Custom(gate.gate(), entry.seq(), sealed.position(), HashChain.hex(entry.hash())),
                JSON);
        return new ApprovalEvent("1.0", id, source, TYPE, decision.toString(), time, JSON, event);
    }

    /** Of {@code person:alice}; what a URN cannot hold is percent-encoded (RFC 8141 section 2). */
    private static String urn(String actor) {
        int colon = actor.indexOf(':');
        String name = URLEncoder.encode(actor.substring(colon + 1), StandardCharsets.UTF_8);
        return "urn:%s:%s".formatted(actor.substring(0, colon), name.replace("+", "%20"));
    }
}
