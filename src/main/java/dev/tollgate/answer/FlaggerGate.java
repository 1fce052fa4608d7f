package dev.tollgate.answer;

import dev.tollgate.gate.GateAnswer;
import dev.tollgate.installation.Channel;
import dev.tollgate.intake.Message;
import dev.tollgate.intake.channel.Answerer;
import dev.tollgate.lifecycle.Phase;
import jakarta.inject.Singleton;

/** A gate as a confirming webhook of Flagger, which can set a URL and nothing else, and goes on where the reply is a success. It asks again and again. */
@Singleton
class FlaggerGate implements Answerer {

    static final String KIND = "flagger-confirm";

    private final Gates gates;
    private final AnswerMeters meters;

    FlaggerGate(Gates gates, AnswerMeters meters) {
        this.gates = gates;
        this.meters = meters;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean answersInPlace() {
        return true;
    }

    @Override
    public Given answer(Channel channel, Message.Question question, String project, Phase gate) {
        GateAnswer answer = gates.ask(project, gate);
        meters.count(Tool.FLAGGER, answer.passed() ? Outcome.PASSED : Outcome.BLOCKED);
        String done = "Flagger is told that " + answer.summary();
        return answer.refusal().map(refusal -> Given.refused(done, refusal)).orElseGet(() -> Given.of(done));
    }
}
