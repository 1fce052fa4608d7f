package dev.tollgate.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The objects under {@code k8s/} as they stand in the files, before kustomize; CI renders them with kubectl besides. */
record Manifests(List<Manifests.Document> documents) {
    static final Path ROOT = Path.of("k8s");

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** One Kubernetes object and the file it is written in. */
    record Document(Path file, JsonNode body) {
        String kind() {
            return body.path("kind").asText();
        }

        JsonNode at(String pointer) {
            return body.at(pointer);
        }

        boolean runsPods() {
            return body.at("/spec/template/spec").isObject();
        }

        List<JsonNode> containers() {
            return elements(at("/spec/template/spec/containers")).toList();
        }

        @Override
        public String toString() {
            return "%s %s in %s".formatted(kind(), at("/metadata/name").asText(), file);
        }
    }

    static Manifests read() {
        List<Document> documents = new ArrayList<>();
        for (Path file : files()) {
            if (file.toString().endsWith(".yaml") && !file.endsWith("kustomization.yaml")) {
                parse(file).forEach(body -> documents.add(new Document(file, body)));
            }
        }
        return new Manifests(documents);
    }

    static List<Path> files() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonNode> parse(Path file) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
            return documents.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    List<Document> ofKind(String kind) {
        return documents.stream()
                .filter(document -> document.kind().equals(kind))
                .toList();
    }

    List<Document> workloads() {
        return documents.stream().filter(Document::runsPods).toList();
    }

    /** The deployment of the service itself. */
    Document service() {
        return ofKind("Deployment").getFirst();
    }
}
