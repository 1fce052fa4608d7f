package dev.tollgate.lifecycle;

import java.util.List;

/** The core's answer to a command. */
public sealed interface Ruling {

    /** @param events what happened, in order; empty where the command asked for what already stood */
    record Accepted(Project project, List<Recorded> events) implements Ruling {

        public Accepted {
            events = List.copyOf(events);
        }
    }

    record Refused(Refusal refusal) implements Ruling {}
}
