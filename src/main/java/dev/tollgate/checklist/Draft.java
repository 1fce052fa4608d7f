package dev.tollgate.checklist;

import dev.tollgate.lifecycle.Sha256;

/** A checklist as somebody wrote it, in JSON or YAML: well-formed, and not yet found to be right. */
public final class Draft {

    public static final String JSON = "application/json";
    public static final String YAML = "application/yaml";

    private final String mediaType;
    private final String text;
    private final ContentNode root;

    private Draft(String mediaType, String text, ContentNode root) {
        this.mediaType = mediaType;
        this.text = text;
        this.root = root;
    }

    /**
     * @param name what messages call the document
     * @param mediaType {@link #JSON} or {@link #YAML}
     * @throws ContentException where the text is not of this media type
     */
    public static Draft parse(String name, String mediaType, String text) {
        boolean json = mediaType.equals(JSON);
        return new Draft(mediaType, text, json ? ContentNode.parseJson(name, text) : ContentNode.parse(name, text));
    }

    /** @throws ContentException where it is no checklist: the first thing wrong with it */
    public ChecklistDocument read() {
        return ChecklistReader.read(root);
    }

    public String mediaType() {
        return mediaType;
    }

    /** To the character. */
    public String text() {
        return text;
    }

    /** {@code sha256:} of the text's UTF-8. */
    public String digest() {
        return Sha256.named(text);
    }
}
