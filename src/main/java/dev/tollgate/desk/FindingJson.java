package dev.tollgate.desk;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tollgate.lifecycle.Answer;
import dev.tollgate.lifecycle.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one check says of a piece of evidence.
 *
 * @param required the expression as the checklist spells it
 * @param found what it read, where it says no
 * @param missing path of the first field that is not there
 * @param problem why it could not be answered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FindingJson(
        String check,
        boolean passed,
        String required,
        @Nullable List<Read> found,
        @Nullable String missing,
        @Nullable String problem) {

    public record Read(String path, @Nullable Object value) {}

    public static FindingJson of(Finding finding) {
        return switch (finding.answer()) {
            case Answer.Yes yes -> of(finding, null, null, null);
            case Answer.No no ->
                of(
                        finding,
                        no.readings().stream()
                                .map(reading -> new Read(reading.path(), reading.value()))
                                .toList(),
                        null,
                        null);
            case Answer.Unanswerable none -> of(finding, null, none.missing().orElse(null), none.reason());
        };
    }

    private static FindingJson of(
            Finding finding, @Nullable List<Read> found, @Nullable String missing, @Nullable String problem) {
        return new FindingJson(finding.check(), finding.passed(), finding.required(), found, missing, problem);
    }
}
