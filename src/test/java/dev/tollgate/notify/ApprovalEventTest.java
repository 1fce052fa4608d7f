package dev.tollgate.notify;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.ledger.RawEntry;
import dev.tollgate.seal.SealedEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A decision as CDEvents tells of it; the fields are those of its schema approval-closed-event. */
class ApprovalEventTest {

    private static final String DECISION = "01a20000-0000-7000-8000-00000000000a";

    private static SealedEntry entry(String type, String actor, String data) {
        byte[] hash = new byte[32];
        hash[0] = 0x2a;
        return new SealedEntry(
                41,
                "/v1/projects/churn",
                new byte[32],
                new RawEntry(
                        UUID.fromString("019bb1f5-d400-7c3e-9b5a-0f6e2b8c1a57"),
                        7,
                        type,
                        Optional.of("plan"),
                        actor,
                        Instant.parse("2026-03-02T10:30:00.5Z"),
                        data.getBytes(StandardCharsets.UTF_8),
                        new byte[32],
                        hash));
    }

    private static String sent(SealedEntry entry) throws IOException {
        return new ObjectMapper().writeValueAsString(ApprovalEvent.of(entry, "019bb1f5/7"));
    }

    @Test
    void aDecisionIsAnApprovalThatEnded() throws IOException {
        assertThatJson(sent(entry("gate.decided", "person:alice", """
                {"decision": "%s", "gate": "PLAN", "outcome": "CONDITIONAL_GO"}""".formatted(DECISION))))
                .isEqualTo("""
                {"specversion": "1.0", "id": "019bb1f5/7", "source": "/v1/projects/churn",
                 "type": "dev.cdevents.approval.closed.0.1.0", "subject": "%s", "time": "2026-03-02T10:30:00.500000Z",
                 "datacontenttype": "application/json",
                 "data": {
                   "context": {"specversion": "0.6.0-draft", "id": "019bb1f5/7", "source": "/v1/projects/churn",
                     "type": "dev.cdevents.approval.closed.0.1.0", "timestamp": "2026-03-02T10:30:00.500000Z"},
                   "subject": {"id": "%s", "source": "/v1/projects/churn",
                     "content": {"approvalDetailsUrl": "/v1/projects/churn/gates/plan/decisions/%s",
                       "resourceTargetUrl": "/v1/projects/churn", "responder": "urn:person:alice",
                       "decision": "CONDITIONAL_GO", "status": "approved"}},
                   "customData": {"gate": "plan", "seq": 7, "position": 41, "hash": "2a%s"},
                   "customDataContentType": "application/json"}}
                """.formatted(DECISION, DECISION, DECISION, "0".repeat(62)));
    }

    @ParameterizedTest
    @CsvSource({"GO, approved", "CONDITIONAL_GO, approved", "HOLD, rejected", "RECYCLE, rejected", "KILL, rejected"})
    void whatDoesNotLetThroughIsANo(String outcome, String status) throws IOException {
        assertThatJson(sent(entry("gate.decided", "person:alice", """
                {"decision": "%s", "gate": "PLAN", "outcome": "%s"}""".formatted(DECISION, outcome))))
                .inPath("data.subject.content")
                .isObject()
                .containsEntry("status", status)
                .containsEntry("decision", outcome);
    }

    @ParameterizedTest
    @CsvSource({"REJECTED, rejected", "VOID, cancelled"})
    void aDecisionThatDidNotTakeEffectHasEndedToo(String state, String status) throws IOException {
        assertThatJson(sent(entry("gate.decision-closed", "person:bob", """
                {"decision": "%s", "gate": "PLAN", "state": "%s", "reason": "r"}""".formatted(DECISION, state))))
                .inPath("data.subject.content")
                .isObject()
                .containsEntry("status", status)
                .containsEntry("decision", state);
    }

    @Test
    void whoDecidedIsAUrn() throws IOException {
        assertThat(sent(entry("gate.decided", "person:Zoë O'Hara <z@x>", """
                {"decision": "%s", "gate": "PLAN", "outcome": "GO"}""".formatted(DECISION))))
                .contains("\"urn:person:Zo%C3%AB%20O%27Hara%20%3Cz%40x%3E\"");
    }

    @Test
    void otherEventsEndNoDecision() {
        assertThatThrownBy(() -> sent(entry("gate.state-changed", "person:alice", """
                {"gate": "PLAN", "from": "READY", "to": "PASSED"}""")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
