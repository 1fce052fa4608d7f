package dev.tollgate.intake;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One thing by which a format is recognised.
 *
 * @param text what is looked for, as the reference page shows it
 */
public record Sign(Tier tier, String text, Predicate<Delivery> test) {

    public boolean isOn(Delivery delivery) {
        return test.test(delivery);
    }

    /** The header is there. */
    public static Sign header(String name) {
        return new Sign(
                Tier.HEADER, "header `%s`".formatted(name), d -> d.header(name).isPresent());
    }

    /** The header has one of these values, in any case. */
    public static Sign header(String name, String... values) {
        List<String> wanted =
                Arrays.stream(values).map(v -> v.toLowerCase(Locale.ROOT)).toList();
        return new Sign(
                Tier.HEADER,
                "header `%s: %s`".formatted(name, String.join("` or `", values)),
                d -> d.header(name)
                        .map(v -> v.toLowerCase(Locale.ROOT))
                        .filter(wanted::contains)
                        .isPresent());
    }

    /** A sign that more than one header shows. */
    public static Sign headers(String text, Predicate<Delivery> test) {
        return new Sign(Tier.HEADER, text, test);
    }

    /** The media type of the request, without parameters, begins so. */
    public static Sign mediaType(String prefix) {
        return new Sign(
                Tier.MEDIA_TYPE,
                "media type `%s`".formatted(prefix),
                d -> d.mediaType().startsWith(prefix));
    }

    /** @param text what the envelope must say */
    public static Sign envelope(String text, Predicate<Delivery> test) {
        return new Sign(Tier.ENVELOPE, text, test);
    }

    /** All these pointers lead to something in the body. */
    public static Sign fields(String... pointers) {
        return new Sign(
                Tier.BODY,
                "body with " + Arrays.stream(pointers).map(p -> "`" + p + "`").collect(Collectors.joining(", ")),
                d -> Arrays.stream(pointers).allMatch(d.body()::has));
    }

    /** @param text what must stand in the body */
    public static Sign body(String text, Predicate<Fields> test) {
        return new Sign(Tier.BODY, text, d -> d.content().isTree() && test.test(d.body()));
    }

    /** A sign in a body that is no tree: XML, or text. */
    public static Sign document(String text, Predicate<Content> test) {
        return new Sign(Tier.BODY, text, d -> test.test(d.content()));
    }
}
