package dev.tollgate.authoring;

import dev.tollgate.lifecycle.ChecklistRef;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The version that a project is to follow, or to be watched by. */
record VersionBody(
        @NotBlank @Size(max = 63) String checklist,
        @NotNull @Min(1) @Max(999_999) Integer version) {

    ChecklistRef ref() {
        return new ChecklistRef(checklist, version);
    }
}
