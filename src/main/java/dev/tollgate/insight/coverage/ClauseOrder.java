package dev.tollgate.insight.coverage;

import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Clauses as a reader of the framework finds them: 2 before 10, whatever stands around the numbers. */
final class ClauseOrder implements Comparator<String> {

    private static final Pattern RUN = Pattern.compile("[0-9]+|[^0-9]+");

    @Override
    public int compare(String some, String other) {
        List<String> ours = runs(some);
        List<String> theirs = runs(other);
        for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
            int difference = part(ours.get(i), theirs.get(i));
            if (difference != 0) {
                return difference;
            }
        }
        return Integer.compare(ours.size(), theirs.size());
    }

    private static List<String> runs(String text) {
        return RUN.matcher(text).results().map(MatchResult::group).toList();
    }

    private static int part(String some, String other) {
        boolean numbers = isNumber(some) && isNumber(other);
        return numbers && some.length() != other.length()
                ? Integer.compare(some.length(), other.length())
                : some.compareTo(other);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9';
    }
}
