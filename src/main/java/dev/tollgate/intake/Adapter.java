package dev.tollgate.intake;

import java.util.List;

/**
 * Reads the formats of one tool. Every bean of this type is found; nothing else has to be told of a new one. An adapter keeps nothing between
 * deliveries, and never makes up what a delivery does not say.
 */
public interface Adapter {

    /** The tool, as evidence names its source: lower case with hyphens, such as {@code great-expectations}. */
    String source();

    /** The tool as people call it. */
    String title();

    /** How a sender of this tool can prove who it is, in a sentence for the reference page. */
    String authentication();

    /** In the order in which they are tried. */
    List<Format> formats();
}
