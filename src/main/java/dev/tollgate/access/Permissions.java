package dev.tollgate.access;

import java.util.List;

/** What a caller may be allowed to do. Each endpoint names the one it needs with {@code @PermissionsAllowed}. */
public final class Permissions {

    public static final String READ = "read";
    public static final String PROJECT_WRITE = "project:write";
    public static final String EVIDENCE_WRITE = "evidence:write";
    public static final String EVIDENCE_INVALIDATE = "evidence:invalidate";
    public static final String ITEM_REVIEW = "item:review";
    public static final String GATE_DECIDE = "gate:decide";
    public static final String GATE_VALIDATE = "gate:validate";
    public static final String GATE_OVERRIDE = "gate:override";
    public static final String WAIVER_REQUEST = "waiver:request";
    public static final String WAIVER_GRANT = "waiver:grant";
    public static final String LOOP_PROPOSE = "loop:propose";
    public static final String LOOP_CONFIRM = "loop:confirm";

    /** Reading subscriptions included: their addresses often are secrets. */
    public static final String SUBSCRIPTION_MANAGE = "subscription:manage";

    public static final String CHECKLIST_MANAGE = "checklist:manage";

    /** Whoever manages channels decides who may hand in evidence, and sees what came in. */
    public static final String CHANNEL_MANAGE = "channel:manage";

    /** Every permission, in the order in which they are shown. */
    public static final List<String> ALL = List.of(
            READ,
            PROJECT_WRITE,
            EVIDENCE_WRITE,
            EVIDENCE_INVALIDATE,
            ITEM_REVIEW,
            WAIVER_REQUEST,
            WAIVER_GRANT,
            GATE_DECIDE,
            GATE_VALIDATE,
            GATE_OVERRIDE,
            LOOP_PROPOSE,
            LOOP_CONFIRM,
            SUBSCRIPTION_MANAGE,
            CHECKLIST_MANAGE,
            CHANNEL_MANAGE);

    private Permissions() {}
}
