package dev.tollgate.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of {@code recipes/}.
 *
 * @param sources the adapters that it is for
 * @param blocks what it says to paste, in order
 */
record Recipe(String page, String text, List<String> sources, List<Block> blocks) {

    static final Path FOLDER = Path.of("recipes");

    private static final Pattern ADAPTERS = Pattern.compile("(?m)^Adapters?: (.+)$");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");
    private static final Pattern GROOVY_SHELL = Pattern.compile("(?m)^\\s*sh '([^']*)'$");

    /** @param line on which it begins */
    record Block(String page, int line, String language, String text) {

        /** What of it is for a shell: all of it, the steps of a workflow, the arguments of {@code sh -c}, a Jenkins step. */
        List<String> scripts() {
            return switch (language) {
                case "sh" -> List.of(text);
                case "yaml" -> yaml().stream().flatMap(Block::scripts).toList();
                case "groovy" ->
                    GROOVY_SHELL.matcher(text).results().map(m -> m.group(1)).toList();
                default -> List.of();
            };
        }

        /** The documents in it. */
        List<JsonNode> yaml() {
            var mapper = new YAMLMapper();
            try (var documents = mapper.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
                return documents.readAll();
            } catch (IOException e) {
                throw new AssertionError(this + " is no YAML", e);
            }
        }

        /** Steps of GitHub, containers of Kubernetes, jobs of GitLab. */
        private static Stream<String> scripts(JsonNode node) {
            List<String> here = new ArrayList<>();
            if (node.path("run").isTextual()) {
                here.add(node.path("run").asText());
            }
            if (node.path("command").path(0).asText().equals("sh")) {
                here.add(node.path("args").path(0).asText());
            }
            for (String job : List.of("script", "after_script")) {
                if (node.path(job).isArray()) {
                    List<String> lines = new ArrayList<>();
                    node.path(job).forEach(line -> lines.add(line.asText()));
                    here.add(String.join("\n", lines));
                }
            }
            List<JsonNode> below = new ArrayList<>();
            node.forEach(below::add);
            return Stream.concat(here.stream(), below.stream().flatMap(Block::scripts));
        }

        @Override
        public String toString() {
            return "recipes/%s:%d (%s)".formatted(page, line, language);
        }
    }

    static List<Recipe> all() {
        try (Stream<Path> pages = Files.list(FOLDER)) {
            return pages.sorted().map(Recipe::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Recipe of(String page) {
        return read(FOLDER.resolve(page));
    }

    private static Recipe read(Path file) {
        try {
            String page = file.getFileName().toString();
            String text = Files.readString(file);
            Matcher adapters = ADAPTERS.matcher(text);
            List<String> sources = adapters.find()
                    ? QUOTED.matcher(adapters.group(1))
                            .results()
                            .map(m -> m.group(1))
                            .toList()
                    : List.of();
            List<Block> blocks = FENCE.matcher(text)
                    .results()
                    .map(m -> new Block(page, line(text, m.start()), m.group(1), m.group(2)))
                    .toList();
            return new Recipe(page, text, sources, blocks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int line(String text, int position) {
        return (int) text.substring(0, position).lines().count() + 1;
    }

    List<Block> blocks(String language) {
        return blocks.stream().filter(b -> b.language().equals(language)).toList();
    }

    List<String> scripts() {
        return blocks.stream().flatMap(b -> b.scripts().stream()).toList();
    }

    @Override
    public String toString() {
        return page;
    }
}
