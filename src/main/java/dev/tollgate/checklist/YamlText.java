package dev.tollgate.checklist;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A content file's text as YAML nodes. Of YAML it takes what JSON could say too: no anchors, because an alias can contain itself, or a
 * million others, and no tags, because content is to mean what it says.
 */
final class YamlText {

    /** Bytes of UTF-8. */
    static final int LARGEST = 1 << 20;

    private final String file;

    private YamlText(String file) {
        this.file = file;
    }

    /** @throws ContentException where the text is not one YAML document, or not one for content */
    static Node compose(String file, String text) {
        return new YamlText(file).compose(text);
    }

    private Node compose(String text) {
        refuseLarge(file, text);
        Node root;
        try {
            yaml().parse(new StringReader(text)).forEach(this::refuse);
            root = yaml().compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new ContentException(file, line, "is not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
            throw new ContentException(file, 1, "is not YAML: " + reason);
        }
        if (root == null) {
            throw new ContentException(file, 1, "is empty");
        }
        return root;
    }

    static void refuseLarge(String file, String text) {
        if (text.length() > LARGEST || text.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            throw new ContentException(file, 1, "is larger than 1 MiB");
        }
    }

    private static Yaml yaml() {
        var options = new LoaderOptions();
        options.setCodePointLimit(LARGEST);
        return new Yaml(options);
    }

    private void refuse(Event event) {
        if (event instanceof NodeEvent node && node.getAnchor() != null) {
            String sign = event instanceof AliasEvent ? "an alias (*%s)" : "an anchor (&%s)";
            throw wrong(event, "must not carry " + sign.formatted(node.getAnchor()));
        }
        String tag = tag(event);
        if (tag != null) {
            throw wrong(event, "must not carry a tag (%s)".formatted(tag));
        }
    }

    private static @Nullable String tag(Event event) {
        return switch (event) {
            case ScalarEvent scalar -> scalar.getTag();
            case CollectionStartEvent collection -> collection.getTag();
            default -> null;
        };
    }

    private ContentException wrong(Event event, String reason) {
        return new ContentException(file, event.getStartMark().getLine() + 1, reason);
    }
}
