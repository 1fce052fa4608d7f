package dev.tollgate.intake.channel;

import dev.tollgate.access.CurrentCaller;
import dev.tollgate.installation.AuthMode;
import dev.tollgate.installation.Channel;
import dev.tollgate.installation.ChannelProfile;
import dev.tollgate.installation.Installation;
import dev.tollgate.installation.InstallationRefusal;
import dev.tollgate.installation.InstallationRuling;
import dev.tollgate.intake.Detection;
import dev.tollgate.ledger.PlatformChange;
import dev.tollgate.ledger.PlatformOutcome;
import dev.tollgate.ledger.PlatformStream;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemException;
import dev.tollgate.platform.ProblemType;
import dev.tollgate.platform.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The counter for those who manage channels: checks what is asked, has it put on the record, and makes refusals problems. */
@ApplicationScoped
class Channels {

    private final PlatformStream platform;
    private final Detection detection;
    private final Vault vault;
    private final CurrentCaller caller;
    private final Clock clock;

    Channels(PlatformStream platform, Detection detection, Vault vault, CurrentCaller caller, Clock clock) {
        this.platform = platform;
        this.detection = detection;
        this.vault = vault;
        this.caller = caller;
        this.clock = clock;
    }

    List<Channel> all() {
        return List.copyOf(platform.read().installation().channels().values());
    }

    /** @throws ProblemException where there is no such channel */
    Channel find(String key) {
        return platform.read().installation().channel(key).orElseThrow(() -> unknown(key));
    }

    ChannelJson show(Channel channel) {
        return ChannelJson.of(channel, clock.instant());
    }

    /** The channel as a change left it, or in a dry run would have left it. */
    ChannelJson show(PlatformOutcome.Done done, String key) {
        return show(done.after().installation().channel(key).orElseThrow());
    }

    Instant now() {
        return clock.instant();
    }

    /** @throws ProblemException where the mode needs a secret and this service cannot keep any */
    void requireVault(AuthMode mode) {
        if (mode.hasSecret() && !vault.isOpen()) {
            throw Problem.of(ProblemType.WEBHOOKS_OFF, "This service has no key to keep the channel's secret with.")
                    .toException();
        }
    }

    /** @throws ProblemException naming everything that does not fit together */
    ChannelProfile checked(ChannelBody body) {
        requireVault(body.auth().mode());
        List<FieldError> errors = new ArrayList<>();
        checkSource(body, errors);
        checkAuth(body.auth(), errors);
        for (int i = 0; i < body.wishes().size(); i++) {
            checkRoute(body, i, errors);
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).toException();
        }
        return body.profile();
    }

    private void checkSource(ChannelBody body, List<FieldError> errors) {
        List<String> sources = detection.formats().stream()
                .map(known -> known.adapter().source())
                .distinct()
                .toList();
        if (body.source() != null && !sources.contains(body.source())) {
            errors.add(FieldError.pointer(
                            "/source", "not-allowed", "there is no adapter for '%s'".formatted(body.source()))
                    .allowing(sources));
        }
    }

    private static void checkAuth(ChannelBody.Auth auth, List<FieldError> errors) {
        require(
                auth.mode() != AuthMode.BASIC || auth.username() != null,
                "/auth/username",
                "BASIC needs a username",
                errors);
        require(
                auth.mode() != AuthMode.HEADER_EQUALS || auth.header() != null,
                "/auth/header",
                "HEADER_EQUALS needs the name of a header",
                errors);
        require(auth.mode() != AuthMode.OIDC || auth.oidc() != null, "/auth/oidc", "OIDC needs an issuer", errors);
        List<String> keys = auth.publicKeys() == null ? List.of() : auth.publicKeys();
        require(auth.mode() != AuthMode.DSSE || !keys.isEmpty(), "/auth/publicKeys", "DSSE needs a public key", errors);
        for (int i = 0; i < keys.size(); i++) {
            require(
                    PublicKeys.read(keys.get(i)).isPresent(),
                    "/auth/publicKeys/" + i,
                    "is no public key in PEM (EC, RSA or Ed25519)",
                    errors);
        }
    }

    private static void checkRoute(ChannelBody body, int index, List<FieldError> errors) {
        RouteBody route = body.wishes().get(index);
        String at = "/routes/" + index;
        require(route.destinations() == 1, at, "must name one of item, signal and gate", errors);
        require(
                route.project() == null || body.projects().contains(route.project()),
                at + "/project",
                "is not one of the channel's projects",
                errors);
    }

    private static void require(boolean good, String pointer, String what, List<FieldError> errors) {
        if (!good) {
            errors.add(FieldError.pointer(pointer, "not-allowed", what));
        }
    }

    /** Makes the change, with what the books keep beside it. */
    PlatformOutcome.Done change(
            boolean dryRun, Function<Installation, InstallationRuling> rule, PlatformChange.Bookkeeping beside) {
        return switch (platform.write(new PlatformChange(caller.get(), dryRun, rule, beside))) {
            case PlatformOutcome.Done done -> done;
            case PlatformOutcome.Refused refused -> throw problem(refused.refusal());
        };
    }

    private static ProblemException problem(InstallationRefusal refusal) {
        return switch (refusal) {
            case InstallationRefusal.UnknownChannel r -> unknown(r.channel());
            case InstallationRefusal.ChannelExists r ->
                Problem.of(ProblemType.CHANNEL_EXISTS, "There is a channel '%s' already.".formatted(r.channel()))
                        .toException();
            case InstallationRefusal.TooManyChannels r ->
                Problem.of(ProblemType.CHANNEL_LIMIT, "There are %d channels already.".formatted(r.limit()))
                        .toException();
            case InstallationRefusal.ChannelAuthFixed r ->
                Problem.of(
                                ProblemType.CHANNEL_AUTH_FIXED,
                                "The channel %s authenticates by %s.".formatted(r.channel(), r.mode()))
                        .at(FieldError.pointer("/auth/mode", "fixed", "stays " + r.mode())
                                .allowing(List.of(r.mode().name())))
                        .toException();
            case InstallationRefusal.SubscriptionRefusal r -> throw notOfChannels(r);
            case InstallationRefusal.ChecklistRefusal r -> throw notOfChannels(r);
        };
    }

    private static IllegalStateException notOfChannels(InstallationRefusal refusal) {
        return new IllegalStateException("no rule about channels refuses like that: " + refusal);
    }

    private static ProblemException unknown(String key) {
        return Problem.notFound("channel", key, List.of());
    }

    /** A secret for a new channel: the one that its senders have, or a fresh one; none where the mode has none. */
    static Optional<Credential> secret(AuthMode mode, Optional<String> brought) {
        return mode.hasSecret()
                ? Optional.of(brought.map(Credential::of).orElseGet(() -> Credential.fresh(mode)))
                : Optional.empty();
    }
}
