-- GET /v1/flow folds what happened at gates, with conditions, waivers and loops, project by project, and the evidence of post-deployment
-- reviews, which says what came of it. Such events are a few dozen in a project's life, beside thousands of other evidence.recorded and
-- item.state-changed; without an index of their own they could only be found by reading the whole log. Posting evidence adds to this index
-- only where a gate moves, so the hot path does not pay for it. The order is that of the fold, so nothing is sorted. The condition is that of
-- dev.tollgate.insight.flow.FlowQuery; a query whose list of types is part of it can use the index.
CREATE INDEX event_of_flow ON event (project_id, seq) WHERE type IN (
        'project.created', 'project.updated', 'project.state-changed', 'project.phase-entered', 'project.migrated',
        'gate.state-changed', 'gate.decision-opened', 'gate.decided', 'gate.overridden',
        'condition.opened', 'condition.closed', 'condition.reopened',
        'waiver.requested', 'waiver.granted', 'waiver.refused', 'waiver.expired', 'waiver.withdrawn',
        'loop.proposed', 'loop.confirmed', 'loop.closed')
    OR (type IN ('evidence.recorded', 'evidence.invalidated') AND subject = 'deploy.post-deployment-review');

-- How much of a window's evidence machines posted is counted over the evidence itself. Rows arrive in the order of received_at, so summaries
-- of block ranges (BRIN) find a window in a table of any size, and cost a write next to nothing where a B-tree would cost it one entry more.
CREATE INDEX evidence_by_arrival ON evidence USING brin (received_at) WITH (autosummarize = on);
