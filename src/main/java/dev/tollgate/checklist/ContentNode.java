package dev.tollgate.checklist;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One node of a content file together with where it stands, so that whatever is wrong with it can be said with file and line.
 *
 * <p>It reads YAML nodes rather than binding to records with Jackson, because a bound value no longer knows its line, and a wrong reference
 * shows only once the whole file is read.
 */
final class ContentNode {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern FIELD_PATH = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    private static final Pattern PLAIN_NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,15})(\\.[0-9]{1,15})?");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,8}");

    private final String file;
    private final String path;
    private final String pointer;
    private final Node node;

    private ContentNode(String file, String path, String pointer, Node node) {
        this.file = file;
        this.path = path;
        this.pointer = pointer;
        this.node = node;
    }

    /** @param file what messages call the file, such as {@code checklists/dsml.yaml} */
    static ContentNode parse(String file, String text) {
        return new ContentNode(file, "", "", YamlText.compose(file, text));
    }

    /** As {@link #parse}, of a JSON text. */
    static ContentNode parseJson(String file, String text) {
        YamlText.refuseLarge(file, text);
        return new ContentNode(file, "", "", JsonContent.compose(file, text));
    }

    /** The failure to throw because of this node. The reason continues the node's place, as in {@code phases[0].title} "is missing". */
    ContentException wrong(String reason) {
        return wrong(node, pointer, path.isEmpty() ? reason : path + " " + reason);
    }

    private ContentException wrong(Node at, String pointer, String message) {
        return new ContentException(file, at.getStartMark().getLine() + 1, pointer, message);
    }

    /** Refuses a node that is no object, has a field twice or has one that is not among these. */
    ContentNode withOnly(String... known) {
        Set<String> seen = new LinkedHashSet<>();
        for (NodeTuple field : fields()) {
            String name = name(field);
            if (!Arrays.asList(known).contains(name)) {
                throw wrong(
                        field.getKeyNode(),
                        pointer(name),
                        "%s is no known field; known here are %s".formatted(place(name), String.join(", ", known)));
            }
            if (!seen.add(name)) {
                throw wrong(field.getKeyNode(), pointer(name), place(name) + " is there twice");
            }
        }
        return this;
    }

    ContentNode get(String field) {
        return find(field).orElseThrow(() -> wrong(node, pointer(field), place(field) + " is missing"));
    }

    Optional<ContentNode> find(String field) {
        return fields().stream().filter(f -> name(f).equals(field)).findFirst().map(f -> child(field, f));
    }

    /** The elements of a list that must have at least one. */
    List<ContentNode> someElements() {
        List<ContentNode> elements = elements();
        if (elements.isEmpty()) {
            throw wrong("must not be empty");
        }
        return elements;
    }

    /** The elements of this field, none where it is absent. */
    List<ContentNode> list(String field) {
        return find(field).map(ContentNode::elements).orElse(List.of());
    }

    /** An element that is a plain value goes by its list's name: its own line tells it from its neighbours. */
    List<ContentNode> elements() {
        if (!(node instanceof SequenceNode list)) {
            throw wrong("must be a list");
        }
        List<ContentNode> elements = new ArrayList<>();
        for (Node element : list.getValue()) {
            String place = element instanceof ScalarNode ? path : "%s[%d]".formatted(path, elements.size());
            elements.add(new ContentNode(file, place, pointer + "/" + elements.size(), element));
        }
        return elements;
    }

    String text() {
        ScalarNode scalar = scalar("text");
        if (scalar.getTag().equals(Tag.NULL) || scalar.getValue().isBlank()) {
            throw wrong("must not be empty");
        }
        if (!scalar.getTag().equals(Tag.STR) && !scalar.getTag().equals(Tag.TIMESTAMP)) {
            throw wrong("must be text: write it in quotes, \"%s\"".formatted(scalar.getValue()));
        }
        return scalar.getValue();
    }

    String slug() {
        String text = text();
        if (!SLUG.matcher(text).matches()) {
            throw wrong("must be lower-case words joined by hyphens, not " + text);
        }
        return text;
    }

    /** A path into evidence, as bindings and references name it. */
    String fieldPath() {
        String text = text();
        if (!FIELD_PATH.matcher(text).matches()) {
            throw wrong("must be names joined by dots, such as metrics.auc, not " + text);
        }
        return text;
    }

    /** The name of a field of evidence. */
    String fieldName() {
        String text = fieldPath();
        if (text.contains(".")) {
            throw wrong("must be the name of a field, such as kpis, not " + text);
        }
        return text;
    }

    /** A number from 1 up. */
    int positiveNumber() {
        String text = scalar("a whole number").getValue();
        if (!WHOLE_NUMBER.matcher(text).matches() || Integer.parseInt(text) < 1) {
            throw wrong("must be a whole number from 1 up, not " + text);
        }
        return Integer.parseInt(text);
    }

    boolean flag() {
        String text = scalar("true or false").getValue();
        if (!text.equals("true") && !text.equals("false")) {
            throw wrong("must be true or false, not " + text);
        }
        return text.equals("true");
    }

    /** A period of at least a day. */
    Period period() {
        String text = text();
        try {
            Period period = Period.parse(text);
            if (period.isNegative() || period.isZero()) {
                throw wrong("must be longer than nothing, not " + text);
            }
            return period;
        } catch (DateTimeException e) {
            throw wrong("must be an ISO 8601 period such as P60D, not " + text);
        }
    }

    /** A duration of days, hours, minutes. Months are of no fixed length, and a clock that runs out needs one. */
    Span span() {
        String text = text();
        return Span.parse(text)
                .orElseThrow(() -> wrong("must be an ISO 8601 duration such as P90D or PT48H, not " + text));
    }

    BigDecimal decimal() {
        String text = scalar("a number").getValue();
        if (!(value() instanceof Number)) {
            throw wrong("must be a number, not " + text);
        }
        return new BigDecimal(text);
    }

    boolean isObject() {
        return node instanceof MappingNode;
    }

    /** The names of this object's fields, in their order. */
    List<String> names() {
        return fields().stream().map(this::name).toList();
    }

    <E extends Enum<E>> E oneOf(Class<E> type) {
        String text = text();
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        String allowed = String.join(
                ", ", Arrays.stream(type.getEnumConstants()).map(Enum::name).toList());
        throw wrong("must be one of %s, not %s".formatted(allowed, text));
    }

    /** Whatever stands here, as maps in their order, lists, texts, numbers and booleans. */
    Object value() {
        if (node instanceof MappingNode) {
            return object();
        }
        if (node instanceof SequenceNode) {
            return elements().stream().map(ContentNode::value).toList();
        }
        return plainValue();
    }

    Map<String, Object> object() {
        Map<String, Object> values = new LinkedHashMap<>();
        for (NodeTuple field : fields()) {
            String name = name(field);
            Object value = child(name, field).value();
            if (values.put(name, value) != null) {
                throw wrong(field.getKeyNode(), pointer(name), place(name) + " is there twice");
            }
        }
        return Collections.unmodifiableMap(values);
    }

    /** YAML 1.1 also knows 0777, 12:30, yes and .inf: who writes one of those is asked what they mean. */
    private Object plainValue() {
        ScalarNode scalar = scalar("a value");
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            throw wrong("must not be empty");
        }
        if (tag.equals(Tag.BOOL)) {
            return flag();
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            if (!PLAIN_NUMBER.matcher(text).matches()) {
                throw wrong("must be a plain decimal number, or text in quotes, not " + text);
            }
            return tag.equals(Tag.INT) ? (Object) Long.valueOf(text) : (Object) Double.valueOf(text);
        }
        return text;
    }

    private ScalarNode scalar(String what) {
        if (node instanceof ScalarNode scalar) {
            return scalar;
        }
        throw wrong("must be " + what);
    }

    private List<NodeTuple> fields() {
        if (!(node instanceof MappingNode object)) {
            throw wrong(node, pointer, (path.isEmpty() ? "the file" : path) + " must be an object");
        }
        return object.getValue();
    }

    private String name(NodeTuple field) {
        if (field.getKeyNode() instanceof ScalarNode key) {
            return key.getValue();
        }
        throw wrong(
                field.getKeyNode(),
                pointer,
                (path.isEmpty() ? "the file" : path) + " has a field whose name is no text");
    }

    private ContentNode child(String name, NodeTuple field) {
        return new ContentNode(file, place(name), pointer(name), field.getValueNode());
    }

    private String pointer(String field) {
        return pointer + "/" + field.replace("~", "~0").replace("/", "~1");
    }

    private String place(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }
}
