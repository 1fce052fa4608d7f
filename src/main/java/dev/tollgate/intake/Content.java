package dev.tollgate.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * A body once its syntax has been read. Several JSON values one after the other are a tree too: a list of them.
 *
 * @param text all of it, without byte order mark
 * @param root of the tree; missing where it is XML or plain text
 * @param xml the outermost element, where it is XML
 * @param spans where in the text elements of the tree stand, by identity
 * @param notes what had to be overlooked to read it
 */
public record Content(
        Syntax syntax,
        String text,
        JsonNode root,
        Optional<Element> xml,
        IdentityHashMap<JsonNode, Span> spans,
        List<String> notes) {

    /** How the body is written. */
    public enum Syntax {
        JSON,
        YAML,
        XML,
        TEXT
    }

    /** From the first character to behind the last. */
    record Span(int start, int end) {}

    public Content {
        notes = List.copyOf(notes);
    }

    static Content text(String text) {
        return new Content(
                Syntax.TEXT, text, MissingNode.getInstance(), Optional.empty(), new IdentityHashMap<>(), List.of());
    }

    static Content xml(String text, Element root) {
        return new Content(
                Syntax.XML, text, MissingNode.getInstance(), Optional.of(root), new IdentityHashMap<>(), List.of());
    }

    public boolean isTree() {
        return !root.isMissingNode();
    }

    public Fields tree() {
        return new Fields(root);
    }

    String slice(Fields element) {
        Span span = spans.get(element.node());
        return span == null ? text : text.substring(span.start(), span.end());
    }
}
