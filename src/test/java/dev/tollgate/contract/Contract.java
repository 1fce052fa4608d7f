package dev.tollgate.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** openapi.yaml at the top of the source tree, as the tests read it. */
final class Contract {

    static final Path FILE = Path.of("openapi.yaml");
    static final String TEXT = read();

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    private static final JsonNode DOCUMENT = parse();
    private static final List<Operation> OPERATIONS = operationsIn(DOCUMENT);

    private Contract() {}

    /**
     * @param method in capitals, as HTTP has it
     * @param path the template, such as {@code /v1/projects/{project}}
     * @param parameters of path, query and header, each at the place where it is written out
     * @param statuses every documented one, in order
     */
    record Operation(
            String id, String method, String path, JsonNode node, List<Place> parameters, Set<String> statuses) {

        /** Method and template, by which routes are compared. */
        String route() {
            return method + " " + path;
        }

        boolean answers(String askedMethod, String askedPath) {
            return method.equals(askedMethod) && template().matcher(askedPath).matches();
        }

        /** Matches the paths that the operation answers, with one named group for each parameter. */
        Pattern template() {
            Pattern pattern = Pattern.compile(path.replace(".", "\\.").replaceAll("\\{(\\w+)}", "(?<$1>[^/]+)"));
            return parameters.stream()
                    .map(Place::node)
                    .filter(parameter -> parameter.path("x-multi-segment").asBoolean())
                    .map(parameter -> "(?<%s>".formatted(parameter.path("name").asText()))
                    .findFirst()
                    .map(group -> Pattern.compile(pattern.pattern().replace(group + "[^/]+)", group + ".+)")))
                    .orElse(pattern);
        }

        /** The path as OpenAPI can say it, which knows no parameter with slashes in it: they are encoded. */
        String inOneSegmentEach(String askedPath) {
            Matcher matcher = template().matcher(askedPath);
            if (!matcher.matches() || matcher.groupCount() == 0) {
                return askedPath;
            }
            String last = matcher.group(matcher.groupCount());
            return askedPath.endsWith(last)
                    ? askedPath.substring(0, askedPath.length() - last.length()) + last.replace("/", "%2F")
                    : askedPath;
        }

        /** Who may call it: a permission, {@code authenticated} or {@code public}. */
        String permission() {
            return node.path("x-permission").asText();
        }

        Set<String> queryParameters() {
            return parameters.stream()
                    .map(Place::node)
                    .filter(parameter -> parameter.path("in").asText().equals("query"))
                    .map(parameter -> parameter.path("name").asText())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        @Override
        public String toString() {
            return id + ", " + route();
        }

        private long pathParameters() {
            return path.chars().filter(c -> c == '{').count();
        }
    }

    static JsonNode document() {
        return DOCUMENT;
    }

    static List<Operation> operations() {
        return OPERATIONS;
    }

    /** The operation that a request addresses; where two templates fit, the one with fewer parameters. */
    static Optional<Operation> operation(String method, String path) {
        return OPERATIONS.stream()
                .filter(operation -> operation.answers(method, path))
                .min(Comparator.comparingLong(Operation::pathParameters));
    }

    /** The values of the enum of that name under {@code components/schemas}. */
    static List<String> enumValues(String schema) {
        return StreamSupport.stream(
                        DOCUMENT.at("/components/schemas/" + schema + "/enum").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static List<Operation> operationsIn(JsonNode document) {
        List<Operation> operations = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(entry -> METHODS.contains(entry.getKey()))
                        .map(entry -> operation(path.getKey(), entry.getKey(), entry.getValue()))
                        .forEach(operations::add));
        return List.copyOf(operations);
    }

    private static Operation operation(String path, String method, JsonNode node) {
        Set<String> statuses = new TreeSet<>();
        node.path("responses").fieldNames().forEachRemaining(statuses::add);
        String pathPointer = "/paths/" + escaped(path);
        List<Place> parameters = Stream.concat(
                        parametersAt(pathPointer + "/parameters"),
                        parametersAt(pathPointer + "/" + method + "/parameters"))
                .toList();
        return new Operation(
                node.path("operationId").asText(), method.toUpperCase(Locale.ROOT), path, node, parameters, statuses);
    }

    private static Stream<Place> parametersAt(String pointer) {
        JsonNode list = DOCUMENT.at(pointer);
        return IntStream.range(0, list.size()).mapToObj(i -> {
            String target =
                    list.get(i).has("$ref") ? list.get(i).get("$ref").asText().substring(1) : pointer + "/" + i;
            return new Place(target, DOCUMENT.at(target));
        });
    }

    /** Every object of the document with its JSON Pointer, the document itself first. */
    static Stream<Place> places() {
        return places("", DOCUMENT);
    }

    record Place(String pointer, JsonNode node) {}

    private static Stream<Place> places(String pointer, JsonNode node) {
        Stream<Place> below = node.isObject()
                ? node.properties().stream().flatMap(e -> places(pointer + "/" + escaped(e.getKey()), e.getValue()))
                : Stream.iterate(0, i -> i < node.size(), i -> i + 1)
                        .flatMap(i -> places(pointer + "/" + i, node.get(i)));
        return node.isContainerNode() ? Stream.concat(Stream.of(new Place(pointer, node)), below) : Stream.empty();
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    /** The node itself, or what its {@code $ref} points at. */
    static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static JsonNode parse() {
        try {
            return new YAMLMapper().readTree(TEXT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException("tests run in the folder that holds " + FILE, e);
        }
    }
}
