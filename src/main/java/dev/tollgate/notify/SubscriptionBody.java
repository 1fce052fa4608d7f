package dev.tollgate.notify;

import dev.tollgate.installation.SubscriptionForm;
import dev.tollgate.ledger.EventNames;
import dev.tollgate.lifecycle.Profile;
import dev.tollgate.lifecycle.Project;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Problem;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to hear, and where.
 *
 * @param form as what; CLOUD_EVENTS where absent
 */
record SubscriptionBody(
        @NotBlank @Size(max = 100) String name,
        @NotBlank @Size(max = Target.MAX_LENGTH) String url,
        @Nullable @Size(max = 50) List<String> types,

        @Nullable @Size(max = 100) List<@Pattern(regexp = Project.KEY, message = "must match " + Project.KEY) String> projects,

        @Nullable @Size(max = 20) Map<
                        @Pattern(regexp = Profile.LABEL_KEY, message = "must match " + Profile.LABEL_KEY) String,
                        @NotNull @Size(max = 200) String>
                labels,

        @Nullable SubscriptionForm form) {

    /** @throws dev.tollgate.platform.ProblemException naming every type that there is not, or not in this form */
    void check() {
        List<FieldError> errors = new ArrayList<>();
        List<String> wanted = types == null ? List.of() : types;
        for (int i = 0; i < wanted.size(); i++) {
            String type = wanted.get(i);
            if (!EventNames.knows(type)) {
                errors.add(
                        FieldError.pointer("/types/" + i, "not-allowed", "there is no event type '%s'".formatted(type))
                                .allowing(EventNames.all()));
            } else if (form == SubscriptionForm.CDEVENTS && !ApprovalEvent.TYPES.contains(type)) {
                errors.add(
                        FieldError.pointer("/types/" + i, "not-allowed", "%s has no form in CDEvents".formatted(type))
                                .allowing(ApprovalEvent.TYPES));
            }
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).toException();
        }
    }
}
