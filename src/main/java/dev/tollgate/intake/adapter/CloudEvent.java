package dev.tollgate.intake.adapter;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tollgate.intake.Bodies;
import dev.tollgate.intake.Delivery;
import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Format;
import dev.tollgate.intake.Sign;
import dev.tollgate.intake.Unreadable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A CloudEvent however it was sent: its attributes in headers, or structured, or in a batch (CloudEvents HTTP protocol binding 1.0.2, sections 3.1 to
 * 3.3). A list without the media type of a batch is read as one too, since people post with curl.
 */
final class CloudEvent {

    /** Who reads an event of this type. One place decides, so that no two adapters claim the same envelope. */
    enum Owner {
        JENKINS,
        CDEVENTS,
        AZURE_ML,
        /** Every other type. */
        NOBODY
    }

    private static final String HEADER = "ce-";
    private static final String STRUCTURED = "application/cloudevents";

    private final Fields envelope;
    private final Delivery delivery;
    private final boolean binary;

    private CloudEvent(Fields envelope, Delivery delivery, boolean binary) {
        this.envelope = envelope;
        this.delivery = delivery;
        this.binary = binary;
    }

    static CloudEvent of(Format.Part part) {
        return new CloudEvent(part.body(), part.delivery(), isBinary(part.delivery()));
    }

    /** The parts of a body that are events; of an event in headers the body is one part, be it a list. */
    static List<Fields> elements(Delivery delivery) {
        return isBinary(delivery) ? List.of(delivery.body()) : delivery.body().each();
    }

    static Sign sign(String text, Owner owner) {
        return Sign.envelope(
                text, delivery -> owner(delivery).filter(owner::equals).isPresent());
    }

    /** Who reads the delivery; empty where it is no CloudEvent. A batch of several owners' events is nobody's. */
    private static Optional<Owner> owner(Delivery delivery) {
        List<Fields> elements = elements(delivery);
        if (elements.isEmpty() || !elements.stream().allMatch(element -> isOne(element, delivery))) {
            return Optional.empty();
        }
        Set<Owner> owners = EnumSet.noneOf(Owner.class);
        elements.forEach(element -> owners.add(new CloudEvent(element, delivery, isBinary(delivery)).owner()));
        return Optional.of(owners.size() == 1 ? owners.iterator().next() : Owner.NOBODY);
    }

    /** It has the attributes that every CloudEvent must have. */
    static boolean isOne(Fields element, Delivery delivery) {
        return isBinary(delivery)
                || (element.text("/specversion").isPresent()
                        && element.text("/type").isPresent()
                        && element.text("/source").isPresent()
                        && element.text("/id").isPresent());
    }

    private static boolean isBinary(Delivery delivery) {
        return !delivery.mediaType().startsWith(STRUCTURED)
                && delivery.header(HEADER + "type").isPresent()
                && delivery.header(HEADER + "source").isPresent()
                && delivery.header(HEADER + "id").isPresent();
    }

    Owner owner() {
        String type = attribute("type").orElse("");
        if (CdEvent.isType(type)) {
            Fields data = data();
            return JenkinsCdEvents.isOfJenkins(data) ? Owner.JENKINS : Owner.CDEVENTS;
        }
        return type.startsWith(EventGrid.PREFIX) ? Owner.AZURE_ML : Owner.NOBODY;
    }

    Optional<String> attribute(String name) {
        return binary ? delivery.header(HEADER + name).map(CloudEvent::decoded) : envelope.text("/" + name);
    }

    /** @throws Unreadable where it is not there: every CloudEvent has it */
    String require(String name) {
        return attribute(name)
                .orElseThrow(() -> new Unreadable("missing-field", "the event has no attribute %s".formatted(name)));
    }

    Optional<Instant> time() {
        return binary ? delivery.header(HEADER + "time").flatMap(CloudEvent::instant) : envelope.time("/time");
    }

    private static Optional<Instant> instant(String text) {
        return new Fields(TextNode.valueOf(decoded(text))).time("");
    }

    /** What stands beside the data; empty where the attributes are headers. */
    Fields envelope() {
        return binary ? Fields.NONE : envelope;
    }

    /** Nothing where there is none, or none that can be read as a tree. */
    Fields data() {
        if (binary) {
            return envelope;
        }
        return envelope.has("/data")
                ? envelope.at("/data")
                : envelope.text("/data_base64").map(CloudEvent::unpacked).orElse(Fields.NONE);
    }

    /** Data may be bytes of any kind, so what is no tree is no fault. */
    private static Fields unpacked(String base64) {
        try {
            return Bodies.read(Base64.getDecoder().decode(base64)).tree();
        } catch (IllegalArgumentException | Unreadable noTree) {
            return Fields.NONE;
        }
    }

    /** Values of headers are percent-encoded (section 3.1.3.2). */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return value;
        }
    }
}
