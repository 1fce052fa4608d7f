package dev.tollgate.evidence;

import dev.tollgate.lifecycle.Subject;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a piece of evidence is about, as posted and as shown. */
record SubjectJson(
        @NotBlank @Size(max = 200) String name,
        @Nullable @Size(max = 200) String version,

        @Nullable @Pattern(regexp = Subject.DIGEST, message = "must be algorithm:hex, such as sha256: and 64 digits") String digest) {

    Subject subject() {
        return new Subject(name, Optional.ofNullable(version), Optional.ofNullable(digest));
    }
}
