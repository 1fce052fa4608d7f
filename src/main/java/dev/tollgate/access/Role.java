package dev.tollgate.access;

import static dev.tollgate.access.Permissions.EVIDENCE_INVALIDATE;
import static dev.tollgate.access.Permissions.EVIDENCE_WRITE;
import static dev.tollgate.access.Permissions.GATE_DECIDE;
import static dev.tollgate.access.Permissions.GATE_OVERRIDE;
import static dev.tollgate.access.Permissions.GATE_VALIDATE;
import static dev.tollgate.access.Permissions.ITEM_REVIEW;
import static dev.tollgate.access.Permissions.LOOP_CONFIRM;
import static dev.tollgate.access.Permissions.LOOP_PROPOSE;
import static dev.tollgate.access.Permissions.PROJECT_WRITE;
import static dev.tollgate.access.Permissions.READ;
import static dev.tollgate.access.Permissions.WAIVER_GRANT;
import static dev.tollgate.access.Permissions.WAIVER_REQUEST;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The roles this service knows and what each may do. Roles of a token that are not among them grant nothing. */
public enum Role {
    READER(READ),
    CONTRIBUTOR(READ, PROJECT_WRITE, EVIDENCE_WRITE, EVIDENCE_INVALIDATE, ITEM_REVIEW, WAIVER_REQUEST, LOOP_PROPOSE),
    /** Makes its holder a machine: it posts evidence and signals, and never decides. */
    PIPELINE(READ, PROJECT_WRITE, EVIDENCE_WRITE, LOOP_PROPOSE),
    GATEKEEPER(
            READ,
            PROJECT_WRITE,
            EVIDENCE_WRITE,
            EVIDENCE_INVALIDATE,
            ITEM_REVIEW,
            WAIVER_REQUEST,
            WAIVER_GRANT,
            LOOP_PROPOSE,
            GATE_DECIDE,
            LOOP_CONFIRM),
    /** The independent second line: looks at what others made, and says what it thinks of it. */
    VALIDATOR(READ, ITEM_REVIEW, LOOP_PROPOSE, GATE_DECIDE, GATE_VALIDATE),
    /** May let a gate pass that is not ready, where a checklist provides for that. */
    EXECUTIVE(READ, GATE_DECIDE, GATE_OVERRIDE),
    ADMIN(Permissions.ALL.toArray(String[]::new));

    private final List<String> permissions;

    Role(String... permissions) {
        this.permissions = List.of(permissions);
    }

    /** The role's name as tokens carry it: {@code gatekeeper}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Everything the given roles allow together, in the order of {@link Permissions#ALL}. */
    static List<String> permissionsOf(Collection<String> roles) {
        return Permissions.ALL.stream()
                .filter(permission -> Arrays.stream(values())
                        .anyMatch(role -> roles.contains(role.id()) && role.permissions.contains(permission)))
                .toList();
    }
}
