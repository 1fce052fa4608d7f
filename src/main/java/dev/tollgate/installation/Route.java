package dev.tollgate.installation;

import dev.tollgate.lifecycle.EvidenceOutcome;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a channel sends what comes in. One of item, signal and gate is there.
 *
 * @param when facets of a reading, {@code format} among them, and what they must be; {@code *} stands for any characters
 * @param project where the channel has more than one
 * @param item that gets evidence
 * @param signal the kind of signal that is recorded
 * @param gate that is asked
 * @param outcome what a reading counts as that says neither good nor bad
 * @param data fields of the evidence or signal, with dots between levels, and where they stand: a JSON Pointer (RFC 6901) into the report or, behind
 *     {@code read:}, into what was read of it
 */
public record Route(
        Map<String, String> when,
        Optional<String> project,
        Optional<String> item,
        Optional<String> signal,
        Optional<String> gate,
        Optional<EvidenceOutcome> outcome,
        Map<String, String> data) {

    public Route {
        when = Collections.unmodifiableMap(new TreeMap<>(when));
        data = Collections.unmodifiableMap(new TreeMap<>(data));
    }
}
