-- Begins a new epoch where the database is on another server than the last time: after a restore, a move by dump, an upgrade. The new
-- server counts its transactions from elsewhere, so the xids of what is written from now on say nothing beside those of before. Runs
-- after every migration, and so before the first write of a service that has been started; does nothing where nothing changed.
DO $$
DECLARE
    server bigint := (SELECT system_identifier FROM pg_control_system());
    newest epoch;
BEGIN
    SELECT * INTO newest FROM epoch ORDER BY number DESC LIMIT 1;
    IF newest.system_identifier = server THEN
        RETURN;
    END IF;
    -- Two replicas may start at once: the second waits here, and finds it done.
    LOCK TABLE epoch IN SHARE ROW EXCLUSIVE MODE;
    SELECT * INTO newest FROM epoch ORDER BY number DESC LIMIT 1;
    IF newest.system_identifier = server THEN
        RETURN;
    END IF;
    INSERT INTO epoch (number, system_identifier) VALUES (coalesce(newest.number, 0) + 1, server);
    EXECUTE format('ALTER TABLE event ALTER COLUMN epoch SET DEFAULT %s', coalesce(newest.number, 0) + 1);
END
$$;
