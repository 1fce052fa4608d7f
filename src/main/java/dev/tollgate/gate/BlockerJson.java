package dev.tollgate.gate;

import dev.tollgate.desk.Permit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that blocks a gate, with what would unblock it and who can.
 *
 * @param ref the id of the item or condition, or the gate
 * @param holdsUp unmet items of the gate that need this one, directly or through others
 * @param action the request that moves it
 * @param roles whose holders can; empty where any holder of the permission can
 * @param except people who may not, having had a part in it
 * @param accountable who usually answers for it; absent where the checklist names nobody
 * @param you whether the caller can, and if not why
 */
record BlockerJson(
        String ref,
        String state,
        String reason,
        List<String> holdsUp,
        String action,
        List<String> roles,
        List<String> except,
        @Nullable String accountable,
        Permit you) {}
