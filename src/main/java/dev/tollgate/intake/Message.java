package dev.tollgate.intake;

import java.util.List;
import java.util.Map;

/** What a delivery turned out to be. */
public sealed interface Message {

    /** Evidence, or what could be: at least one reading. */
    record Evidence(List<Reading> readings) implements Message {

        public Evidence {
            readings = List.copyOf(readings);
        }

        private static final int MOST = 200;
        private static final long MOST_BYTES = 32L * 1024 * 1024;

        /** Each reading keeps its bytes in the log for ever, and some keep those of the whole delivery. */
        void requireFew() {
            long bytes = readings.stream().mapToLong(Reading::size).sum();
            if (readings.size() > MOST || bytes > MOST_BYTES) {
                throw new Unreadable(
                        "too-many-reports",
                        "the delivery holds %d reports of together %,d bytes, and may hold %d of together %,d"
                                .formatted(readings.size(), bytes, MOST, MOST_BYTES));
            }
        }

        public static Evidence of(Reading... readings) {
            return new Evidence(List.of(readings));
        }
    }

    /**
     * The sender wants to be answered before it sends anything, or only tries the line.
     *
     * @param answer what the body of the answer must say; may be empty
     */
    record Handshake(String reason, Map<String, String> answer) implements Message {}

    /** Understood, and nothing that a checklist asks for. */
    record Nothing(String reason) implements Message {}

    /**
     * The sender asks for a gate's answer, and where to give it.
     *
     * @param kind of the question, by which an answerer knows it
     * @param particulars everything it needs to answer, and what routes may look at
     */
    record Question(String kind, Map<String, String> particulars) implements Message {}
}
