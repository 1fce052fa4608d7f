package dev.tollgate.installation;

import java.util.List;

/** What becomes of an administrator's wish. */
public sealed interface InstallationRuling {

    /** @param events what happened, in order; empty where it stood so already */
    record Accepted(List<InstallationEvent> events) implements InstallationRuling {

        public Accepted {
            events = List.copyOf(events);
        }
    }

    record Refused(InstallationRefusal refusal) implements InstallationRuling {}

    static InstallationRuling of(InstallationEvent event) {
        return new Accepted(List.of(event));
    }

    static InstallationRuling nothing() {
        return new Accepted(List.of());
    }

    static InstallationRuling refused(InstallationRefusal refusal) {
        return new Refused(refusal);
    }
}
