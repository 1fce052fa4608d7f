package dev.tollgate.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.restassured.specification.FilterableRequestSpecification;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/** The parameters of a request, held against the schemas of the contract. */
final class Parameters {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Parameters() {}

    static List<String> violations(Contract.Operation operation, FilterableRequestSpecification request, URI uri) {
        return operation.parameters().stream()
                .flatMap(parameter -> violations(parameter, given(operation, parameter.node(), request, uri)))
                .toList();
    }

    private static Stream<String> violations(Contract.Place parameter, List<String> given) {
        String name = parameter.node().path("name").asText();
        if (given.isEmpty()) {
            boolean required = parameter.node().path("required").asBoolean();
            return required ? Stream.of("parameter %s is missing".formatted(name)) : Stream.empty();
        }
        String type =
                Contract.resolved(parameter.node().path("schema")).path("type").asText();
        if (given.size() > 1 && !type.equals("array")) {
            return Stream.of("parameter %s is there more than once".formatted(name));
        }
        return Schemas.violations(parameter.pointer() + "/schema", json(given, type)).stream()
                .map(violation -> "parameter %s %s".formatted(name, violation));
    }

    private static List<String> given(
            Contract.Operation operation, JsonNode parameter, FilterableRequestSpecification request, URI uri) {
        String name = parameter.path("name").asText();
        return switch (parameter.path("in").asText()) {
            case "query" -> query(uri).getOrDefault(name, List.of());
            case "header" -> request.getHeaders().getValues(name);
            default -> {
                Matcher path = operation.template().matcher(uri.getRawPath());
                yield path.matches() ? List.of(decoded(path.group(name))) : List.of();
            }
        };
    }

    /** Decoded, by name, in their order. */
    static Map<String, List<String>> query(URI uri) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        String text = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        Stream.of(text.split("&"))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split("=", 2))
                .forEach(pair -> query.computeIfAbsent(decoded(pair[0]), name -> new ArrayList<>())
                        .add(pair.length == 2 ? decoded(pair[1]) : ""));
        return query;
    }

    private static JsonNode json(List<String> given, String type) {
        if (type.equals("array")) {
            ArrayNode array = JSON.arrayNode();
            given.forEach(array::add);
            return array;
        }
        String text = given.getFirst();
        return switch (type) {
            case "integer" ->
                text.matches("-?[0-9]{1,18}") ? JSON.numberNode(Long.parseLong(text)) : JSON.textNode(text);
            case "boolean" ->
                text.matches("true|false") ? JSON.booleanNode(Boolean.parseBoolean(text)) : JSON.textNode(text);
            default -> JSON.textNode(text);
        };
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
