package dev.tollgate.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.intake.AdapterKit;
import dev.tollgate.intake.Message;
import dev.tollgate.intake.Unreadable;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlaggerTest {

    private final AdapterKit flagger = new AdapterKit(new Flagger());

    @Test
    void aCanaryThatWaitsAsksForAGate() {
        assertThat(flagger.messageOf(flagger.text("confirm.json")))
                .isEqualTo(new Message.Question(
                        "flagger-confirm",
                        Map.of(
                                "name", "churn-api",
                                "namespace", "ml",
                                "phase", "Waiting",
                                "checksum", "85d557f47b",
                                "environment", "production")));
    }

    @Test
    void anOlderVersionSendsLess() {
        assertThat(flagger.messageOf("""
                {"name": "churn-api", "namespace": "ml", "phase": "Progressing"}""")).isInstanceOf(Message.Question.class);
    }

    @Test
    void anEventAsksForNothing() {
        assertThat(flagger.messageOf("""
                {"name": "churn-api", "namespace": "ml", "phase": "Progressing",
                 "metadata": {"eventMessage": "Advance", "eventType": "Normal", "timestamp": "1760000000000"}}""")).isEqualTo(new Message.Nothing("an event of Flagger asks for nothing"));
    }

    /** Its success would mean the opposite of what a gate's does. */
    @Test
    void aRollbackHookIsRefused() {
        assertThatThrownBy(() -> flagger.messageOf("""
                {"name": "churn-api", "namespace": "ml", "phase": "Progressing", "type": "rollback"}"""))
                .isInstanceOfSatisfying(
                        Unreadable.class, e -> assertThat(e.code()).isEqualTo("rollback-hook"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": \"churn-api\", \"namespace\": \"ml\", \"phase\": \"Running\"}",
                "{\"name\": \"churn-api\", \"phase\": \"Waiting\"}",
                "{\"name\": \"churn-api\", \"namespace\": \"ml\", \"phase\": \"Failed\", \"startTime\": \"2026-03-02T10:00:00Z\"}"
            })
    void otherBodiesAreNotTakenForIt(String body) {
        assertThat(flagger.formatOf(body)).isEmpty();
    }
}
