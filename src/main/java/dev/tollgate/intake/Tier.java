package dev.tollgate.intake;

/** How sure a sign is. Signs of an earlier tier are looked at first, for all adapters; the first tier with a hit decides. */
public enum Tier {
    /** A header that only this tool sends. */
    HEADER,
    /** The envelope of CloudEvents, whose type names the sender. */
    ENVELOPE,
    /** A media type made for this format. */
    MEDIA_TYPE,
    /** Fields that together stand in no other format. */
    BODY
}
