package dev.tollgate.intake.channel;

import dev.tollgate.installation.Channel;
import dev.tollgate.intake.Message;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.platform.Problem;
import java.util.Optional;

/** Answers the tools that ask for a gate, each kind of question in its own way. Every bean of this type is found. */
public interface Answerer {

    /** The {@link Message.Question#kind} that it answers. */
    String kind();

    /**
     * Whether the sender reads the answer from the reply to its delivery. Such a sender takes every success for a yes, so a question that nobody
     * can answer is refused too.
     */
    boolean answersInPlace();

    /**
     * Answers: in what it gives back, or where the question says, now or soon. Does not wait for the tool: its delivery is still open.
     *
     * @throws dev.tollgate.platform.ProblemException where there is no such project
     */
    Given answer(Channel channel, Message.Question question, String project, Phase gate);

    /**
     * What became of a question.
     *
     * @param done in a sentence for the channel's list of arrivals
     * @param refusal what the sender is told instead of a success; only where it is answered in place
     */
    record Given(String done, Optional<Problem> refusal) {

        public static Given of(String done) {
            return new Given(done, Optional.empty());
        }

        public static Given refused(String done, Problem refusal) {
            return new Given(done, Optional.of(refusal));
        }
    }
}
