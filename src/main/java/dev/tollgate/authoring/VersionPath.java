package dev.tollgate.authoring;

import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Problem;
import java.util.regex.Pattern;

/** The names in the path of a version, whether or not there is one. */
final class VersionPath {

    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int LONGEST_ID = 63;
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,5}");

    private VersionPath() {}

    static String id(String checklist) {
        if (checklist.length() > LONGEST_ID || !ID.matcher(checklist).matches()) {
            throw Problem.invalid(FieldError.parameter(
                            "checklist",
                            "invalid-slug",
                            "a checklist's id is lower-case words joined by hyphens, at most 63 characters"))
                    .toException();
        }
        return checklist;
    }

    static int number(String version) {
        if (!VERSION.matcher(version).matches()) {
            throw Problem.invalid(FieldError.parameter(
                            "version", "out-of-range", "a version is a whole number from 1 to 999999"))
                    .toException();
        }
        return Integer.parseInt(version);
    }
}
