package dev.tollgate.notify;

import dev.tollgate.access.CurrentCaller;
import dev.tollgate.installation.Installation;
import dev.tollgate.installation.InstallationRefusal;
import dev.tollgate.installation.InstallationRuling;
import dev.tollgate.installation.Subscription;
import dev.tollgate.installation.SubscriptionForm;
import dev.tollgate.installation.SubscriptionProfile;
import dev.tollgate.ledger.PlatformChange;
import dev.tollgate.ledger.PlatformOutcome;
import dev.tollgate.ledger.PlatformStream;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemException;
import dev.tollgate.platform.ProblemType;
import dev.tollgate.platform.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** The counter that the resources of this package go to: checks what is asked, has it put on the record, and makes refusals problems. */
@ApplicationScoped
class Subscriptions {

    private final PlatformStream platform;
    private final SubscriptionBook book;
    private final TargetGuard guard;
    private final Vault vault;
    private final CurrentCaller caller;
    private final Clock clock;

    Subscriptions(
            PlatformStream platform,
            SubscriptionBook book,
            TargetGuard guard,
            Vault vault,
            CurrentCaller caller,
            Clock clock) {
        this.platform = platform;
        this.book = book;
        this.guard = guard;
        this.vault = vault;
        this.caller = caller;
        this.clock = clock;
    }

    List<Subscription> all() {
        return List.copyOf(platform.read().installation().subscriptions().values());
    }

    /** @throws ProblemException where there is no such subscription */
    Subscription find(UUID id) {
        return platform.read().installation().subscription(id).orElseThrow(() -> unknown(id));
    }

    SubscriptionJson show(Subscription subscription) {
        try {
            String url = book.url(subscription.id()).orElseThrow(() -> unknown(subscription.id()));
            return SubscriptionJson.of(subscription, url, clock.instant());
        } catch (SQLException e) {
            throw new IllegalStateException("the address of a subscription could not be read", e);
        }
    }

    /** The subscription as a change left it, or in a dry run would have left it. */
    SubscriptionJson show(PlatformOutcome.Done done, UUID id, String url) {
        Subscription subscription = done.after().installation().subscription(id).orElseThrow();
        return SubscriptionJson.of(subscription, url, clock.instant());
    }

    /** @throws ProblemException where this service cannot keep secrets */
    void requireKey() {
        if (!vault.isOpen()) {
            throw Problem.of(ProblemType.WEBHOOKS_OFF, "This service has no key to keep webhook secrets with.")
                    .toException();
        }
    }

    /** What is wanted, where it may be called. */
    record Wish(SubscriptionProfile profile, Target target) {}

    /** @throws ProblemException saying what is wrong with the wish */
    Wish checked(SubscriptionBody body) {
        requireKey();
        body.check();
        try {
            Target target = guard.parse(body.url());
            guard.addresses(target);
            var profile = new SubscriptionProfile(
                    body.name(),
                    target.origin(),
                    target.digest(),
                    body.types() == null ? List.of() : body.types(),
                    body.projects() == null ? List.of() : body.projects(),
                    body.labels() == null ? Map.of() : body.labels(),
                    body.form() == null ? SubscriptionForm.CLOUD_EVENTS : body.form());
            return new Wish(profile, target);
        } catch (Target.Refused refused) {
            throw Problem.invalid(FieldError.pointer("/url", "target-not-allowed", "url " + refused.reason()))
                    .toException();
        }
    }

    /** Makes the change, with what the books keep beside it. */
    PlatformOutcome.Done change(
            boolean dryRun, Function<Installation, InstallationRuling> rule, PlatformChange.Bookkeeping beside) {
        return accepted(platform.write(new PlatformChange(caller.get(), dryRun, rule, beside)));
    }

    Instant now() {
        return clock.instant();
    }

    SubscriptionBook book() {
        return book;
    }

    /** Asks a rule without changing anything. */
    void require(InstallationRuling ruling) {
        if (ruling instanceof InstallationRuling.Refused refused) {
            throw problem(refused.refusal());
        }
    }

    Installation installation() {
        return platform.read().installation();
    }

    private static PlatformOutcome.Done accepted(PlatformOutcome outcome) {
        return switch (outcome) {
            case PlatformOutcome.Done done -> done;
            case PlatformOutcome.Refused refused -> throw problem(refused.refusal());
        };
    }

    private static ProblemException problem(InstallationRefusal refusal) {
        return switch (refusal) {
            case InstallationRefusal.UnknownSubscription r -> unknown(r.subscription());
            case InstallationRefusal.TooManySubscriptions r ->
                Problem.of(ProblemType.SUBSCRIPTION_LIMIT, "There are %d subscriptions already.".formatted(r.limit()))
                        .toException();
            case InstallationRefusal.SubscriptionInactive r ->
                Problem.of(ProblemType.SUBSCRIPTION_INACTIVE, "The subscription is %s.".formatted(r.state()))
                        .with("state", r.state())
                        .with("action", "POST /v1/subscriptions/%s/resumption".formatted(r.subscription()))
                        .toException();
            case InstallationRefusal.ChecklistRefusal r -> throw notOfSubscriptions(r);
            case InstallationRefusal.ChannelRefusal r -> throw notOfSubscriptions(r);
        };
    }

    private static IllegalStateException notOfSubscriptions(InstallationRefusal refusal) {
        return new IllegalStateException("no rule about subscriptions refuses like that: " + refusal);
    }

    private static ProblemException unknown(UUID id) {
        return Problem.notFound("subscription", id.toString(), List.of());
    }
}
