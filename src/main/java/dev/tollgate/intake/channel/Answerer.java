package dev.tollgate.intake.channel;

import dev.tollgate.installation.Channel;
import dev.tollgate.intake.Message;
import dev.tollgate.lifecycle.Phase;

/** Answers the tools that ask for a gate, each kind of question in its own way. Every bean of this type is found. */
public interface Answerer {

    /** The {@link Message.Question#kind} that it answers. */
    String kind();

    /**
     * Answers where the question says, now or soon. Does not wait for the tool: its delivery is still open.
     *
     * @return what was done, in a sentence for the channel's list of arrivals
     */
    String answer(Channel channel, Message.Question question, String project, Phase gate);
}
