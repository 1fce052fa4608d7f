package dev.tollgate.platform;

import java.util.Locale;
import java.util.Optional;

/**
 * Every kind of problem this service answers with. Status and title are chosen here and nowhere else; {@code meaning} and {@code remedy}
 * are the page at {@code /problems/{slug}}.
 */
public enum ProblemType {
    INVALID_REQUEST(
            400,
            "The request is not valid",
            "The body is not valid JSON, or a field, parameter or header is unknown, missing or has a value that is not allowed. Nothing"
                    + " was stored.",
            "Each entry of `errors` names one place (`pointer` into the body, `parameter` or `header`), what is wrong there and, where"
                    + " the set is small, what is allowed. Correct all of them and send the request again."),
    UNAUTHENTICATED(
            401,
            "Credentials are missing or not valid",
            "The request carries no bearer token, or one that is expired, malformed or not meant for this service.",
            "Send `Authorization: Bearer <token>` with a token of your identity provider. In dev mode a call without a token is the"
                    + " person `developer`."),
    FORBIDDEN(
            403,
            "The caller lacks a permission",
            "The caller is known, but none of its roles holds the permission that `permission` names.",
            "GET /v1/me shows your roles and permissions. Ask whoever administers roles for one that holds the permission, or let someone"
                    + " do it who has it."),
    NOT_FOUND(
            404,
            "Nothing is here",
            "The path, or something named in it, does not exist.",
            "Check the spelling; `allowed` lists the names that exist where there are few. GET / lists the main URLs, /docs every one."),
    METHOD_NOT_ALLOWED(
            405,
            "The method is not allowed here",
            "The path exists, but not with this method.",
            "The `Allow` header lists the methods that work. What is on the record is never changed or deleted: evidence is invalidated,"
                    + " decisions are followed by others."),
    NOT_ACCEPTABLE(
            406,
            "No representation matches Accept",
            "The resource has no representation in any of the media types that `Accept` names.",
            "Ask for `application/json`, or leave `Accept` out. /docs names the other media types of each operation."),
    PRECONDITION_FAILED(
            412,
            "The resource changed meanwhile",
            "`If-Match`, `If-None-Match` or `snapshotDigest` says what the caller last saw, and that is no longer how things stand.",
            "GET the resource again, look at what changed, and repeat the request with the new ETag or digest if it is still right."),
    PAYLOAD_TOO_LARGE(
            413,
            "The body is too large",
            "A request body may have at most 1 MiB (1,048,576 bytes).",
            "Post figures and a link rather than the artifact: evidence has `metrics`, `url` and `subject.digest` for that."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "The body's media type is not supported",
            "The operation does not read bodies of the media type that `Content-Type` names.",
            "Send JSON and say so: `Content-Type: application/json` (curl: `--json`)."),
    INTERNAL_ERROR(
            500,
            "Something went wrong in the service",
            "A defect of the service, not of the request. It was logged under `traceId`. Nothing was stored.",
            "Try again once; writes with an `Idempotency-Key` are safe to repeat. If it stays, give `traceId` to the operator."),
    UNAVAILABLE(
            503,
            "The service cannot answer now",
            "The service is starting, stopping, cannot reach its database, or serves as many streams as it may. Nothing was stored.",
            "Try again after the seconds that `Retry-After` names. /q/health says what is missing."),

    CURSOR_UNKNOWN(
            409,
            "The log has no such event",
            "The cursor is of another log, or of this one as it was before it was restored from an older copy: the event that it names is"
                    + " not here, so nobody can say what came after it.",
            "Read again from the beginning (`after=0`) and leave out the events whose `id` and `hash` you know. If the log was restored, what"
                    + " you saw behind `end` is gone: tell the operator."),
    SLOW_READER(
            503,
            "The reader of a stream was too slow",
            "A stream is ended when its reader takes nothing of it for half a minute. It is the last event of the stream, if it still"
                    + " arrives; no request is answered with this.",
            "Come back with `Last-Event-ID`: nothing is lost. Read faster, or ask for less with `types` and `projects`."),

