package dev.tollgate.expression;

import dev.tollgate.lifecycle.Answer.Reading;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one evaluation has read. An expression stops at what settles it, so the newest readings are those that say why: a long trace forgets its
 * beginning.
 */
final class Trace {

    /** What a "no" shows at most. */
    static final int SHOWN = 12;

    private static final int REMEMBERED = 128;
    private static final int LONGEST_TEXT = 120;
    private static final int LONGEST_LIST = 6;
    private static final int DEEPEST = 3;

    record Read(Place place, Object value) {}

    private final Deque<Read> reads = new ArrayDeque<>();
    private final Map<String, Read> bySpelling = new HashMap<>();
    private final Map<String, Read> fetched = new HashMap<>();

    /** @param spelled how the expression spells this reading */
    void add(String spelled, Place place, Object value) {
        Read read = new Read(place, value);
        if (reads.size() == REMEMBERED) {
            reads.removeFirst();
        }
        reads.addLast(read);
        bySpelling.put(spelled, read);
    }

    /** An element that a loop has come to; whether anything looks at it, is still to be seen. */
    void fetched(String spelled, Place place, Object value) {
        fetched.put(spelled, new Read(place, value));
    }

    /** Something looks at the element that the loop over these has come to. */
    void noticed(String spelled, Object seen) {
        Read element = fetched.get(spelled);
        if (element != null && same(element.value(), seen)) {
            add(spelled, element.place(), element.value());
        }
    }

    /** Another loop over the same list may have fetched since. */
    private static boolean same(Object raw, Object seen) {
        return raw instanceof Number number ? seen.equals(number.doubleValue()) : raw.equals(seen);
    }

    /** The newest reading that the expression spells like this. */
    Optional<Read> last(String spelled) {
        return Optional.ofNullable(bySpelling.get(spelled));
    }

    /** The values that were read for themselves, and not to get at something within them; each place once, in the order of reading. */
    List<Reading> leaves() {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Read read : reads) {
            values.putIfAbsent(read.place().path(), read.value());
        }
        List<Reading> leaves = new ArrayList<>();
        values.forEach((path, value) -> {
            boolean passedThrough = (value instanceof Map || value instanceof List)
                    && values.keySet().stream().anyMatch(other -> leadsTo(path, other));
            if (!passedThrough) {
                leaves.add(new Reading(path, shortened(value)));
            }
        });
        return List.copyOf(leaves.subList(Math.max(0, leaves.size() - SHOWN), leaves.size()));
    }

    private static boolean leadsTo(String path, String other) {
        return other.length() > path.length()
                && other.startsWith(path)
                && ".[".indexOf(other.charAt(path.length())) >= 0;
    }

    /** A value that fits on a page: long texts and lists are cut, and say so. */
    static Object shortened(Object value) {
        return shortened(value, 0);
    }

    private static Object shortened(Object value, int depth) {
        return switch (value) {
            case String text -> cut(text);
            case List<?> list when depth < DEEPEST -> cut(list, depth);
            case Map<?, ?> map when depth < DEEPEST -> cut(map, depth);
            case List<?> list -> "a list of " + list.size();
            case Map<?, ?> map -> "an object of " + map.size();
            default -> value;
        };
    }

    private static String cut(String text) {
        int end = Math.min(text.length(), LONGEST_TEXT);
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return end == text.length() ? text : text.substring(0, end) + "…";
    }

    private static List<Object> cut(List<?> list, int depth) {
        List<Object> shown = new ArrayList<>();
        for (Object element : list.subList(0, Math.min(list.size(), LONGEST_LIST))) {
            shown.add(element == null ? "null" : shortened(element, depth + 1));
        }
        if (list.size() > LONGEST_LIST) {
            shown.add("… and %d more".formatted(list.size() - LONGEST_LIST));
        }
        return List.copyOf(shown);
    }

    private static Map<String, Object> cut(Map<?, ?> map, int depth) {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (Map.Entry<?, ?> field : map.entrySet()) {
            if (shown.size() == LONGEST_LIST) {
                shown.put("…", "and %d more".formatted(map.size() - LONGEST_LIST));
                break;
            }
            Object value = field.getValue();
            shown.put(cut(String.valueOf(field.getKey())), value == null ? "null" : shortened(value, depth + 1));
        }
        return shown;
    }
}
