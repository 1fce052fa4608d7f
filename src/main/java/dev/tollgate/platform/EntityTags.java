package dev.tollgate.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.lifecycle.Sha256;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Strong entity tags. A tag is a digest of the very bytes that are sent, so that it is right for every representation of every resource
 * without anybody keeping versions; a resource that knows a better one sets the header itself.
 */
@Singleton
public class EntityTags {

    private static final int TAG_BYTES = 18;

    private final ObjectMapper mapper;

    EntityTags(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The tag under which this value is answered as JSON, quotes included. */
    public String of(Object json) {
        return of(bytes(json));
    }

    /** The value as it is sent: JSON and a newline, so that it does not run into a shell's prompt. */
    byte[] bytes(Object json) {
        try {
            return (mapper.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer that cannot be written as JSON: " + json.getClass(), e);
        }
    }

    static String of(byte[] bytes) {
        byte[] digest = Arrays.copyOf(Sha256.of(bytes), TAG_BYTES);
        return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + '"';
    }

    /**
     * Whether a header such as {@code If-None-Match} names the tag.
     *
     * @param weakly true compares as If-None-Match does, where {@code W/"a"} matches {@code "a"}; false as If-Match does
     */
    static boolean matches(String header, String tag, boolean weakly) {
        List<String> named = Arrays.stream(header.split(",")).map(String::strip).toList();
        return named.contains("*") || named.contains(tag) || (weakly && named.contains("W/" + tag));
    }
}
