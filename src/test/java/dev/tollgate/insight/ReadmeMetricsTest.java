package dev.tollgate.insight;

import static dev.tollgate.insight.Walk.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.EmbeddedPostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's table of metrics is what the service has: each name, with its type and its labels, no more and no less. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class ReadmeMetricsTest {

    private static final Pattern ROW = Pattern.compile("\\| `(tollgate_\\w+)` \\| (\\w+) \\|([^|]*)\\|.*");

    private record Metric(String type, Set<String> labels) {}

    @Test
    void theTableAndTheScrapeNameTheSameMetrics() throws IOException {
        Walk walk = Walk.begin("readme-metrics", "LOW").toLive();
        walk.post(ALICE, "/loops", Walk.conceptDrift());
        walk.ask(ALICE, "/gates/deploy/decisions", Map.of("outcome", "GO", "rationale", "Too early."));

        assertThat(documented()).isNotEmpty().isEqualTo(scraped(Scrape.now()));
    }

    @Test
    void eachHistogramHasAMaximumAsTheReadmeSays() throws IOException {
        Scrape scrape = Scrape.now();
        Set<String> histograms = documented().entrySet().stream()
                .filter(metric -> metric.getValue().type().equals("histogram"))
                .map(metric -> metric.getKey() + "_max")
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> maxima = scrape.types().keySet().stream()
                .filter(name -> name.startsWith("tollgate_") && name.endsWith("_max"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(histograms).containsAll(maxima);
        assertThat(readme()).contains("Each histogram also has a gauge `…_max`");
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    private static Map<String, Metric> documented() throws IOException {
        Map<String, Metric> metrics = new TreeMap<>();
        readme().lines()
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .forEach(row -> metrics.put(row.group(1), new Metric(row.group(2), labels(row.group(3)))));
        return metrics;
    }

    private static Set<String> labels(String cell) {
        return Arrays.stream(cell.split(","))
                .map(label -> label.replace("`", "").strip())
                .filter(label -> !label.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Metric> scraped(Scrape scrape) {
        Map<String, Metric> metrics = new TreeMap<>();
        scrape.types().forEach((name, type) -> {
            if (name.startsWith("tollgate_") && !name.endsWith("_max")) {
                metrics.put(name, new Metric(type, labelsOf(scrape, name)));
            }
        });
        return metrics;
    }

    private static Set<String> labelsOf(Scrape scrape, String family) {
        return scrape.startingWith(family).stream()
                .filter(series -> Set.of("", "_bucket", "_sum", "_count")
                        .contains(series.name().substring(family.length())))
                .flatMap(series -> series.labels().keySet().stream())
                .filter(label -> !label.equals("le"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
