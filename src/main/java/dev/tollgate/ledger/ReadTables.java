package dev.tollgate.ledger;

import static dev.tollgate.ledger.Column.bytes;
import static dev.tollgate.ledger.Column.date;
import static dev.tollgate.ledger.Column.instant;
import static dev.tollgate.ledger.Column.json;
import static dev.tollgate.ledger.Column.number;
import static dev.tollgate.ledger.Column.text;
import static dev.tollgate.ledger.Column.texts;
import static dev.tollgate.ledger.Column.uuid;

import dev.tollgate.lifecycle.Condition;
import dev.tollgate.lifecycle.Decision;
import dev.tollgate.lifecycle.Gate;
import dev.tollgate.lifecycle.Item;
import dev.tollgate.lifecycle.Loop;
import dev.tollgate.lifecycle.Waiver;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** The tables that show a project's state, one description each. */
final class ReadTables {

    private record VoteRow(UUID decision, Decision.Vote vote) {}

    /**
     * A table, and what a tip shows in it.
     *
     * @param parts the parts of the state that the table is about
     * @param rows the rows of one part
     */
    private record Shown<P, R>(
            ReadTable<R> table, Function<Tip, ? extends Collection<P>> parts, Function<P, Stream<R>> rows) {

        void write(Connection connection, List<Change> changes) throws SQLException {
            table.write(connection, changes.stream().flatMap(this::changed).toList());
        }

        /**
         * Only what is another object than before: the core never changes a part in place and hands on what it does not touch, so this
         * spares comparing whole states. A row is never taken away: nothing on the record disappears.
         */
        private Stream<ReadTable.Owned<R>> changed(Change change) {
            Set<P> old = Collections.newSetFromMap(new IdentityHashMap<>());
            change.before().map(parts).ifPresent(old::addAll);
            return parts.apply(change.after()).stream()
                    .filter(part -> !old.contains(part))
                    .flatMap(rows)
                    .map(row -> new ReadTable.Owned<>(change.after().project().id(), row));
        }

        List<Verification.Difference> compare(Connection connection, Tip tip) throws SQLException {
            return table.compare(
                    connection, tip.project().id(), parts.apply(tip).stream().flatMap(rows));
        }
    }

    private static final Shown<Tip, Tip> PROJECT = new Shown<>(
            new ReadTable<>(
                    "project",
                    "id",
                    0,
                    List.of(
                            text("key", t -> t.project().key()),
                            text("name", t -> t.project().profile().name()),
                            text("owner", t -> t.project().profile().owner()),
                            text("description", t -> t.project().profile().description()),
                            text("risk_tier", t -> t.project().profile().riskTier()),
                            text("task_type", t -> t.project().profile().taskType()),
                            json("labels", t -> t.project().profile().labels()),
                            text("checklist", t -> t.project().checklist().id()),
                            number(
                                    "checklist_version",
                                    t -> t.project().checklist().version()),
                            text("state", t -> t.project().state()),
                            text("phase", t -> t.project().phase()),
                            number("iteration", t -> t.project().iteration()),
                            instant("phase_since", t -> t.project().progress().phaseSince()),
                            instant("created_at", t -> t.project().createdAt()),
                            instant("updated_at", t -> t.project().updatedAt()),
                            number("head_seq", Tip::seq),
                            bytes("head_hash", Tip::hash))),
            List::of,
            Stream::of);

    private static final Shown<Item, Item> ITEM = new Shown<>(
            new ReadTable<>(
                    "item",
                    "project_id",
                    1,
                    List.of(
                            text("id", Item::id),
                            text("state", Item::state),
                            instant("since", Item::since),
                            uuid("evidence_id", i -> i.evidence().map(Item.EvidenceHead::id)),
                            text("review_verdict", i -> i.review().map(Item.Review::verdict)),
                            text("review_comment", i -> i.review().map(Item.Review::comment)),
                            text("reviewed_by", i -> i.review().map(Item.Review::reviewedBy)),
                            instant("reviewed_at", i -> i.review().map(Item.Review::reviewedAt)),
                            text("demand", i -> i.demand().map(Item.Demand::kind)),
                            text("not_applicable_rule", i -> i.notApplicable().map(Item.NotApplicable::rule)),
                            texts("authors", Item::authors))),
            tip -> tip.project().items().values(),
            Stream::of);

    private static final Shown<Gate, Gate> GATE = new Shown<>(
            new ReadTable<>(
                    "gate",
                    "project_id",
                    1,
                    List.of(
                            text("gate", g -> g.phase().gate()),
                            text("state", Gate::state),
                            instant("since", Gate::since),
                            number("attempt", Gate::attempt),
                            text("basis", Gate::basis),
                            uuid("decision_id", Gate::decision),
                            uuid("open_decision_id", Gate::openDecision),
                            instant("ready_since", Gate::readySince))),
            tip -> tip.project().gates().values(),
            Stream::of);

