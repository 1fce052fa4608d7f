package dev.tollgate.answer;

import dev.tollgate.desk.Desk;
import dev.tollgate.gate.GateAnswer;
import dev.tollgate.lifecycle.Phase;
import jakarta.inject.Singleton;

/** Gates of the projects on the record. */
@Singleton
class DeskGates implements Gates {

    private final Desk desk;

    DeskGates(Desk desk) {
        this.desk = desk;
    }

    @Override
    public GateAnswer ask(String project, Phase gate) {
        return GateAnswer.of(desk.find(project), gate);
    }
}
