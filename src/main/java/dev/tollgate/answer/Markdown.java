package dev.tollgate.answer;

import dev.tollgate.gate.GateAnswer;
import java.util.ArrayList;
import java.util.List;

/** A gate's answer for people who read it in a tool. */
final class Markdown {

    private static final String ZERO_WIDTH_SPACE = "\u200B";

    private Markdown() {}

    /**
     * The whole of it, or as many reasons as fit, and how many more there are.
     *
     * @param most characters that the tool takes
     */
    static String of(GateAnswer answer, int most) {
        String head = "Tollgate: %s.".formatted(plain(answer.line()));
        List<String> lines = new ArrayList<>();
        for (GateAnswer.Reason reason : answer.reasons()) {
            lines.add("\n- **%s** %s: %s. Can be unblocked by %s."
                    .formatted(
                            plain(reason.ref()), plain(reason.title()), plain(reason.reason()), plain(reason.who())));
        }
        for (int shown = lines.size(); shown > 0; shown--) {
            String text = head + String.join("", lines.subList(0, shown)) + more(lines.size() - shown);
            if (text.length() <= most) {
                return text;
            }
        }
        return head.substring(0, Math.min(head.length(), most));
    }

    private static String more(int hidden) {
        return hidden == 0 ? "" : "\n- and %d more".formatted(hidden);
    }

    /** Titles and reasons are text and no markup: what looks like some is shown as it is, and nobody is called by an {@code @}. */
    private static String plain(String text) {
        return text.replaceAll("\\s+", " ")
                .replaceAll("([\\\\`*_\\[\\]<>#|~])", "\\\\$1")
                .replace("@", "@" + ZERO_WIDTH_SPACE);
    }
}