    private static final Shown<Decision, Decision> DECISION = new Shown<>(
            new ReadTable<>(
                    "decision",
                    "project_id",
                    1,
                    List.of(
                            uuid("id", Decision::id),
                            text("gate", d -> d.gate().gate()),
                            text("outcome", d -> d.verdict().outcome()),
                            text("state", Decision::state),
                            text("rationale", d -> d.verdict().rationale()),
                            number("attempt", Decision::attempt),
                            number("iteration", Decision::iteration),
                            number("quorum", Decision::quorum),
                            text("opened_by", Decision::openedBy),
                            instant("opened_at", Decision::openedAt),
                            instant("closed_at", Decision::closedAt),
                            date("review_on", d -> d.verdict().reviewOn()),
                            texts("reopen", d -> d.verdict().reopen()),
                            text("snapshot_digest", d -> d.snapshot().digest()))),
            tip -> tip.project().decisions().values(),
            Stream::of);

    private static final Shown<Decision, VoteRow> VOTE = new Shown<>(
            new ReadTable<>(
                    "vote",
                    "project_id",
                    2,
                    List.of(
                            uuid("decision_id", VoteRow::decision),
                            text("voter", v -> v.vote().voter()),
                            text("ballot", v -> v.vote().ballot()),
                            text("comment", v -> v.vote().comment()),
                            instant("voted_at", v -> v.vote().votedAt()),
                            texts("roles", v -> v.vote().roles()))),
            tip -> tip.project().decisions().values(),
            decision -> decision.votes().stream().map(vote -> new VoteRow(decision.id(), vote)));

    private static final Shown<Condition, Condition> CONDITION = new Shown<>(
            new ReadTable<>(
                    "condition",
                    "project_id",
                    1,
                    List.of(
                            uuid("id", Condition::id),
                            text("gate", c -> c.gate().gate()),
                            uuid("decision_id", Condition::decision),
                            text("title", Condition::title),
                            text("owner", Condition::owner),
                            text("item", Condition::item),
                            text("state", Condition::state),
                            instant("opened_at", Condition::openedAt),
                            instant("due_at", Condition::dueAt),
                            text("closed_by", c -> c.closure().map(Condition.Closure::closedBy)),
                            instant("closed_at", c -> c.closure().map(Condition.Closure::closedAt)),
                            text("comment", c -> c.closure().map(Condition.Closure::comment)))),
            tip -> tip.project().conditions().values(),
            Stream::of);

    private static final Shown<Waiver, Waiver> WAIVER = new Shown<>(
            new ReadTable<>(
                    "waiver",
                    "project_id",
                    1,
                    List.of(
                            uuid("id", Waiver::id),
                            text("item", Waiver::item),
                            text("check_name", Waiver::check),
                            number("iteration", Waiver::iteration),
                            text("state", Waiver::state),
                            text("reason", Waiver::reason),
                            text("compensation", Waiver::compensation),
                            text("requested_by", Waiver::requestedBy),
                            instant("requested_at", Waiver::requestedAt),
                            instant("expires_at", Waiver::expiresAt),
                            text("ruled_by", w -> w.ruling().map(Waiver.Ruling::ruledBy)),
                            instant("ruled_at", w -> w.ruling().map(Waiver.Ruling::ruledAt)),
                            text("ruling_comment", w -> w.ruling().map(Waiver.Ruling::comment)))),
            tip -> tip.project().waivers().values(),
            Stream::of);

    private static final Shown<Loop, Loop> LOOP = new Shown<>(
            new ReadTable<>(
                    "loop",
                    "project_id",
                    1,
                    List.of(
                            uuid("id", Loop::id),
                            text("from_phase", Loop::from),
                            text("to_phase", Loop::to),
                            text("trigger", Loop::trigger),
                            text("reason", Loop::reason),
                            text("state", Loop::state),
                            text("proposed_by", Loop::proposedBy),
                            instant("proposed_at", Loop::proposedAt),
                            text("settled_by", l -> l.settlement().map(Loop.Settlement::settledBy)),
                            instant("settled_at", l -> l.settlement().map(Loop.Settlement::settledAt)),
                            text("rationale", l -> l.settlement().map(Loop.Settlement::rationale)),
                            number("iteration", l -> l.effect().map(Loop.Effect::iteration)),
                            texts(
                                    "reopened",
                                    l -> l.effect().map(Loop.Effect::reopened).orElse(List.of())),
                            texts(
                                    "invalidated",
                                    l -> l.effect()
                                            .map(Loop.Effect::invalidated)
                                            .orElse(List.of())),
                            instant("closed_at", Loop::closedAt))),
            tip -> tip.project().loops().values(),
            Stream::of);

    /** The project comes first: the others refer to it. */
    private static final List<Shown<?, ?>> ALL = List.of(PROJECT, ITEM, GATE, DECISION, VOTE, CONDITION, WAIVER, LOOP);

    private ReadTables() {}

    /** What a transaction made of one project; before is empty where it created the project. */
    record Change(Optional<Tip> before, Tip after) {}

    static void write(Connection connection, List<Change> changes) throws SQLException {
        for (Shown<?, ?> shown : ALL) {
            shown.write(connection, changes);
        }
    }

    static List<Verification.Difference> compare(Connection connection, Tip tip) throws SQLException {
        List<Verification.Difference> differences = new ArrayList<>();
        for (Shown<?, ?> shown : ALL) {
            differences.addAll(shown.compare(connection, tip));
        }
        return differences;
    }
}
