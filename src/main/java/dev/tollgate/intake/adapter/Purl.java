package dev.tollgate.intake.adapter;

import dev.tollgate.lifecycle.Subject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A package URL, {@code pkg:type/namespace/name@version?qualifiers#subpath} (package-url/purl-spec), as far as evidence needs it.
 *
 * @param name with its namespace, without the type: {@code acme/churn}
 * @param version empty where it is a digest and no tag is named
 * @param digest {@code algorithm:hex}, which is what container images have for a version
 */
record Purl(String name, Optional<String> version, Optional<String> digest) {

    private static final String SCHEME = "pkg:";
    private static final Pattern TAG = Pattern.compile("(?:^|&)tag=([^&]+)");

    /** Empty where the text is no package URL. */
    static Optional<Purl> of(String text) {
        String[] beforeSubpath = text.split("#", 2);
        String[] parts = beforeSubpath[0].split("\\?", 2);
        int slash = parts[0].indexOf('/');
        if (!parts[0].startsWith(SCHEME) || slash < 0) {
            return Optional.empty();
        }
        String path = parts[0].substring(slash + 1);
        int at = path.lastIndexOf('@');
        // A scoped npm package begins with its @.
        String name = decoded(at > 0 ? path.substring(0, at) : path);
        Optional<String> version =
                Optional.of(at > 0 ? decoded(path.substring(at + 1)) : "").filter(v -> !v.isBlank());
        Optional<String> digest = version.filter(Subject::isDigest);
        Optional<String> tag = Optional.of(parts.length > 1 ? parts[1] : "")
                .map(TAG::matcher)
                .filter(matcher -> matcher.find())
                .map(matcher -> decoded(matcher.group(1)));
        return name.isBlank()
                ? Optional.empty()
                : Optional.of(new Purl(name, digest.isPresent() ? tag : version, digest));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
