package dev.tollgate.checklist;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * JSON as the nodes that the same content has in YAML, lines included. Not every JSON text is one of YAML 1.1, which is what the YAML parser
 * reads: {@code "\/"}, tabs and {@code 1e5} mean something else there, or nothing.
 */
final class JsonContent {

    private static final int MAX_DEPTH = 50;
    private static final int MAX_SCALE = 15;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private final String file;
    private final JsonParser json;

    private JsonContent(String file, JsonParser json) {
        this.file = file;
        this.json = json;
    }

    /** @throws ContentException where the text is not exactly one JSON value */
    static Node compose(String file, String text) {
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() == null) {
                throw new ContentException(file, 1, "is empty");
            }
            var content = new JsonContent(file, json);
            Node root = content.node();
            if (json.nextToken() != null) {
                throw new ContentException(file, content.line(), "is more than one JSON value");
            }
            return root;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new ContentException(file, line, "is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Node node() throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> list();
            case VALUE_STRING -> scalar(Tag.STR);
            case VALUE_NUMBER_INT -> scalar(Tag.INT);
            case VALUE_NUMBER_FLOAT -> scalar(Tag.FLOAT, plain(json.getDecimalValue()));
            case VALUE_TRUE, VALUE_FALSE -> scalar(Tag.BOOL);
            case VALUE_NULL -> scalar(Tag.NULL);
            case FIELD_NAME, END_OBJECT, END_ARRAY, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalStateException("no value begins with " + json.currentToken());
        };
    }

    private Node object() throws IOException {
        Mark start = mark();
        List<NodeTuple> fields = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            Node name = scalar(Tag.STR);
            json.nextToken();
            fields.add(new NodeTuple(name, node()));
        }
        return new MappingNode(Tag.MAP, true, fields, start, mark(), FlowStyle.FLOW);
    }

    private Node list() throws IOException {
        Mark start = mark();
        List<Node> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(node());
        }
        return new SequenceNode(Tag.SEQ, true, elements, start, mark(), FlowStyle.FLOW);
    }

    private Node scalar(Tag tag) throws IOException {
        return scalar(tag, json.getText());
    }

    private Node scalar(Tag tag, String value) {
        return new ScalarNode(tag, value, mark(), mark(), ScalarStyle.DOUBLE_QUOTED);
    }

    /** {@code 4.0E-4} as {@code 0.00040}, which is how content spells numbers; one with thousands of zeros stays as it is, and is refused. */
    private static String plain(BigDecimal number) {
        return Math.abs(number.scale()) <= MAX_SCALE ? number.toPlainString() : number.toString();
    }

    private int line() {
        return json.currentTokenLocation().getLineNr();
    }

    private Mark mark() {
        return new Mark(file, 0, line() - 1, 0, new int[0], 0);
    }
}
