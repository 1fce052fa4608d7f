package dev.tollgate.notify;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tollgate.access.Permissions;
import dev.tollgate.installation.InstallationEvent;
import dev.tollgate.installation.Subscription;
import dev.tollgate.installation.SubscriptionRules;
import dev.tollgate.ledger.PlatformChange;
import dev.tollgate.ledger.PlatformOutcome;
import dev.tollgate.platform.Created;
import dev.tollgate.platform.DryRun;
import dev.tollgate.platform.EntityTags;
import dev.tollgate.platform.Page;
import dev.tollgate.platform.Preconditions;
import dev.tollgate.seal.SealedLog;
import io.quarkus.security.PermissionsAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/subscriptions")
class SubscriptionResource {

    private static final int LONGEST_OVERLAP_HOURS = 168;

    record ReasonBody(@NotBlank @Size(max = 500) String reason) {}

    /** @param overlapHours how long the present secret signs beside the new one; 0 where it leaked */
    record RotationBody(
            @Nullable @Min(0) @Max(LONGEST_OVERLAP_HOURS) Integer overlapHours) {}

    private final Subscriptions subscriptions;
    private final SealedLog log;
    private final EntityTags tags;
    private final WebhookConfig config;

    SubscriptionResource(Subscriptions subscriptions, SealedLog log, EntityTags tags, WebhookConfig config) {
        this.subscriptions = subscriptions;
        this.log = log;
        this.tags = tags;
        this.config = config;
    }

    @POST
    @PermissionsAllowed(Permissions.SUBSCRIPTION_MANAGE)
    public RestResponse<SubscriptionJson> createSubscription(NewSubscriptionBody body, @BeanParam DryRun dryRun) {
        Subscriptions.Wish wish = subscriptions.checked(body.wish());
        Secret secret = Secret.fresh();
        UUID id = UuidCreator.getTimeOrderedEpoch();
        var created = new InstallationEvent.SubscriptionCreated(
                id, wish.profile(), body.fromTheBeginning() ? 0 : log.end(), secret.keyId());
        PlatformOutcome.Done done = subscriptions.change(
                dryRun.wanted(),
                installation -> SubscriptionRules.create(installation, created, config.maxSubscriptions()),
                (connection, made) -> {
                    subscriptions.book().open(connection, made, created, wish.target());
                    subscriptions.book().keep(connection, id, secret, Instant.EPOCH);
                });
        SubscriptionJson shown = subscriptions.show(done, id, wish.target().url());
        return dryRun.wanted()
                ? Created.of(shown.tried(true))
                : Created.at("/v1/subscriptions/" + id, shown.signed(done).revealing(secret));
    }

    @GET
    @PermissionsAllowed(Permissions.SUBSCRIPTION_MANAGE)
    public Page<SubscriptionJson> listSubscriptions() {
        return Page.whole(subscriptions.all().stream().map(subscriptions::show).toList());
    }

    @GET
    @Path("/{subscription}")
    @PermissionsAllowed(Permissions.SUBSCRIPTION_MANAGE)
    public SubscriptionJson getSubscription(@PathParam("subscription") UUID id) {
        return subscriptions.show(subscriptions.find(id));
    }

    @PUT
    @Path("/{subscription}")
    @PermissionsAllowed(Permissions.SUBSCRIPTION_MANAGE)
    public SubscriptionJson updateSubscription(
            @PathParam("subscription") UUID id,
            SubscriptionBody body,
            @BeanParam DryRun dryRun,
            @BeanParam Preconditions preconditions) {
        Subscriptions.Wish wish = subscriptions.checked(body);
        PlatformOutcome.Done done = subscriptions.change(
                dryRun.wanted(),
                installation -> {
                    if (preconditions.areGiven()) {
                        preconditions.check(installation.subscription(id).map(this::tag));
                    }
                    return SubscriptionRules.update(installation, id, wish.profile());
                },
                follow(id, Optional.of(wish.target())));
        return subscriptions.show(done, id, wish.target().url());
    }

    private String tag(Subscription subscription) {
        return tags.of(subscriptions.show(subscription));
    }

    @DELETE
    @Path("/{subscription}")
    @PermissionsAllowed(Permissions.SUBSCRIPTION_MANAGE)
    public SubscriptionJson deleteSubscription(@PathParam("subscription") UUID id, @BeanParam DryRun dryRun) {
        SubscriptionJson last = subscriptions.show(subscriptions.find(id));
        PlatformOutcome.Done done = subscriptions.change(
                dryRun.wanted(),
                installation -> SubscriptionRules.delete(installation, id),
                (connection, gone) -> subscriptions.book().remove(connection, id));
        return dryRun.wanted() ? last : last.signed(done);
    }

    @POST
    @Path("/{subscription}/pause")
    @PermissionsAllowed(Permissions.SUBSCRIPTION_MANAGE)
    public RestResponse<SubscriptionJson> pauseSubscription(
            @PathParam("subscription") UUID id, ReasonBody body, @BeanParam DryRun dryRun) {
        String url = subscriptions.show(subscriptions.find(id)).url();
        PlatformOutcome.Done done = subscriptions.change(
                dryRun.wanted(),
                installation -> SubscriptionRules.pause(installation, id, body.reason()),
                follow(id, Optional.empty()));
        return answer(done, id, url, dryRun);
    }

    @POST
    @Path("/{subscription}/resumption")
    @PermissionsAllowed(Permissions.SUBSCRIPTION_MANAGE)
    public RestResponse<SubscriptionJson> resumeSubscription(
            @PathParam("subscription") UUID id, ReasonBody body, @BeanParam DryRun dryRun) {
        String url = subscriptions.show(subscriptions.find(id)).url();
        PlatformOutcome.Done done = subscriptions.change(
                dryRun.wanted(),
                installation -> SubscriptionRules.resume(installation, id, body.reason()),
                follow(id, Optional.empty()));
        return answer(done, id, url, dryRun);
    }

    @POST
    @Path("/{subscription}/secrets")
    @PermissionsAllowed(Permissions.SUBSCRIPTION_MANAGE)
    public RestResponse<SubscriptionJson> rotateSecret(
            @PathParam("subscription") UUID id, RotationBody body, @BeanParam DryRun dryRun) {
        subscriptions.requireKey();
        String url = subscriptions.show(subscriptions.find(id)).url();
        Secret secret = Secret.fresh();
        Duration overlap = body.overlapHours() == null ? config.overlap() : Duration.ofHours(body.overlapHours());
        Instant previousUntil = subscriptions.now().plus(overlap);
        PlatformOutcome.Done done = subscriptions.change(
                dryRun.wanted(),
                installation -> SubscriptionRules.rotate(installation, id, secret.keyId(), previousUntil),
                (connection, rotated) -> {
                    subscriptions.book().follow(connection, rotated, id, Optional.empty());
                    subscriptions.book().keep(connection, id, secret, previousUntil);
                });
        SubscriptionJson shown = subscriptions.show(done, id, url);
        return Created.of(
                dryRun.wanted() ? shown.tried(false) : shown.signed(done).revealing(secret));
    }

    private PlatformChange.Bookkeeping follow(UUID id, Optional<Target> target) {
        return (connection, done) -> subscriptions.book().follow(connection, done, id, target);
    }

    private RestResponse<SubscriptionJson> answer(PlatformOutcome.Done done, UUID id, String url, DryRun dryRun) {
        SubscriptionJson shown = subscriptions.show(done, id, url);
        return Created.of(dryRun.wanted() ? shown : shown.signed(done));
    }
}