    GATE_BLOCKED(
            409,
            "The gate does not stand passed",
            "The answer to a check: the gate has not been passed, or no longer stands. This means \"no\", not \"broken\".",
            "`unmet` lists what is missing: each entry names the item, why it counts as unmet, and the request that moves it. A gate that"
                    + " is READY waits for a decision of a person."),
    GATE_NOT_READY(
            409,
            "The gate is not ready for a GO",
            "A GO was asked for while must-items of the gate are unmet.",
            "Meet the items that `unmet` lists, or decide CONDITIONAL_GO, HOLD or RECYCLE, whichever is the truth."),
    GATE_NOT_OPEN(
            409,
            "The gate is not open for decisions",
            "Gates are decided in order: this one is not the project's current gate, or an earlier gate does not stand.",
            "`current` names the gate to decide next."),
    GATE_ALREADY_PASSED(
            409,
            "The gate already stands passed",
            "The gate was passed in this iteration and still stands; there is nothing to decide.",
            "GET the gate shows the decision. A passed gate is reopened by a loop, never by another decision."),
    DECISION_OPEN(
            409,
            "Votes are being collected already",
            "A decision on this gate is open and waits for votes; a second one cannot be opened beside it.",
            "Vote on the decision that `decision` names: POST .../decisions/{id}/votes."),
    DECISION_CLOSED(
            409,
            "The decision is closed",
            "The decision took effect, was rejected, or became void because what it was about changed. It takes no more votes.",
            "GET the gate shows how it stands; open another decision if one is needed."),
    ALREADY_VOTED(
            409,
            "The caller has voted already",
            "Each person has one vote in a decision. Proposing it counts as approval.",
            "Let another gatekeeper vote. GET the decision shows who has."),
    SEPARATION_OF_DUTIES(
            403,
            "Nobody judges their own work",
            "Nobody judges their own work. `rule` says which rule: R1 who posted evidence does not accept it, R2 nor votes on its gate, R3 who"
                    + " requested a waiver does not grant it, R4 a contributor does not validate, R8 nor moves targets once they are approved.",
            "Let somebody do it who had no part in it; the gate's `whoCanDecide` says who is out."),
    PEOPLE_ONLY(
            403,
            "Only people do this",
            "A machine identity tried to decide, vote, review, confirm or close. Machines post evidence and propose loops.",
            "Let a person do it with a token of their own."),
    ROLE_REQUIRED(
            403,
            "A role is missing",
            "The checklist leaves this to holders of certain roles, and the caller's token carries none of them.",
            "`roles` lists them; one is enough. Let somebody do it who holds it. GET /v1/me shows your own."),
    NOTHING_TO_REVIEW(
            409,
            "There is nothing to review",
            "The item has checks, and they speak before a person does: there is no evidence for them, or a loop or recycle asks for newer"
                    + " evidence.",
            "Post evidence for the item; then let somebody who did not post it review it."),
    UNKNOWN_CHECK(
            422,
            "The item has no such check",
            "`check` names no check of the item.",
            "`allowed` lists the checks that it has. Leave `check` out to ask for a waiver of the whole item."),
    NOT_WAIVABLE(
            422,
            "The requirement is never waived",
            "The checklist allows no waiver of this item or check at the project's risk tier.",
            "Meet the requirement. GET /v1/checklists/{checklist} shows what can be waived, and for how long."),
    WAIVER_TOO_LONG(
            422,
            "The waiver would last too long",
            "A waiver ends on a day that lies ahead, and not later than the checklist allows at the project's risk tier.",
            "Ask for a nearer `expiresAt`. A waiver can be asked for again before it ends; renewals are counted."),
    WAIVER_OPEN(
            409,
            "A waiver is being asked for already",
            "A request for a waiver of the same item or check waits for somebody's word.",
            "Let the request that `waiver` names be granted or refused, or withdraw it."),
    WAIVER_CLOSED(
            409,
            "The waiver is closed",
            "The waiver was granted, refused or withdrawn, or has ended.",
            "GET the waiver shows how it stands; request another one if it is needed."),
    RULE_NOT_MET(
            422,
            "The item applies to this project",
            "An item is not applicable only by a rule of its checklist, and `rule` names none that is true of this project.",
            "`allowed` lists the item's rules. What they read of the project is set by PUT /v1/projects/{project}."),
    VETO_NOT_PROVIDED(
            409,
            "This gate knows no veto",
            "The checklist gives no role a veto at this gate.",
            "Vote REJECT: it ends the decision."),
    OVERRIDE_NOT_ALLOWED(
            409,
            "Gates are not overridden here",
            "The project's checklist does not let anybody pass a gate that is not ready.",
            "Meet what the gate lacks, or ask for a waiver of it."),
    NOTHING_TO_OVERRIDE(
            409,
            "The gate is ready",
            "An override lets a gate pass that is not ready; this one lacks nothing.",
            "Decide it: the request that `action` names."),
    UNKNOWN_POLICY(
            422,
            "The checklist has no such limit",
            "`policy` sets a limit that no check of the project's checklist reads, or gives it a value of another kind.",
            "`allowed` lists the limits. GET /v1/checklists/{checklist} shows them with their defaults as `policyDefaults`."),
    UNKNOWN_SIGNAL_KIND(
            422,
            "Nothing listens to this signal",
            "No loop of the project's checklist reads signals of this kind.",
            "`allowed` lists the kinds that it reads."),
    INVALID_CONFIRMATION(
            422,
            "The confirmation does not fit the loop",
            "It vouches for an item that the loop does not leave to a person's word, or names a decision that let nothing through.",
            "`errors` names the place and `allowed` what can stand there."),
    ITEM_IN_USE(
            409,
            "The checklist drops items that are in use",
            "The project has evidence, waivers or open conditions for items that the other checklist does not have.",
            "`items` lists them. Publish a version that keeps them, or stay with the pinned one."),
    PROJECT_CLOSED(
            409,
            "The project is closed",
            "The project was killed or retired. Its record stays readable and takes no more writes.",
            "Start another project if the work goes on."),
    REVIEW_REFUSED(
            409,
            "The item cannot be accepted",
            "The newest evidence in force for the item failed, and a failed item is not accepted by hand.",
            "Post passing evidence, or invalidate the failed one with a reason if it was wrong."),
    EVIDENCE_ALREADY_INVALID(
            409,
            "The evidence was invalidated already",
            "This piece of evidence was invalidated before, and that is not done twice.",
            "GET the evidence shows who invalidated it and why."),
    CONDITION_CLOSED(
            409,
            "The condition is closed already",
            "The condition was closed before, by a person or by passing evidence for its item.",
            "GET .../conditions shows who closed it and when."),
    CONDITION_UNMET(
            409,
            "The condition is not met",
            "The condition names an item that is not satisfied, so it cannot be closed by hand.",
            "Post passing evidence for the item; the condition then closes by itself."),
    LOOP_UNDEFINED(
            422,
            "The checklist has no such loop",
            "The project's checklist defines no loop between these phases with this trigger.",
            "`allowed` lists the loops that it defines."),
    LOOP_OUT_OF_REACH(
            409,
            "The project has not come that far",
            "A loop starts in a phase that the project has reached; this one starts further on.",
            "GET the project shows its phase."),
    LOOP_ALREADY_OPEN(
            409,
            "The loop is proposed already",
            "A loop between these phases is proposed and waits for a person.",
            "Confirm or dismiss the one that `loop` names: POST .../loops/{loop}/confirmation."),
    LOOP_SETTLED(
            409,
            "The loop is settled already",
            "The loop was confirmed or dismissed before.",
            "GET the loop shows who settled it and why. Open another one if the reason is new."),
    NOT_SEALED_YET(
            409,
            "The event is not sealed yet",
            "The event is on record, and no signed checkpoint covers it so far: that takes about a second.",
            "Ask again after the seconds that `Retry-After` names. If it stays, /q/health and the gauge tollgate_log_unsealed_events"
                    + " say whether anything is sealed at all."),
    IDEMPOTENCY_MISMATCH(
            422,
            "The key was used for other content",
            "The `Idempotency-Key`, or the run that the evidence names, was used before with other content.",
            "Use a new key for new content. To repeat the first request, send exactly what was sent then."),
    UNKNOWN_CHECKLIST(
            422,
            "There is no such checklist",
            "The project names a checklist that is not published here.",
            "`allowed` lists the checklists; GET /v1/checklists shows them."),
    CHECKLIST_PINNED(
            422,
            "A project keeps its checklist",
            "The checklist of an existing project cannot be changed: its decisions were taken by it.",
            "Leave `checklist` out or send the project's own; start another project for another checklist."),
    INVALID_CHECKLIST(
            422,
            "The document is no checklist",
            "The checklist that was sent contradicts itself, names what it does not have, has a check that cannot be understood, or goes by"
                    + " another name than the path. Nothing was stored.",
            "`errors` points at the place; correct it and send the document again. With `?dryRun=true` it is only looked at."),
    CHECKLIST_VERSION_PUBLISHED(
            409,
            "The version is published already",
            "A published version never changes: decisions were taken by it. This one is there, with other content.",
            "Publish the change as the version that `next` names. GET .../versions/{version} shows what is there."),
    CHECKLIST_VERSION_OUT_OF_ORDER(
            409,
            "Versions are published one after the other",
            "The versions of a checklist are numbered from 1 without gaps, so only one number is free.",
            "Publish the version that `next` names, in the path and in the document."),
    CHECKLIST_BUILT_IN(
            409,
            "The checklist belongs to the service",
            "What the service brings along is not published over, deprecated or taken away by anybody.",
            "GET it with `Accept: application/yaml`, give it an id of your own, and publish that."),
    WEBHOOKS_OFF(
            409,
            "Webhooks are switched off",
            "Addresses and secrets of webhooks are kept encrypted, and this service was given no key for that.",
            "Ask the operator to set TOLLGATE_SECRETS_KEY to the output of `openssl rand -base64 32`, the same for all replicas."),
    CHANNEL_EXISTS(
            409,
            "The channel exists already",
            "Channels are called by their keys, so each key is used once, and a disabled channel keeps its own.",
            "Choose another key, or change the channel that is there with PUT /v1/channels/{channel}."),
    CHANNEL_LIMIT(
            409,
            "There are as many channels as there may be",
            "Every delivery looks through all channels for its address, so there may be only so many.",
            "Let one channel serve several projects with routes, or ask the operator to raise TOLLGATE_INTAKE_MAX_CHANNELS."),
    CHANNEL_AUTH_FIXED(
            409,
            "The channel's way of authentication stays",
            "How its senders show who they are is what a channel is created for; secrets of one mode mean nothing to another.",
            "Create another channel with the mode you want, point the senders there, and disable this one."),
    CHANNEL_DISABLED(
            410,
            "The channel is disabled",
            "A person switched this channel off. Senders are told to stop.",
            "Ask whoever manages channels; they enable it with DELETE /v1/channels/{channel}/disablement."),
    SENDER_NOT_BELIEVED(
            401,
            "The sender did not show who it is",
            "The channel asks for a signature, a secret or a token, and the delivery had none, or a wrong or an old one. Nothing was kept.",
            "Configure the sender with the channel's present secret and the mode that GET /v1/channels/{channel} shows. Secrets are shown once;"
                    + " POST /v1/channels/{channel}/secrets makes a new one."),
    UNREADABLE_DELIVERY(
            422,
            "The delivery cannot be read",
            "The body is damaged, or not what it seems to be. `errors` names the fault. Nothing was kept, and sending the same bytes again will not"
                    + " help.",
            "Look at what the sender really sends; GET /adapters shows how each format is recognised and what is read of it."),
    INBOX_FULL(
            429,
            "The channel's inbox is full",
            "Too many deliveries wait in this channel without a destination.",
            "Add routes for them or replay them: GET /v1/channels/{channel}/inbox shows why each waits."),
    ARRIVAL_SETTLED(
            409,
            "The arrival does not wait",
            "Only what waits in the inbox can be replayed; this was recorded, answered or of no use. `state` says which.",
            "Nothing has to be done."),
    SUBSCRIPTION_LIMIT(
            409,
            "There are as many subscriptions as there may be",
            "Each subscription can be in delivery at the same time, so there may be only so many.",
            "Delete one that is no longer needed, widen the filter of one that is there, or ask the operator to raise"
                    + " TOLLGATE_WEBHOOKS_MAX_SUBSCRIPTIONS."),
    SUBSCRIPTION_INACTIVE(
            409,
            "The subscription is not served",
            "The subscription was paused by a person, or disabled because its receiver was gone or took nothing for too long; `state` says"
                    + " which.",
            "GET the subscription shows why. POST .../resumption serves it again, from the event where it stopped."),
    OBSERVED_IN_FUTURE(
            422,
            "The evidence lies in the future",
            "`observedAt` is more than five minutes ahead of this service's clock.",
            "Check the clock and the time zone of the machine that observed it, or leave `observedAt` out to use the time of arrival."),
    INVALID_DECISION(
            422,
            "The decision does not fit its outcome",
            "CONDITIONAL_GO needs conditions, each due within 90 days; HOLD needs the day to come back; RECYCLE needs the items of the"
                    + " phase to redo. No outcome takes the parts of another.",
            "Correct the part that `errors` points at.");

    private final int status;
    private final String title;
    private final String meaning;
    private final String remedy;

    ProblemType(int status, String title, String meaning, String remedy) {
        this.status = status;
        this.title = title;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** The name in URLs and in the {@code code} member, such as {@code gate-blocked}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The {@code type} member, and the page that explains it: {@code /problems/gate-blocked}. */
    public String uri() {
        return "/problems/" + slug();
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** What happened, in two sentences for whoever met the problem. */
    public String meaning() {
        return meaning;
    }

    /** What to do next. */
    public String remedy() {
        return remedy;
    }

    public static Optional<ProblemType> ofSlug(String slug) {
        for (ProblemType type : values()) {
            if (type.slug().equals(slug)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
