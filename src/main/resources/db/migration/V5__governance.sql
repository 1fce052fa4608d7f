-- What decisions rest on beside evidence: waivers, the roles of voters, what a loop asks for, what does not apply.

CREATE TABLE waiver (
    project_id     uuid        NOT NULL REFERENCES project (id),
    id             uuid        NOT NULL,
    item           text        NOT NULL,
    check_name     text,
    iteration      int         NOT NULL,
    state          text        NOT NULL,
    reason         text        NOT NULL,
    compensation   text        NOT NULL,
    requested_by   text        NOT NULL,
    requested_at   timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,
    ruled_by       text,
    ruled_at       timestamptz,
    ruling_comment text,
    PRIMARY KEY (project_id, id)
);
-- The gauges count those that are in force.
CREATE INDEX waiver_granted ON waiver (expires_at) WHERE state = 'GRANTED';

-- Roles that the voter held then. Votes of before roles counted have none.
ALTER TABLE vote ADD COLUMN roles text[] NOT NULL DEFAULT '{}';

-- What a loop or a recycle asks of the item, and the rule by which it does not apply.
ALTER TABLE item ADD COLUMN demand text;
ALTER TABLE item ADD COLUMN not_applicable_rule text;

-- The person who answers for evidence that a machine posted.
ALTER TABLE evidence ADD COLUMN author text;

-- When time alone next changes how a project stands. The clock reads it; nobody else depends on it, since every answer computes
-- with the present time. So it is bookkeeping and no part of the record: it depends on the checklist, which may speak of hours.
CREATE TABLE alarm (
    project_id uuid        PRIMARY KEY REFERENCES project (id),
    at         timestamptz NOT NULL
);
CREATE INDEX alarm_by_time ON alarm (at);
INSERT INTO alarm (project_id, at)
SELECT project_id, min(due_at) FROM condition WHERE state = 'OPEN' GROUP BY project_id;

-- The clock asked this of conditions; now it asks the alarm.
DROP INDEX condition_open_by_due;
