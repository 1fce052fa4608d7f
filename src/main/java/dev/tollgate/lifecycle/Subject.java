package dev.tollgate.lifecycle;

import java.util.Optional;

/**
 * What a piece of evidence is about: a model, a data set, an image.
 *
 * @param digest {@code algorithm:hex}, such as {@code sha256:…}
 */
public record Subject(String name, Optional<String> version, Optional<String> digest) {}
