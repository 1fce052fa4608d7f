-- Channels: what tools hand in through POST /in/{address}. What channels there are is on the record, in the platform stream; here are the
-- books of dev.tollgate.intake.channel that nobody audits. What an arrival brought a project stands in that project's log.

-- Encrypted (AES-256-GCM, key tollgate.secrets.key), each for its channel and key_id only.
CREATE TABLE channel_secret (
    channel    text        NOT NULL,
    key_id     text        NOT NULL,
    cipher     bytea       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    until      timestamptz,
    PRIMARY KEY (channel, key_id)
);

-- One row for everything that was understood, or may be later. The row is inserted before anything is recorded and committed after: of two
-- that come at the same time with the same fingerprint, the second waits for the first and is then a duplicate.
CREATE TABLE arrival (
    id          uuid        PRIMARY KEY,
    channel     text        NOT NULL,
    -- Digest of what tells this report from every other of the channel: format, keys, times, hints.
    fingerprint text        NOT NULL,
    received_at timestamptz NOT NULL,
    state       text        NOT NULL CHECK (state IN ('RECORDED', 'UNROUTED', 'IGNORED', 'ANSWERED')),
    -- Absent where nothing was recognised.
    format      text,
    reason      text,
    -- Those that are nobody's credential.
    headers     jsonb       NOT NULL,
    hints       jsonb       NOT NULL,
    size        int         NOT NULL,
    digest      text        NOT NULL,
    -- Kept while it has no destination; of what was recorded, the evidence has the bytes.
    bytes       bytea,
    -- What it brought: [{"project": ..., "item": ..., "evidence": ...}, {"project": ..., "signal": ...}]
    results     jsonb       NOT NULL,
    UNIQUE (channel, fingerprint)
);
CREATE INDEX arrival_by_state ON arrival (channel, state, id);
-- For pruning.
CREATE INDEX arrival_by_age ON arrival (received_at);
