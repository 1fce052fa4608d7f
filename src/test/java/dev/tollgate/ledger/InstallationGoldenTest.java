package dev.tollgate.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.installation.AuthMode;
import dev.tollgate.installation.ChannelAuth;
import dev.tollgate.installation.ChannelProfile;
import dev.tollgate.installation.InstallationEvent;
import dev.tollgate.installation.InstallationEventType;
import dev.tollgate.installation.Route;
import dev.tollgate.installation.SubscriptionForm;
import dev.tollgate.installation.SubscriptionProfile;
import dev.tollgate.lifecycle.EvidenceOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How the events of the platform stream look in the log, for ever: see {@link EventGoldenTest}. */
class InstallationGoldenTest {

    private static final UUID ID = UUID.fromString("019c2a10-4c00-7d21-8a44-5b1e0c9f3d70");
    private static final String DIGEST = "sha256:c59fb97900e51166d06471602b84357e7fbb6bae2ef0ea57a255a11f6f50f95b";

    static Stream<InstallationEvent> all() {
        String target = "https://bots.example.com:443";
        var narrow = new SubscriptionProfile(
                "Release bot",
                target,
                DIGEST,
                List.of("gate.decided"),
                List.of("churn"),
                Map.of("tier", "1", "domain", "crm"),
                SubscriptionForm.CDEVENTS);
        var wide = new SubscriptionProfile(
                "Release bot", target, DIGEST, List.of(), List.of(), Map.of(), SubscriptionForm.CLOUD_EVENTS);
        var tokens = new ChannelAuth(
                AuthMode.OIDC,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new ChannelAuth.Oidc(
                        "https://tokens.example.com",
                        "tollgate",
                        "https://tokens.example.com/keys",
                        Map.of("repository_id", "7"))),
                List.of());
        var route = new Route(
                Map.of("format", "mlflow.model-version-tag", "tag", "approved*"),
                Optional.of("churn"),
                Optional.of("model.champion-selection"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(EvidenceOutcome.PASS),
                Map.of("approver", "/data/value"));
        var profile = new ChannelProfile(
                "Registry",
                List.of("churn"),
                Optional.of("mlflow"),
                tokens,
                EvidenceOutcome.INCONCLUSIVE,
                List.of(route));
        return Stream.of(
                new InstallationEvent.ChannelCreated("registry", profile, DIGEST, Optional.of("3f7a0c21b9de")),
                new InstallationEvent.ChannelUpdated("registry", profile),
                new InstallationEvent.ChannelDisabled("registry", "the registry moved"),
                new InstallationEvent.ChannelEnabled("registry", "enabled again"),
                new InstallationEvent.ChannelSecretRotated(
                        "registry", "90b1f6c4a2ee", Instant.parse("2026-02-06T09:00:00.551204Z")),
                new InstallationEvent.ChannelAddressRotated(
                        "registry", DIGEST, Instant.parse("2026-02-06T09:00:00.551204Z")),
                new InstallationEvent.SubscriptionCreated(ID, narrow, 41, "3f7a0c21b9de"),
                new InstallationEvent.SubscriptionUpdated(ID, wide),
                new InstallationEvent.SubscriptionPaused(ID, "the bot moves"),
                new InstallationEvent.SubscriptionResumed(ID, "it has moved"),
                new InstallationEvent.SubscriptionDisabled(ID, "the receiver answered 410: it wants no more events"),
                new InstallationEvent.SubscriptionSecretRotated(
                        ID, "90b1f6c4a2ee", Instant.parse("2026-02-06T09:00:00.551204Z")),
                new InstallationEvent.SubscriptionDeleted(ID),
                new InstallationEvent.ChecklistPublished(
                        "our-models", 2, DIGEST, "application/yaml", "# Ours, \u00e9\nid: our-models\nversion: 2\n"),
                new InstallationEvent.ChecklistDeprecated("our-models", 1, "it forgets the baseline"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void anEventIsWrittenAsItAlwaysWasAndStillRead(InstallationEvent event) throws IOException {
        InstallationEventType type = InstallationEventType.of(event);
        byte[] written = EventCodec.encode(event);

        assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo(golden(type));
        assertThat(EventCodec.decode(type, golden(type).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(event);
        assertThat(event.subject())
                .isEqualTo(
                        switch (event) {
                            case InstallationEvent.ChecklistPublished e -> "our-models/2";
                            case InstallationEvent.ChecklistDeprecated e -> "our-models/1";
                            case InstallationEvent.ChannelCreated e -> "registry";
                            case InstallationEvent.ChannelUpdated e -> "registry";
                            case InstallationEvent.ChannelDisabled e -> "registry";
                            case InstallationEvent.ChannelEnabled e -> "registry";
                            case InstallationEvent.ChannelSecretRotated e -> "registry";
                            case InstallationEvent.ChannelAddressRotated e -> "registry";
                            default -> ID.toString();
                        });
    }

    /** What was written before subscriptions had a choice of form. */
    @ParameterizedTest
    @EnumSource(names = {"SUBSCRIPTION_CREATED", "SUBSCRIPTION_UPDATED"})
    void whatWasWrittenEarlierIsStillRead(InstallationEventType type) throws IOException {
        byte[] earlier = file("earlier/" + type.typeName()).getBytes(StandardCharsets.UTF_8);

        SubscriptionProfile profile = switch (EventCodec.decode(type, earlier)) {
            case InstallationEvent.SubscriptionCreated e -> e.profile();
            case InstallationEvent.SubscriptionUpdated e -> e.profile();
            default -> throw new AssertionError(type);
        };

        assertThat(profile.name()).isEqualTo("Release bot");
        assertThat(profile.form()).isEqualTo(SubscriptionForm.CLOUD_EVENTS);
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeHasItsEventAndItsName(InstallationEventType type) {
        assertThat(all().map(InstallationEventType::of)).contains(type);
        assertThat(InstallationEventType.named(type.typeName())).contains(type);
        assertThat(EventNames.all()).contains(type.typeName());
    }

    @Test
    void noNameMeansTwoThings() {
        assertThat(EventNames.all()).doesNotHaveDuplicates();
        assertThat(EventNames.knows("gate.decided")).isTrue();
        assertThat(EventNames.knows("subscription.exploded")).isFalse();
    }

    private static String golden(InstallationEventType type) throws IOException {
        return file(type.typeName());
    }

    private static String file(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(
                InstallationGoldenTest.class.getResourceAsStream("/events/%s.json".formatted(name)))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
