package dev.tollgate.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of {@code recipes/} say what is there, and everything that they have people paste is at least well formed. */
class RecipesTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");
    private static final Pattern FORMAT = Pattern.compile("\"format\": \"([^\"]+)\"|[?&]as=([a-z0-9.-]+)");
    private static final Pattern ITEM =
            Pattern.compile("\"item\": \"([^\"]+)\"|[?&]item=([a-z.-]+)|items/([a-z.-]+)/evidence");
    private static final Pattern CATALOGUE_ITEM = Pattern.compile("(?m)^ {6}- id: ([a-z-]+[.][a-z-]+)$");
    private static final Pattern HOST = Pattern.compile("https?://([A-Za-z0-9.-]+)");
    private static final Set<String> HOSTS = Set.of("token.actions.githubusercontent.com", "in-toto.io", "slsa.dev");
    private static final Set<String> LANGUAGES = Set.of("sh", "yaml", "json", "python", "groovy");

    @TempDir
    Path folder;

    private static List<Recipe> recipes() {
        return Recipe.all();
    }

    @Test
    void everyAdapterHasOneRecipeAndNoneIsForAnAdapterThatIsNotThere() {
        assertThat(recipes().stream().flatMap(recipe -> recipe.sources().stream()))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        AdaptersTest.adapters().stream().map(Adapter::source).toList());
    }

    @Test
    void theIndexLinksEveryPage() {
        Set<String> linked = groups(LINK, Recipe.of("README.md").text());
        Set<String> pages = recipes().stream().map(Recipe::page).collect(Collectors.toCollection(TreeSet::new));
        pages.remove("README.md");
        assertThat(linked).isEqualTo(pages);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void whatAPageNamesIsThere(Recipe recipe) throws IOException {
        assertThat(groups(LINK, recipe.text()))
                .allSatisfy(page -> assertThat(Recipe.FOLDER.resolve(page)).exists());
        List<String> formats = new Detection(AdaptersTest.adapters().stream())
                .formats().stream().map(Detection.Known::name).toList();
        assertThat(groups(FORMAT, recipe.text()))
                .allSatisfy(format -> assertThat(formats)
                        .anyMatch(
                                name -> name.matches(format.replace(".", "[.]").replace("*", ".*"))));
        String catalogue = Files.readString(Path.of("src/main/resources/checklists/dsml.yaml"));
        assertThat(groups(CATALOGUE_ITEM, catalogue)).hasSize(36).containsAll(groups(ITEM, recipe.text()));
        assertThat(groups(HOST, recipe.text()))
                .allMatch(host -> HOSTS.contains(host) || host.equals("example.com") || host.endsWith(".example.com"));
    }

    private static Set<String> groups(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> Stream.iterate(1, g -> g + 1)
                        .map(match::group)
                        .filter(group -> group != null)
                        .findFirst()
                        .orElseThrow())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void everyBlockIsWellFormed(Recipe recipe) throws Exception {
        assertThat(recipe.text().split("(?m)^```", -1)).hasSize(recipe.blocks().size() * 2 + 1);
        for (Recipe.Block block : recipe.blocks()) {
            assertThat(block.language()).as(block.toString()).isIn(LANGUAGES);
            switch (block.language()) {
                case "yaml" -> assertThat(block.yaml()).as(block.toString()).isNotEmpty();
                case "json" ->
                    assertThat(json(block).isObject()).as(block.toString()).isTrue();
                case "python" -> runs(block, block.text(), "python3", "-m", "py_compile");
                case "groovy" -> jenkins(block);
                default -> {}
            }
            for (String script : block.scripts()) {
                runs(block, script, "bash", "-n");
            }
        }
    }

    private static JsonNode json(Recipe.Block block) {
        try {
            return new ObjectMapper().readTree(block.text());
        } catch (JsonProcessingException e) {
            throw new AssertionError(block + " is no JSON", e);
        }
    }

    /** Without Jenkins: brackets that match, and the address that is to be pasted. */
    private static void jenkins(Recipe.Block block) {
        assertThat(block.text()).as(block.toString()).contains("$TOLLGATE");
        assertThat(block.text()).as(block.toString()).containsAnyOf("/in/$ADDRESS", "/check");
        for (String pair : List.of("[]", "{}", "()")) {
            assertThat(block.text().chars().filter(c -> c == pair.charAt(0)).count())
                    .as(block + " " + pair)
                    .isEqualTo(block.text()
                            .chars()
                            .filter(c -> c == pair.charAt(1))
                            .count());
        }
    }

    private void runs(Recipe.Block block, String text, String... command) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("block"), text);
        List<String> words = new ArrayList<>(List.of(command));
        words.add(file.toString());
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", block, said).isZero();
    }

    @Test
    void argoCdSendsWhatItsAdapterReads() throws IOException {
        JsonNode data = Recipe.of("argocd.md")
                .blocks("yaml")
                .getFirst()
                .yaml()
                .getFirst()
                .path("data");
        var yaml = new YAMLMapper();
        JsonNode service = yaml.readTree(data.path("service.webhook.tollgate").asText());
        assertThat(service.path("url").asText()).isEqualTo("$tollgate-url");
        assertThat(service.path("headers").findValuesAsText("value")).contains("Bearer $tollgate-secret");
        JsonNode trigger = yaml.readTree(data.path("trigger.on-tollgate").asText());
        assertThat(trigger.path(0).path("send").path(0).asText()).isEqualTo("tollgate");

        Detection.Known known = new Detection(AdaptersTest.adapters().stream())
                .detect(AdapterKit.delivery(argoCdBody()), Optional.empty())
                .orElseThrow();
        assertThat(known.name()).isEqualTo("argocd.application");
        assertThat(known.read(AdapterKit.delivery(argoCdBody())))
                .isInstanceOfSatisfying(
                        Message.Evidence.class,
                        evidence -> assertThat(evidence.readings().getFirst().verdict())
                                .isEqualTo(Verdict.PASS));
    }

    /** What the ConfigMap's template makes of an application; of the engine's functions only the one that is used. */
    static byte[] argoCdBody() throws IOException {
        JsonNode data = Recipe.of("argocd.md")
                .blocks("yaml")
                .getFirst()
                .yaml()
                .getFirst()
                .path("data");
        JsonNode webhook = new YAMLMapper()
                .readTree(data.path("template.tollgate").asText())
                .path("webhook")
                .path("tollgate");
        assertThat(webhook.path("method").asText()).isEqualTo("POST");
        String application = Files.readString(Path.of("src/test/resources/intake/argocd/application.synced.json"));
        String body = webhook.path("body").asText().replace("{{toJson .app}}", application);
        assertThat(body).doesNotContain("{{");
        return body.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void alertmanagerSendsToTheChannelWithItsSecret() {
        JsonNode config =
                Recipe.of("alertmanager.md").blocks("yaml").getFirst().yaml().getFirst();
        JsonNode receiver = config.path("receivers").path(1);
        assertThat(config.path("route").path("routes").path(0).path("receiver")).isEqualTo(receiver.path("name"));
        JsonNode webhook = receiver.path("webhook_configs").path(0);
        assertThat(webhook.path("url").asText()).isEqualTo("$TOLLGATE/in/$ADDRESS");
        assertThat(webhook.path("http_config")
                        .path("authorization")
                        .path("credentials")
                        .asText())
                .isEqualTo("$SECRET");
    }

    @Test
    void openLineageSendsToTheChannelWithItsSecret() {
        Recipe recipe = Recipe.of("openlineage.md");
        JsonNode client = recipe.blocks("yaml").getFirst().yaml().getFirst().path("transport");
        assertThat(client).isEqualTo(json(recipe.blocks("json").getFirst()));
        assertThat(client.path("url").asText() + "/" + client.path("endpoint").asText())
                .isEqualTo("$TOLLGATE/in/$ADDRESS");
        assertThat(client.path("auth").path("apiKey").asText()).isEqualTo("$SECRET");
    }
}
