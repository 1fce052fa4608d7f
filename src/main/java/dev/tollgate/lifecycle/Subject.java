package dev.tollgate.lifecycle;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a piece of evidence is about: a model, a data set, an image.
 *
 * @param digest {@code algorithm:hex}, such as {@code sha256:…}
 */
public record Subject(String name, Optional<String> version, Optional<String> digest) {

    /** The form of a digest, as a regular expression. */
    public static final String DIGEST = "[a-z0-9]+:[0-9a-f]{32,128}";

    private static final Pattern DIGESTS = Pattern.compile(DIGEST);

    public static boolean isDigest(String text) {
        return DIGESTS.matcher(text).matches();
    }
}
