package dev.tollgate.authoring;

import dev.tollgate.checklist.ChecklistDocument;
import dev.tollgate.checklist.ContentException;
import dev.tollgate.checklist.Draft;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemType;
import java.util.ArrayList;
import java.util.List;

/** What authors send, read; and what is wrong with it, as problems. */
final class Drafts {

    private static final String NAME = "checklist";

    private Drafts() {}

    /** @throws dev.tollgate.platform.ProblemException where it is not well-formed */
    static Draft parse(String mediaType, String text) {
        try {
            return Draft.parse(NAME, mediaType, text);
        } catch (ContentException e) {
            throw invalid(e);
        }
    }

    /** @throws dev.tollgate.platform.ProblemException where it is no checklist, or not the one that it should be */
    static ChecklistDocument read(Draft draft, String id, int version) {
        ChecklistDocument document;
        try {
            document = draft.read();
        } catch (ContentException e) {
            throw invalid(e);
        }
        List<FieldError> errors = new ArrayList<>();
        if (!document.id().equals(id)) {
            errors.add(other("/id", id, document.id()));
        }
        if (document.version() != version) {
            errors.add(other("/version", String.valueOf(version), String.valueOf(document.version())));
        }
        if (!errors.isEmpty()) {
            throw invalid(errors);
        }
        return document;
    }

    private static FieldError other(String pointer, String wanted, String given) {
        return FieldError.pointer(
                        pointer,
                        "differs-from-path",
                        "%s is %s, and %s in the path".formatted(pointer.substring(1), given, wanted))
                .allowing(List.of(wanted));
    }

    private static RuntimeException invalid(List<FieldError> errors) {
        return Problem.of(ProblemType.INVALID_CHECKLIST, errors.getFirst().detail())
                .at(errors)
                .toException();
    }

    private static RuntimeException invalid(ContentException e) {
        String detail = "line %d: %s".formatted(e.line(), e.reason());
        return invalid(List.of(FieldError.pointer(e.pointer(), "invalid-checklist", detail)));
    }
}
