package dev.tollgate.checklist;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Pieces of evidence with one thing wrong. */
final class Mutants {

    /** @param what what was done to which place */
    record Mutant(String what, Map<String, Object> evidence) {}

    private Mutants() {}

    /** Each field and element left out in turn, at any depth, and each list emptied. */
    static Stream<Mutant> lacking(Map<String, Object> evidence) {
        return lacking(evidence, "").map(m -> new Mutant(m.what(), asMap(m.value())));
    }

    /** Each value in turn of each other type, null among them. */
    static Stream<Mutant> mistyped(Map<String, Object> evidence) {
        return mistyped(evidence, "").map(m -> new Mutant(m.what(), asMap(m.value())));
    }

    private record Change(String what, Object value) {}

    private static Stream<Change> lacking(Object value, String path) {
        return switch (value) {
            case Map<?, ?> map ->
                Stream.concat(
                        map.keySet().stream().map(k -> new Change("without %s.%s".formatted(path, k), without(map, k))),
                        map.keySet().stream()
                                .flatMap(k -> lacking(map.get(k), path + "." + k)
                                        .map(c -> new Change(c.what(), with(map, k, c.value())))));
            case List<?> list ->
                Stream.of(
                                Stream.of(new Change("%s empty".formatted(path), List.of())),
                                indexes(list)
                                        .mapToObj(
                                                i -> new Change("without %s[%d]".formatted(path, i), without(list, i))),
                                indexes(list)
                                        .boxed()
                                        .flatMap(i -> lacking(list.get(i), "%s[%d]".formatted(path, i))
                                                .map(c -> new Change(c.what(), with(list, i, c.value())))))
                        .flatMap(s -> s);
            default -> Stream.empty();
        };
    }

    private static Stream<Change> mistyped(Object value, String path) {
        Stream<Change> within = switch (value) {
            case Map<?, ?> map ->
                map.keySet().stream()
                        .flatMap(k -> Stream.concat(
                                        others(map.get(k), path + "." + k), mistyped(map.get(k), path + "." + k))
                                .map(c -> new Change(c.what(), with(map, k, c.value()))));
            case List<?> list ->
                indexes(list)
                        .boxed()
                        .flatMap(i -> Stream.concat(
                                        others(list.get(i), "%s[%d]".formatted(path, i)),
                                        mistyped(list.get(i), "%s[%d]".formatted(path, i)))
                                .map(c -> new Change(c.what(), with(list, i, c.value()))));
            default -> Stream.empty();
        };
        return within;
    }

    private static Stream<Change> others(Object value, String path) {
        List<Object> others = new ArrayList<>(List.of("text", 0, 1.5, true, List.of("a", 1), Map.of("a", 1)));
        others.add(null);
        return others.stream()
                .filter(o -> o == null || !o.getClass().equals(value.getClass()))
                .map(o -> new Change("%s is %s".formatted(path, o), o));
    }

    private static IntStream indexes(List<?> list) {
        return IntStream.range(0, list.size());
    }

    private static Map<Object, Object> without(Map<?, ?> map, Object key) {
        Map<Object, Object> copy = new LinkedHashMap<>(map);
        copy.remove(key);
        return copy;
    }

    private static Map<Object, Object> with(Map<?, ?> map, Object key, Object value) {
        Map<Object, Object> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return copy;
    }

    private static List<Object> without(List<?> list, int index) {
        List<Object> copy = new ArrayList<>(list);
        copy.remove(index);
        return copy;
    }

    private static List<Object> with(List<?> list, int index, Object value) {
        List<Object> copy = new ArrayList<>(list);
        copy.set(index, value);
        return copy;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(Object value) {
        return (Map<String, Object>) value;
    }
}
