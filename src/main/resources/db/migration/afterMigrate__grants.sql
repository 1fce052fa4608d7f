-- Who may do what: the whole list. Runs after every migration, as the role that owns the tables (quarkus.flyway.username).
-- ${service-role} is the role of the service (quarkus.datasource.username). A new table gets its line below; without one the
-- service may not even read it, and GrantsTest fails.
-- One block, so one transaction: a service that runs meanwhile is never without its rights.
DO $$
DECLARE
    owned text;
BEGIN
    -- Flyway's own lock is released by now, and two replicas that start together would update the same catalog rows.
    PERFORM pg_advisory_xact_lock(hashtext('tollgate grants'));

    -- Begin with nothing. Where one role is both owner and service, it keeps what an owner has.
    FOR owned IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tableowner = current_user LOOP
        EXECUTE format('REVOKE ALL ON %I FROM PUBLIC', owned);
        IF current_user <> '${service-role}' THEN
            EXECUTE format('REVOKE ALL ON %I FROM %I', owned, '${service-role}');
        END IF;
    END LOOP;
    REVOKE ALL ON FUNCTION refuse_change_of_log() FROM PUBLIC;
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), '${service-role}');

    -- The log: added to and read, never changed. Triggers refuse the rest even to the owner.
    GRANT SELECT, INSERT ON event, payload, sealed, subtree, checkpoint TO "${service-role}";

    -- Written by migrations only.
    GRANT SELECT ON epoch TO "${service-role}";

    -- What is folded from the log: rows change with it and are never removed.
    GRANT SELECT, INSERT, UPDATE
       ON platform_stream, project, item, gate, evidence, decision, vote, condition, waiver, loop
       TO "${service-role}";

    -- Bookkeeping that nobody audits.
    GRANT SELECT, INSERT, UPDATE, DELETE
       ON alarm, lease, webhook_cursor, webhook_secret, webhook_delivery, webhook_attempt, channel_secret, arrival
       TO "${service-role}";
END
$$;
