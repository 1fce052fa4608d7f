-- The record of Tollgate. Every table leads with project_id, so that it can be distributed or partitioned by it later.
-- Only dev.tollgate.ledger writes here. All tables but event and payload are a fold of event: they can be compared
-- with it at any time (GET /v1/projects/{project}/events/verification).

-- One row a project. Writers lock it before anything else (SELECT ... FOR NO KEY UPDATE), so head_seq is gapless and no
-- transaction id is held while waiting. The fill factor leaves room for heap-only updates of the head.
CREATE TABLE project (
    id                uuid        PRIMARY KEY,
    key               text        NOT NULL UNIQUE,
    name              text        NOT NULL,
    owner             text        NOT NULL,
    description       text,
    risk_tier         text        NOT NULL,
    task_type         text        NOT NULL,
    labels            jsonb       NOT NULL,
    checklist         text        NOT NULL,
    checklist_version int         NOT NULL,
    state             text        NOT NULL,
    phase             text        NOT NULL,
    iteration         int         NOT NULL,
    phase_since       timestamptz NOT NULL,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    head_seq          bigint      NOT NULL,
    head_hash         bytea       NOT NULL
) WITH (fillfactor = 50);

-- The log. hash = SHA-256 over the lines described in openapi.yaml; data is the exact bytes that were hashed, as UTF-8 JSON.
CREATE TABLE event (
    project_id uuid        NOT NULL REFERENCES project (id),
    seq        bigint      NOT NULL,
    type       text        NOT NULL,
    subject    text,
    actor      text        NOT NULL,
    at         timestamptz NOT NULL,
    data       bytea       NOT NULL,
    prev_hash  bytea       NOT NULL,
    hash       bytea       NOT NULL,
    -- The writing transaction, so that a reader of many projects can stop below every transaction that is still open.
    xid        xid8        NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (project_id, seq)
);

CREATE FUNCTION refuse_change_of_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the event log is append-only: % refused', TG_OP;
END
$$;

CREATE TRIGGER event_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log();

CREATE TABLE item (
    project_id     uuid        NOT NULL REFERENCES project (id),
    id             text        NOT NULL,
    state          text        NOT NULL,
    since          timestamptz NOT NULL,
    evidence_id    uuid,
    review_verdict text,
    review_comment text,
    reviewed_by    text,
    reviewed_at    timestamptz,
    authors        text[]      NOT NULL,
    PRIMARY KEY (project_id, id)
) WITH (fillfactor = 80);

CREATE TABLE gate (
    project_id       uuid        NOT NULL REFERENCES project (id),
    gate             text        NOT NULL,
    state            text        NOT NULL,
    since            timestamptz NOT NULL,
    attempt          int         NOT NULL,
    basis            text        NOT NULL,
    decision_id      uuid,
    open_decision_id uuid,
    ready_since      timestamptz,
    PRIMARY KEY (project_id, gate)
) WITH (fillfactor = 80);

-- The gauges ask for gates that wait for people.
CREATE INDEX gate_waiting ON gate (gate, ready_since) WHERE state IN ('READY', 'IN_REVIEW');

-- item_state and status_at_arrival are what the first answer said, so that a repeated post gets that answer again whatever
-- has happened since. A repeated dedupe_key with another item or payload_digest is refused.
CREATE TABLE evidence (
    project_id        uuid        NOT NULL REFERENCES project (id),
    id                uuid        NOT NULL,
    item              text        NOT NULL,
    outcome           text        NOT NULL,
    status            text        NOT NULL,
    status_at_arrival text        NOT NULL,
    item_state        text        NOT NULL,
    summary           text,
    source            text        NOT NULL,
    run               text,
    url               text,
    subject_name      text,
    subject_version   text,
    subject_digest    text,
    metrics           jsonb       NOT NULL,
    dedupe_key        text        NOT NULL,
    payload_digest    text        NOT NULL,
    posted_by         text        NOT NULL,
    observed_at       timestamptz NOT NULL,
    received_at       timestamptz NOT NULL,
    seq               bigint      NOT NULL,
    invalidated_by    text,
    invalidated_at    timestamptz,
    invalidated_for   text,
    PRIMARY KEY (project_id, id),
    UNIQUE (project_id, source, dedupe_key)
);
-- Lists run newest first, of a project or of one of its items.
CREATE INDEX evidence_by_seq ON evidence (project_id, seq);
CREATE INDEX evidence_by_item ON evidence (project_id, item, seq);

-- What was posted, byte for byte. The log carries its digest, so it is as tamper-evident as the log.
CREATE TABLE payload (
    project_id  uuid  NOT NULL REFERENCES project (id),
    evidence_id uuid  NOT NULL,
    bytes       bytea NOT NULL,
    PRIMARY KEY (project_id, evidence_id)
);

CREATE TABLE decision (
    project_id      uuid        NOT NULL REFERENCES project (id),
    id              uuid        NOT NULL,
    gate            text        NOT NULL,
    outcome         text        NOT NULL,
    state           text        NOT NULL,
    rationale       text        NOT NULL,
    attempt         int         NOT NULL,
    iteration       int         NOT NULL,
    quorum          int         NOT NULL,
    opened_by       text        NOT NULL,
    opened_at       timestamptz NOT NULL,
    closed_at       timestamptz,
    review_on       date,
    reopen          text[]      NOT NULL,
    snapshot_digest text        NOT NULL,
    PRIMARY KEY (project_id, id)
);

CREATE TABLE vote (
    project_id  uuid        NOT NULL REFERENCES project (id),
    decision_id uuid        NOT NULL,
    voter       text        NOT NULL,
    ballot      text        NOT NULL,
    comment     text,
    voted_at    timestamptz NOT NULL,
    PRIMARY KEY (project_id, decision_id, voter)
);

CREATE TABLE condition (
    project_id  uuid        NOT NULL REFERENCES project (id),
    id          uuid        NOT NULL,
    gate        text        NOT NULL,
    decision_id uuid        NOT NULL,
    title       text        NOT NULL,
    owner       text        NOT NULL,
    item        text,
    state       text        NOT NULL,
    opened_at   timestamptz NOT NULL,
    due_at      timestamptz NOT NULL,
    closed_by   text,
    closed_at   timestamptz,
    comment     text,
    PRIMARY KEY (project_id, id)
);
-- The clock asks for open conditions whose time has come.
CREATE INDEX condition_open_by_due ON condition (due_at) WHERE state = 'OPEN';

CREATE TABLE loop (
    project_id  uuid        NOT NULL REFERENCES project (id),
    id          uuid        NOT NULL,
    from_phase  text        NOT NULL,
    to_phase    text        NOT NULL,
    trigger     text        NOT NULL,
    reason      text        NOT NULL,
    state       text        NOT NULL,
    proposed_by text        NOT NULL,
    proposed_at timestamptz NOT NULL,
    settled_by  text,
    settled_at  timestamptz,
    rationale   text,
    iteration   int,
    reopened    text[]      NOT NULL,
    invalidated text[]      NOT NULL,
    closed_at   timestamptz,
    PRIMARY KEY (project_id, id)
);
