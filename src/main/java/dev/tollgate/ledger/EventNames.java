package dev.tollgate.ledger;

import dev.tollgate.installation.InstallationEventType;
import dev.tollgate.lifecycle.EventType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The names of all events that a log may hold: those of projects, then those of the platform stream. */
public final class EventNames {

    private static final List<String> OF_PROJECTS =
            Arrays.stream(EventType.values()).map(EventType::typeName).toList();
    private static final List<String> OF_THE_PLATFORM = Arrays.stream(InstallationEventType.values())
            .map(InstallationEventType::typeName)
            .toList();
    private static final List<String> ALL =
            Stream.concat(OF_PROJECTS.stream(), OF_THE_PLATFORM.stream()).toList();

    private EventNames() {}

    /** Such as {@code gate.decided}, in the order of the contract. */
    public static List<String> all() {
        return ALL;
    }

    public static List<String> ofThePlatform() {
        return OF_THE_PLATFORM;
    }

    public static boolean knows(String name) {
        return ALL.contains(name);
    }
}
