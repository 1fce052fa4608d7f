package dev.tollgate.insight;

import io.restassured.RestAssured;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What {@code /q/metrics} says at one moment, in the Prometheus text format.
 *
 * @param types by family
 */
record Scrape(Map<String, String> types, List<Series> series) {

    private static final Pattern SERIES = Pattern.compile("([A-Za-z_:][A-Za-z0-9_:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

    record Series(String name, Map<String, String> labels, double value) {

        /** The labels' values in the order of their names, which is how the tests name a series: {@code GO/plan}. */
        String key() {
            return String.join("/", new TreeMap<>(labels).values());
        }
    }

    static Scrape now() {
        String text = RestAssured.given().accept("text/plain").get("/q/metrics").asString();
        Map<String, String> types = new TreeMap<>();
        List<Series> series = text.lines()
                .peek(line -> {
                    if (line.startsWith("# TYPE ")) {
                        String[] parts = line.split(" ");
                        types.put(parts[2], parts[3]);
                    }
                })
                .filter(line -> !line.startsWith("#"))
                .map(Scrape::parse)
                .toList();
        return new Scrape(types, series);
    }

    private static Series parse(String line) {
        Matcher matcher = SERIES.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no series: " + line);
        }
        Map<String, String> labels = new LinkedHashMap<>();
        if (matcher.group(2) != null) {
            Matcher label = LABEL.matcher(matcher.group(2));
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
        }
        return new Series(matcher.group(1), labels, Double.parseDouble(matcher.group(3)));
    }

    /** All series of this name, by their {@link Series#key}. */
    Map<String, Double> values(String name) {
        return series.stream()
                .filter(s -> s.name().equals(name))
                .collect(Collectors.toMap(Series::key, Series::value, Double::sum, TreeMap::new));
    }

    /** By how much the series of this name have moved since; what did not move is left out. */
    Map<String, Double> since(Scrape before, String name) {
        Map<String, Double> old = before.values(name);
        Map<String, Double> moved = new TreeMap<>();
        values(name).forEach((key, value) -> {
            double change = value - old.getOrDefault(key, 0.0);
            if (change != 0) {
                moved.put(key, change);
            }
        });
        return moved;
    }

    /** Names and keys of Tollgate's counters, and of the counts of its histograms, that have moved since. */
    Set<String> countedSince(Scrape before) {
        Set<String> moved = new TreeSet<>();
        startingWith("tollgate_").stream()
                .map(Series::name)
                .filter(name -> name.endsWith("_total") || name.endsWith("_count"))
                .forEach(name -> since(before, name).keySet().forEach(key -> moved.add(name + " " + key)));
        return moved;
    }

    List<Series> startingWith(String prefix) {
        return series.stream().filter(s -> s.name().startsWith(prefix)).toList();
    }
}
