-- One log of all projects' logs: what is committed is numbered, hashed into a tree and signed. Written by dev.tollgate.seal.

-- What administrators change has a stream of its own, with the nil UUID in the place of the project's id. So an event need
-- not belong to a row of project; that every project's events do is what the ledger's lock and head_seq hold.
ALTER TABLE event DROP CONSTRAINT event_project_id_fkey;

CREATE OR REPLACE FUNCTION refuse_change_of_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the event log is append-only: % on % refused', TG_OP, TG_TABLE_NAME;
END
$$;

-- A project's row changes with its events, but it stays.
CREATE TRIGGER project_is_kept
    BEFORE DELETE OR TRUNCATE ON project
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log();

CREATE TABLE platform_stream (
    id        uuid   PRIMARY KEY CHECK (id = '00000000-0000-0000-0000-000000000000'),
    head_seq  bigint NOT NULL,
    head_hash bytea  NOT NULL
);
INSERT INTO platform_stream VALUES ('00000000-0000-0000-0000-000000000000', 0, decode(repeat('00', 32), 'hex'));

-- xid counts the transactions of one server. After a restore into another server its numbers begin elsewhere, so they are
-- compared within an epoch only; afterMigrate.sql raises the epoch when it finds another server than the last time.
ALTER TABLE event ADD COLUMN epoch smallint NOT NULL DEFAULT 1;

CREATE TABLE epoch (
    number            smallint    PRIMARY KEY,
    system_identifier bigint      NOT NULL,
    since             timestamptz NOT NULL DEFAULT now()
);

-- The order in which events are sealed, and how the sealer finds those that are not.
CREATE INDEX event_by_commit ON event (epoch, xid, project_id, seq);

-- position counts from 1 without gaps and is never given twice; the leaf's index in the tree is position - 1. It is the
-- cursor of all who read across projects.
CREATE TABLE sealed (
    position   bigint PRIMARY KEY,
    project_id uuid   NOT NULL,
    seq        bigint NOT NULL,
    leaf       bytea  NOT NULL,
    UNIQUE (project_id, seq)
);

-- Roots of complete subtrees of 256^level leaves, level 1 and up: what a C2SP tile of that level is made of. index counts
-- from 0. With them a root or a proof reads a few hundred rows however long the log is.
CREATE TABLE subtree (
    level smallint NOT NULL,
    index bigint   NOT NULL,
    root  bytea    NOT NULL,
    PRIMARY KEY (level, index)
);

CREATE TABLE checkpoint (
    size      bigint      PRIMARY KEY,
    root      bytea       NOT NULL,
    note      text        NOT NULL,
    signed_at timestamptz NOT NULL
);

-- Which replica does what only one should do. Bookkeeping: nothing is wrong when a lease is lost, only late.
CREATE TABLE lease (
    name   text        PRIMARY KEY,
    holder text        NOT NULL,
    until  timestamptz NOT NULL
);

-- The log carries each payload's digest, so a payload is part of it.
CREATE TRIGGER payload_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON payload
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log();

CREATE TRIGGER sealed_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON sealed
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log();

CREATE TRIGGER subtree_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON subtree
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log();

CREATE TRIGGER checkpoint_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log();
