package dev.tollgate.notify;

import dev.tollgate.installation.SubscriptionForm;
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

        @Nullable @Size(max = 100) List<@Pattern(regexp = SubscriptionBody.PROJECT, message = "must match " + SubscriptionBody.PROJECT) String>
                projects,

        @Nullable @Size(max = 20) Map<
                        @Pattern(regexp = SubscriptionBody.LABEL, message = "must match " + SubscriptionBody.LABEL) String,
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
