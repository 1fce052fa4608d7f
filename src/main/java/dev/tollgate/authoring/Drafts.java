package dev.tollgate.authoring;

import dev.tollgate.checklist.ChecklistDocument;
import dev.tollgate.checklist.ContentException;
import dev.tollgate.checklist.Draft;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What authors send, read; and what is wrong with it, as problems. */
final class Drafts {

    private static final String NAME = "checklist";
    private static final Pattern MESSAGE = Pattern.compile(NAME + ":([0-9]+): (.*)", Pattern.DOTALL);

    private Drafts() {}

    /** @throws dev.tollgate.platform.ProblemException 400 where it is not well-formed */
    static Draft parse(String mediaType, String text) {
        try {
            return Draft.parse(NAME, mediaType, text);
        } catch (ContentException e) {
            String code = mediaType.equals(Draft.JSON) ? "malformed-json" : "malformed-yaml";
            throw Problem.invalid(error(e, code)).toException();
        }
    }

    /** @throws dev.tollgate.platform.ProblemException 422 where it is no checklist, or not the one that it should be */
    static ChecklistDocument read(Draft draft, String id, int version) {
        ChecklistDocument document;
        try {
            document = draft.read();
        } catch (ContentException e) {
            throw invalid(List.of(error(e, "invalid-checklist")));
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

    private static FieldError error(ContentException e, String code) {
        String text = String.valueOf(e.getMessage());
        Matcher message = MESSAGE.matcher(text);
        String detail = message.matches() ? "line %s: %s".formatted(message.group(1), message.group(2)) : text;
        return FieldError.pointer("", code, detail);
    }
}
