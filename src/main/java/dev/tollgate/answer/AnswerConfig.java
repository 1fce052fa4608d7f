package dev.tollgate.answer;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.List;

/** How tools are told. The defaults are in application.properties. */
@ConfigMapping(prefix = "tollgate.answers")
interface AnswerConfig {

    /** The wait before each attempt, the first included; there are as many attempts as entries. Tools give up soon, so all of it is short. */
    List<Duration> retries();

    Duration connectTimeout();

    /** From the connection to the end of the reply. */
    Duration callTimeout();

    /** How many answers may be under way at the same time; more are not taken on. */
    int most();
}
