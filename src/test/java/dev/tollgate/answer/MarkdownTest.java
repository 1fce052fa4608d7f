package dev.tollgate.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.gate.GateAnswer;
import dev.tollgate.lifecycle.GateState;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarkdownTest {

    private static GateAnswer blocked(List<GateAnswer.Reason> reasons) {
        return new GateAnswer("churn", "deploy", false, GateState.NOT_READY, reasons, Optional.empty());
    }

    @Test
    void whatDoesNotFitIsCounted() {
        GateAnswer answer = blocked(IntStream.range(0, 40)
                .mapToObj(i -> new GateAnswer.Reason("deploy.item-" + i, "Item " + i, "no evidence", "somebody"))
                .toList());

        String text = Markdown.of(answer, GitHubRule.LONGEST_COMMENT);

        assertThat(text)
                .hasSizeBetween(900, 1024)
                .startsWith("Tollgate: gate deploy of churn is NOT\\_READY, 40 unmet.");
        long shown = text.lines().filter(line -> line.startsWith("- **")).count();
        assertThat(text).endsWith("\n- and %d more".formatted(40 - shown));
    }

    @Test
    void whereNoReasonFitsTheStateStands() {
        GateAnswer answer = blocked(List.of(new GateAnswer.Reason("deploy.x", "x".repeat(2000), "no", "somebody")));

        assertThat(Markdown.of(answer, 1024)).isEqualTo("Tollgate: gate deploy of churn is NOT\\_READY, 1 unmet.");
        assertThat(Markdown.of(answer, 8)).isEqualTo("Tollgate");
    }

    /** Titles of conditions are what anybody typed. */
    @Test
    void textIsNoMarkupAndCallsNobody() {
        GateAnswer answer = blocked(List.of(
                new GateAnswer.Reason("deploy.x", "![x](https://evil.example) <b>\n# @everyone", "`no`", "a_b*c")));

        assertThat(Markdown.of(answer, 1024))
                .endsWith(
                        "\n- **deploy.x** !\\[x\\](https://evil.example) \\<b\\> \\# @\u200Beveryone: \\`no\\`. Can be unblocked by a\\_b\\*c.");
    }
}
