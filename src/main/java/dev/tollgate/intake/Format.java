package dev.tollgate.intake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One kind of delivery of a tool.
 *
 * @param id what comes behind the tool's name and a dot, in {@code ?as=} and in routes: {@code workflow-run}
 * @param title for the reference page
 * @param signs by any of which it is recognised
 * @param fields what is read of it, and from where
 * @param reader throws {@link Unreadable} where the delivery is not what its signs promise
 */
public record Format(
        String id, String title, List<Sign> signs, Map<Field, String> fields, Function<Delivery, Message> reader) {

    public Format {
        signs = List.copyOf(signs);
        fields = Collections.unmodifiableMap(new EnumMap<>(fields));
    }

    /** Begins a format; {@link Description#reads} completes it. */
    public static Description of(String id, String title) {
        return new Description(id, title);
    }

    /** A format while it is described. */
    public static final class Description {

        private final String id;
        private final String title;
        private final List<Sign> signs = new ArrayList<>();
        private final Map<Field, String> fields = new EnumMap<>(Field.class);

        private Description(String id, String title) {
            this.id = id;
            this.title = title;
        }

        public Description knownBy(Sign... signs) {
            this.signs.addAll(Arrays.asList(signs));
            return this;
        }

        /** @param from where it stands in the delivery, for the reference page */
        public Description fills(Field field, String from) {
            fields.put(field, from);
            return this;
        }

        /** Each delivery is one report. */
        public Format reads(Function<Delivery, Transcript> reader) {
            return gives((delivery, evidence) -> evidence.apply(reader.apply(delivery)));
        }

        /** A delivery may hold many reports, each an element of its own of the body. */
        public Format readsEach(Function<Delivery, List<Fields>> elements, Function<Part, Transcript> reader) {
            return new Format(id, title, signs, fields, delivery -> {
                List<Reading> readings = new ArrayList<>();
                for (Fields element : elements.apply(delivery)) {
                    readings.add(reader.apply(new Part(element, delivery))
                            .reading(id, element, delivery.slice(element), delivery.hints()));
                }
                return readings.isEmpty()
                        ? new Message.Nothing("the delivery holds no report")
                        : new Message.Evidence(readings);
            });
        }

        /** A delivery may hold many reports that are not elements of their own: each keeps the bytes of the whole. */
        public Format readsMany(Function<Delivery, List<Transcript>> reader) {
            return new Format(id, title, signs, fields, delivery -> {
                byte[] whole = delivery.slice(Fields.NONE);
                List<Reading> readings = reader.apply(delivery).stream()
                        .map(transcript -> transcript.reading(id, delivery.body(), whole, delivery.hints()))
                        .toList();
                return readings.isEmpty()
                        ? new Message.Nothing("the delivery holds no report")
                        : new Message.Evidence(readings);
            });
        }

        /** @param reader for deliveries that are not always evidence: the second argument makes evidence of a transcript about the whole body */
        public Format gives(BiFunction<Delivery, Function<Transcript, Message>, Message> reader) {
            return new Format(
                    id,
                    title,
                    signs,
                    fields,
                    delivery -> reader.apply(
                            delivery,
                            transcript -> Message.Evidence.of(transcript.reading(
                                    id, delivery.body(), delivery.slice(Fields.NONE), delivery.hints()))));
        }
    }

    /** One report of a delivery. */
    public record Part(Fields body, Delivery delivery) {}
}
