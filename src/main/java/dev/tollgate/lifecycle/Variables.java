package dev.tollgate.lifecycle;

import java.time.Instant;
import java.util.Map;

/**
 * What expressions may read. All values are those of JSON: text, number, boolean, list and map, and null within them.
 *
 * @param evidence of the item that is judged: its data, and beside them what the report says of itself; empty where the question is not about evidence
 * @param items by id: {@code state}, {@code producer} and {@code evidence}, as far as they are there
 * @param project facts of the project, {@code policy} among them
 * @param signal what was measured; empty where the question is not about a signal
 */
public record Variables(
        Map<String, Object> evidence,
        Map<String, Object> items,
        Map<String, Object> project,
        Map<String, Object> signal,
        Instant now) {}
