-- Outgoing webhooks. What subscriptions there are is on the record, in the platform stream; here is only the bookkeeping of dev.tollgate.notify
-- that nobody audits: how far delivery has come, with what it signs, and what was tried. The log's own order is the queue, so there is no
-- row for an event that waits.

-- One row a subscription, made and removed in the transaction of its event. A replica that delivers takes the row by a lease (lease,
-- leased_until), commits, and only then calls: no transaction and no connection is held during a call. Every outcome is written only by
-- who still holds the lease. All times here are the database's, which all replicas share.
CREATE TABLE webhook_cursor (
    subscription  uuid        PRIMARY KEY,
    -- Whether to deliver; and the platform stream's seq when this was last decided, so that a running delivery notices a change.
    active        boolean     NOT NULL,
    version       bigint      NOT NULL,
    -- Encrypted (AES-256-GCM, key tollgate.webhooks.key): the whole address, which often is a secret in itself.
    url           bytea       NOT NULL,
    -- The last event that is done with: delivered, given up, or not wanted.
    position      bigint      NOT NULL,
    -- The event at which the next attempt is due, and how many have failed; 0 attempts where none has.
    head          bigint      NOT NULL DEFAULT 0,
    attempts      int         NOT NULL DEFAULT 0,
    next_at       timestamptz NOT NULL DEFAULT now(),
    failing_since timestamptz,
    dead_in_a_row int         NOT NULL DEFAULT 0,
    lease         uuid,
    leased_until  timestamptz
) WITH (fillfactor = 50);

-- HMAC needs the secrets themselves, not digests. They are encrypted as url is, each for its subscription and key_id only.
CREATE TABLE webhook_secret (
    subscription uuid        NOT NULL REFERENCES webhook_cursor ON DELETE CASCADE,
    key_id       text        NOT NULL,
    cipher       bytea       NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    until        timestamptz,
    PRIMARY KEY (subscription, key_id)
);

-- One row for each event that was tried at all. asked_at: somebody wants it sent again, whatever its state.
CREATE TABLE webhook_delivery (
    subscription uuid        NOT NULL REFERENCES webhook_cursor ON DELETE CASCADE,
    position     bigint      NOT NULL,
    event_id     text        NOT NULL,
    event_type   text        NOT NULL,
    state        text        NOT NULL CHECK (state IN ('PENDING', 'DELIVERED', 'DEAD')),
    attempts     int         NOT NULL,
    last_at      timestamptz NOT NULL,
    asked_at     timestamptz,
    PRIMARY KEY (subscription, position)
);
CREATE INDEX webhook_delivery_by_state ON webhook_delivery (subscription, state, position);
CREATE INDEX webhook_delivery_asked ON webhook_delivery (subscription) WHERE asked_at IS NOT NULL;
-- For pruning.
CREATE INDEX webhook_delivery_by_age ON webhook_delivery (last_at);

-- Every call. status is absent where no answer came, error where it was a success; response is the first 500 characters.
CREATE TABLE webhook_attempt (
    subscription uuid        NOT NULL,
    position     bigint      NOT NULL,
    attempt      int         NOT NULL,
    at           timestamptz NOT NULL,
    status       int,
    error        text,
    response     text,
    millis       int         NOT NULL,
    PRIMARY KEY (subscription, position, attempt),
    FOREIGN KEY (subscription, position) REFERENCES webhook_delivery ON DELETE CASCADE
);
