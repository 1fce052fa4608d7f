package dev.tollgate.answer;

import dev.tollgate.gate.GateAnswer;
import dev.tollgate.lifecycle.Phase;

/** Gates as they stand now. */
interface Gates {

    /** @throws dev.tollgate.platform.ProblemException where there is no such project */
    GateAnswer ask(String project, Phase gate);
}
