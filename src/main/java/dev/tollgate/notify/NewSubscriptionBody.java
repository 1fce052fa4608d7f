package dev.tollgate.notify;

import dev.tollgate.installation.SubscriptionForm;
import dev.tollgate.lifecycle.Profile;
import dev.tollgate.lifecycle.Project;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A subscription to be made. */
record NewSubscriptionBody(
        @NotBlank @Size(max = 100) String name,
        @NotBlank @Size(max = Target.MAX_LENGTH) String url,
        @Nullable @Size(max = 50) List<String> types,

        @Nullable @Size(max = 100) List<@Pattern(regexp = Project.KEY, message = "must match " + Project.KEY) String> projects,

        @Nullable @Size(max = 20) Map<
                        @Pattern(regexp = Profile.LABEL_KEY, message = "must match " + Profile.LABEL_KEY) String,
                        @NotNull @Size(max = 200) String>
                labels,

        @Nullable SubscriptionForm form,
        @Nullable SubscriptionStart start) {

    SubscriptionBody wish() {
        return new SubscriptionBody(name, url, types, projects, labels, form);
    }

    boolean fromTheBeginning() {
        return start == SubscriptionStart.BEGINNING;
    }
}
