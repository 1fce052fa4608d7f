package dev.tollgate.insight.advice;

import dev.tollgate.checklist.ReferenceContent.Pitfall;
import dev.tollgate.lifecycle.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pitfall, looked for in one project.
 *
 * @param because what was read and made the rule true; empty unless FOUND
 * @param missing path of the first field that is not there; absent unless NOT_ASSESSABLE for the want of it
 * @param reason why there is no answer; absent where there is one
 */
record AdviceJson(
        String id,
        String title,
        String impact,
        String remedy,
        String note,
        Status status,
        List<Answer.Reading> because,
        @Nullable String missing,
        @Nullable String reason) {

    enum Status {
        FOUND,
        CLEAR,
        /** What the rule reads is not there. Never to be taken for CLEAR. */
        NOT_ASSESSABLE,
        /** The project has not come so far that it would be worth asking. */
        NOT_YET
    }

    private static AdviceJson of(
            Pitfall pitfall,
            Status status,
            List<Answer.Reading> because,
            @Nullable String missing,
            @Nullable String reason) {
        return new AdviceJson(
                pitfall.id(),
                pitfall.title(),
                pitfall.impact(),
                pitfall.remedy(),
                pitfall.note(),
                status,
                because,
                missing,
                reason);
    }

    static AdviceJson found(Pitfall pitfall, List<Answer.Reading> because) {
        return of(pitfall, Status.FOUND, because, null, null);
    }

    static AdviceJson clear(Pitfall pitfall) {
        return of(pitfall, Status.CLEAR, List.of(), null, null);
    }

    static AdviceJson notAssessable(Pitfall pitfall, Answer.Unanswerable answer) {
        return of(pitfall, Status.NOT_ASSESSABLE, List.of(), answer.missing().orElse(null), answer.reason());
    }

    static AdviceJson notYet(Pitfall pitfall, String reason) {
        return of(pitfall, Status.NOT_YET, List.of(), null, reason);
    }
}
