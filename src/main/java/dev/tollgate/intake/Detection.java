package dev.tollgate.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out what a delivery is. */
public final class Detection {

    private final List<Known> formats;

    /** @param adapters in any order */
    public Detection(Stream<Adapter> adapters) {
        this.formats = adapters.sorted((a, b) -> a.source().compareTo(b.source()))
                .flatMap(adapter -> adapter.formats().stream().map(format -> new Known(adapter, format)))
                .toList();
    }

    /** A format and who reads it. */
    public record Known(Adapter adapter, Format format) {

        /** As {@code ?as=} and routes name it: {@code dvc.data-status}. */
        public String name() {
            return adapter.source() + "." + format.id();
        }

        /** @throws Unreadable where it is not what it seemed to be, or holds more reports than one delivery may */
        public Message read(Delivery delivery) {
            Message message = format.reader().apply(delivery);
            if (message instanceof Message.Evidence evidence) {
                evidence.requireFew();
            }
            return message;
        }
    }

    /** Every format, by source. */
    public List<Known> formats() {
        return formats;
    }

    /** The format that a name means: a format's own, or a tool's where it has but one. */
    public Optional<Known> named(String name) {
        List<Known> hits = formats.stream()
                .filter(known ->
                        known.name().equals(name) || known.adapter().source().equals(name))
                .toList();
        Optional<Known> exact =
                hits.stream().filter(known -> known.name().equals(name)).findFirst();
        return exact.isPresent() || hits.size() != 1 ? exact : Optional.of(hits.getFirst());
    }

    /**
     * The one format whose signs the delivery shows; empty where none does, or where several do in the same tier: then the sender has to say
     * which it is.
     *
     * @param only the tool that the channel is for; empty for any
     */
    public Optional<Known> detect(Delivery delivery, Optional<String> only) {
        for (Tier tier : Tier.values()) {
            List<Known> hits = hits(delivery, tier).stream()
                    .filter(known ->
                            only.isEmpty() || only.get().equals(known.adapter().source()))
                    .toList();
            if (hits.size() == 1 || sameAdapter(hits)) {
                return Optional.of(hits.getFirst());
            }
            if (!hits.isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Every format that shows a sign of this tier. */
    public List<Known> hits(Delivery delivery, Tier tier) {
        List<Known> hits = new ArrayList<>();
        for (Known known : formats) {
            if (known.format().signs().stream().anyMatch(sign -> sign.tier() == tier && sign.isOn(delivery))) {
                hits.add(known);
            }
        }
        return hits;
    }

    /** Within one tool the order of its formats decides. */
    private static boolean sameAdapter(List<Known> hits) {
        return !hits.isEmpty()
                && hits.stream()
                        .allMatch(hit -> hit.adapter().equals(hits.getFirst().adapter()));
    }
}
