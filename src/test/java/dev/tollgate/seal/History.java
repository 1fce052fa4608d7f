package dev.tollgate.seal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What writers were told is durable, and what each reader saw in the order in which it saw it, recorded while it happens and judged
 * afterwards. A count would not do: one event lost and another one doubled is the right number.
 */
final class History {

    /** One event. @param project its key */
    record Entry(String project, long seq, String hash) {

        @Override
        public String toString() {
            return project + "/" + seq;
        }
    }

    /** An event as it came to a reader. @param position 0 where it was not sealed yet, in the feed of one project */
    record Seen(long position, Entry entry) {}

    /** What must not be. Each names the reader and the event. */
    sealed interface Violation {

        /** Somebody was told that it is durable, and the reader, who read to the end, never saw it. */
        record Lost(String reader, Entry entry) implements Violation {}

        record Repeated(String reader, Entry entry) implements Violation {}

        /** It came when the one before it in its project had not. */
        record Disordered(String reader, Entry entry, long expected) implements Violation {}

        /** The positions leave one out, or go back. */
        record Gap(String reader, long position, long expected) implements Violation {}

        /** Nobody was told of it, or of another content. */
        record Invented(String reader, Entry entry) implements Violation {}
    }

    /** One reader's part of the history. Recorded by one thread. */
    final class Reading {

        private final String reader;
        private final long from;
        private final List<Seen> seen = new ArrayList<>();

        private Reading(String reader, long from) {
            this.reader = reader;
            this.from = from;
        }

        synchronized void see(Seen one) {
            seen.add(one);
        }

        synchronized int size() {
            return seen.size();
        }

        synchronized List<Seen> all() {
            return List.copyOf(seen);
        }
    }

    private final Queue<Entry> durable = new ConcurrentLinkedQueue<>();
    private final Queue<Reading> across = new ConcurrentLinkedQueue<>();
    private final Map<Reading, String> single = new ConcurrentHashMap<>();

    /** Somebody was told that it is stored. */
    void isDurable(Entry entry) {
        durable.add(entry);
    }

    int size() {
        return durable.size();
    }

    /** A reader of all projects who begins behind this position. */
    Reading readerOfAll(String name, long after) {
        var reading = new Reading(name, after);
        across.add(reading);
        return reading;
    }

    /** A reader of one project, from its first event on. */
    Reading readerOf(String project, String name) {
        var reading = new Reading(name, 0);
        single.put(reading, project);
        return reading;
    }

    /** Whether every reader has seen at least as many events as there are. */
    boolean isRead() {
        Map<String, Integer> sizes = new HashMap<>();
        durable.forEach(entry -> sizes.merge(entry.project(), 1, Integer::sum));
        return across.stream().allMatch(reading -> reading.size() >= durable.size())
                && single.entrySet().stream()
                        .allMatch(one -> one.getKey().size() >= sizes.getOrDefault(one.getValue(), 0));
    }

    /** How many events all readers together have seen. */
    long progress() {
        return across.stream().mapToLong(Reading::size).sum()
                + single.keySet().stream().mapToLong(Reading::size).sum();
    }

    /** Empty where each reader saw each event once, in the order of its project, and at the next position. */
    List<Violation> violations() {
        List<Violation> found = new ArrayList<>();
        for (Reading reading : across) {
            positions(reading, found);
            judge(reading, durable, found);
        }
        single.forEach((reading, project) -> judge(
                reading,
                durable.stream()
                        .filter(entry -> entry.project().equals(project))
                        .toList(),
                found));
        return found;
    }

    private static void positions(Reading reading, List<Violation> found) {
        long expected = reading.from + 1;
        for (Seen one : reading.all()) {
            if (one.position() != expected) {
                found.add(new Violation.Gap(reading.reader, one.position(), expected));
            }
            expected = one.position() + 1;
        }
    }

    private static void judge(Reading reading, Collection<Entry> wanted, List<Violation> found) {
        Set<Entry> known = new HashSet<>(wanted);
        Set<Entry> had = new HashSet<>();
        Map<String, Long> ends = new HashMap<>();
        for (Seen one : reading.all()) {
            Entry entry = one.entry();
            if (!known.contains(entry)) {
                found.add(new Violation.Invented(reading.reader, entry));
            }
            if (!had.add(entry)) {
                found.add(new Violation.Repeated(reading.reader, entry));
                continue;
            }
            long expected = ends.getOrDefault(entry.project(), 0L) + 1;
            if (entry.seq() != expected) {
                found.add(new Violation.Disordered(reading.reader, entry, expected));
            }
            ends.put(entry.project(), entry.seq());
        }
        wanted.stream()
                .filter(entry -> !had.contains(entry))
                .forEach(entry -> found.add(new Violation.Lost(reading.reader, entry)));
    }
}
