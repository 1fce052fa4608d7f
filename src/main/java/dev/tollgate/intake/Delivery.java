package dev.tollgate.intake;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What came in once, read as far as it can be read without knowing the tool. */
public final class Delivery {

    private final Map<String, String> headers;
    private final Hints hints;
    private final Content content;
    private final List<PublicKey> keys;

    /**
     * @param headers of the request, by name in any case
     * @param keys against which signatures within the body are verified
     */
    public Delivery(Map<String, String> headers, Hints hints, Content content, List<PublicKey> keys) {
        this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        this.headers.putAll(headers);
        this.hints = hints;
        this.content = content;
        this.keys = List.copyOf(keys);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).filter(value -> !value.isBlank());
    }

    /** Lower case, without parameters; empty text where none was sent. */
    public String mediaType() {
        return header("Content-Type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    public Hints hints() {
        return hints;
    }

    public Content content() {
        return content;
    }

    /** The body as a tree; nothing is in it where the body is no tree. */
    public Fields body() {
        return content.tree();
    }

    public List<PublicKey> keys() {
        return keys;
    }

    /** The bytes of an element of the body as they were sent, or those of the whole body where it is not known where the element stands. */
    public byte[] slice(Fields element) {
        return content.slice(element).getBytes(StandardCharsets.UTF_8);
    }
}
