package dev.tollgate.platform;

import dev.tollgate.lifecycle.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a page ended, sealed with the filters it was asked with, so that a cursor carried over to other filters is refused instead of
 * silently skipping rows. Opaque to callers: base64url of an eight byte digest and the position.
 *
 * @param position what the list's order is keyed by, as text; whoever wrote it reads it back
 */
record Cursor(String position) {

    private static final int SEAL_BYTES = 8;

    String encode(String filters) {
        byte[] text = position.getBytes(StandardCharsets.UTF_8);
        byte[] all = ByteBuffer.allocate(SEAL_BYTES + text.length)
                .put(seal(filters, position))
                .put(text)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** Empty when the text is no cursor, or one that was made with other filters. */
    static Optional<Cursor> decode(String text, String filters) {
        try {
            byte[] all = Base64.getUrlDecoder().decode(text);
            if (all.length <= SEAL_BYTES) {
                return Optional.empty();
            }
            String position = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(all, SEAL_BYTES, all.length - SEAL_BYTES))
                    .toString();
            boolean sealed = Arrays.equals(Arrays.copyOf(all, SEAL_BYTES), seal(filters, position));
            return sealed ? Optional.of(new Cursor(position)) : Optional.empty();
        } catch (IllegalArgumentException | CharacterCodingException notOurs) {
            return Optional.empty();
        }
    }

    private static byte[] seal(String filters, String position) {
        return Arrays.copyOf(Sha256.of(filters + "\n" + position), SEAL_BYTES);
    }
}
