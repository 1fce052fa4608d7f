package dev.tollgate.seal;

import java.util.List;

/**
 * What somebody with the owner's password might do to the record of the project {@code $p}, which has nine events, all sealed.
 *
 * @param sql statements; {@code $p} stands for the project's id, {@code $rehash(n)} for making its chain anew from event n on
 */
enum Tampering {
    CHANGED_DATA(
            "UPDATE event SET data = convert_to(replace(convert_from(data, 'UTF8'), 'PASS', 'FAIL'), 'UTF8') WHERE $6"),
    CHANGED_ACTOR("UPDATE event SET actor = 'person:mallory' WHERE $6"),
    CHANGED_TIME("UPDATE event SET at = at - interval '1 day' WHERE $6"),
    CHANGED_TYPE("UPDATE event SET type = 'evidence.invalidated' WHERE $6"),
    CHANGED_SUBJECT("UPDATE event SET subject = 'data.cleaning' WHERE $6"),
    CHANGED_HASH("UPDATE event SET hash = sha256(hash) WHERE $6"),
    CHANGED_AND_REHASHED("UPDATE event SET actor = 'person:mallory' WHERE $6", "$rehash6"),
    REWRITTEN_TAIL(
            "UPDATE event SET actor = 'person:mallory' WHERE $6",
            "$rehash6",
            "$rehash7",
            "$rehash8",
            "$rehash9",
            "UPDATE project SET head_hash = (SELECT hash FROM event WHERE $9) WHERE id = '$p'"),
    DELETED_MIDDLE("DELETE FROM event WHERE $6"),
    DELETED_LAST("DELETE FROM event WHERE $9"),
    SWAPPED_EVENTS(
            "UPDATE event SET seq = -6 WHERE $6",
            "UPDATE event SET seq = 6 WHERE project_id = '$p' AND seq = 7",
            "UPDATE event SET seq = 7 WHERE project_id = '$p' AND seq = -6"),
    APPENDED("""
            INSERT INTO event SELECT project_id, 10, type, subject, actor, at, data, hash, sha256(hash) FROM event WHERE $8"""),
    APPENDED_WITH_ITS_HASH("""
            INSERT INTO event SELECT project_id, 10, type, subject, actor, at, data, hash, sha256(hash) FROM event WHERE $8""", "$rehash10"),
    CHANGED_LEAF("UPDATE sealed SET leaf = sha256(leaf) WHERE $6"),
    DELETED_SEAL("DELETE FROM sealed WHERE $6"),
    SWAPPED_POSITIONS("""
            UPDATE sealed SET position = -position WHERE project_id = '$p' AND seq IN (6, 7)""", """
            UPDATE sealed s SET position = (SELECT -position FROM sealed o WHERE o.project_id = '$p' AND o.seq = 13 - s.seq)
             WHERE project_id = '$p' AND seq IN (6, 7)"""),
    CHANGED_ROOT("UPDATE checkpoint SET root = sha256(root) WHERE size = (SELECT max(size) FROM checkpoint)"),
    CHANGED_NOTE("""
            UPDATE checkpoint SET note = replace(note, E'\\n' || size || E'\\n', E'\\n' || size - 1 || E'\\n')
             WHERE size = (SELECT max(size) FROM checkpoint)"""),
    CHANGED_HEAD_SEQ("UPDATE project SET head_seq = 8 WHERE id = '$p'"),
    CHANGED_HEAD_HASH("UPDATE project SET head_hash = sha256(head_hash) WHERE id = '$p'");

    /** The formula of the contract, as somebody would write it who knows it. */
    private static final String REHASH = """
            UPDATE event e
               SET prev_hash = f.hash,
                   hash = sha256(convert_to(concat_ws(E'\\n', 'tollgate-event-v1', e.project_id, e.seq,
                              to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.type, e.actor,
                              encode(sha256(e.data), 'hex'), encode(f.hash, 'hex')), 'UTF8'))
              FROM event f
             WHERE e.project_id = '$p' AND e.seq = $n AND f.project_id = '$p' AND f.seq = $n - 1""";

    private final List<String> sql;

    Tampering(String... sql) {
        this.sql = List.of(sql);
    }

    /** For the project with this id. */
    List<String> statements(String project) {
        return sql.stream()
                .map(text ->
                        text.startsWith("$rehash") ? REHASH.replace("$n", text.substring("$rehash".length())) : text)
                .map(text -> text.replaceAll("\\$([0-9])", "project_id = '\\$p' AND seq = $1"))
                .map(text -> text.replace("$p", project))
                .toList();
    }
}
