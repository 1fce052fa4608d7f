package dev.tollgate.intake.channel;

import dev.tollgate.access.Permissions;
import dev.tollgate.installation.AuthMode;
import dev.tollgate.installation.Channel;
import dev.tollgate.installation.ChannelProfile;
import dev.tollgate.installation.ChannelRules;
import dev.tollgate.installation.InstallationEvent;
import dev.tollgate.ledger.PlatformChange.Bookkeeping;
import dev.tollgate.ledger.PlatformOutcome;
import dev.tollgate.platform.Created;
import dev.tollgate.platform.DryRun;
import dev.tollgate.platform.EntityTags;
import dev.tollgate.platform.Page;
import dev.tollgate.platform.Preconditions;
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
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/channels")
class ChannelResource {

    private static final int LONGEST_OVERLAP_HOURS = 168;

    record ReasonBody(@NotBlank @Size(max = 500) String reason) {}

    /**
     * A new secret; where the channel has none, a new address.
     *
     * @param overlapHours how long the present one counts beside the new one; 0 where it leaked
     * @param secret that the senders have already; absent for a fresh one
     */
    record ChannelRotationBody(
            @Nullable @Min(0) @Max(LONGEST_OVERLAP_HOURS) Integer overlapHours,
            @Nullable @Size(min = 16, max = 256) String secret) {}

    private final Channels channels;
    private final SecretBook secrets;
    private final EntityTags tags;
    private final IntakeConfig config;

    ChannelResource(Channels channels, SecretBook secrets, EntityTags tags, IntakeConfig config) {
        this.channels = channels;
        this.secrets = secrets;
        this.tags = tags;
        this.config = config;
    }

    @POST
    @PermissionsAllowed(Permissions.CHANNEL_MANAGE)
    public RestResponse<ChannelJson> createChannel(NewChannelBody body, @BeanParam DryRun dryRun) {
        ChannelProfile profile = channels.checked(body.body());
        String address = Credential.token();
        Optional<Credential> secret = Channels.secret(profile.auth().mode(), Optional.ofNullable(body.secret()));
        var created = new InstallationEvent.ChannelCreated(
                body.key(), profile, Credential.digest(address), secret.map(Credential::keyId));
        PlatformOutcome.Done done = channels.change(
                dryRun.wanted(),
                installation -> ChannelRules.create(installation, created, config.maxChannels()),
                keeping(body.key(), secret, Instant.EPOCH));
        ChannelJson shown = channels.show(done, body.key());
        return dryRun.wanted()
                ? Created.of(shown)
                : Created.at("/v1/channels/" + body.key(), shown.signed(done).revealing(Optional.of(address), secret));
    }

    private Bookkeeping keeping(String channel, Optional<Credential> secret, Instant previousUntil) {
        return (connection, done) -> {
            if (secret.isPresent()) {
                secrets.keep(connection, channel, secret.get(), previousUntil);
            }
        };
    }

    @GET
    @PermissionsAllowed(Permissions.CHANNEL_MANAGE)
    public Page<ChannelJson> listChannels() {
        return Page.whole(channels.all().stream().map(channels::show).toList());
    }

    @GET
    @Path("/{channel}")
    @PermissionsAllowed(Permissions.CHANNEL_MANAGE)
    public ChannelJson getChannel(@PathParam("channel") String key) {
        return channels.show(channels.find(key));
    }

    @PUT
    @Path("/{channel}")
    @PermissionsAllowed(Permissions.CHANNEL_MANAGE)
    public ChannelJson updateChannel(
            @PathParam("channel") String key,
            ChannelBody body,
            @BeanParam DryRun dryRun,
            @BeanParam Preconditions preconditions) {
        ChannelProfile profile = channels.checked(body);
        PlatformOutcome.Done done = channels.change(
                dryRun.wanted(),
                installation -> {
                    if (preconditions.areGiven()) {
                        preconditions.check(installation.channel(key).map(c -> tags.of(channels.show(c))));
                    }
                    return ChannelRules.update(installation, key, profile);
                },
                Bookkeeping.NONE);
        return channels.show(done, key);
    }

    @POST
    @Path("/{channel}/secrets")
    @PermissionsAllowed(Permissions.CHANNEL_MANAGE)
    public RestResponse<ChannelJson> rotateChannelSecret(
            @PathParam("channel") String key, ChannelRotationBody body, @BeanParam DryRun dryRun) {
        Channel channel = channels.find(key);
        AuthMode mode = channel.profile().auth().mode();
        channels.requireVault(mode);
        Duration overlap = body.overlapHours() == null ? config.overlap() : Duration.ofHours(body.overlapHours());
        Instant until = channels.now().plus(overlap);
        Optional<Credential> secret = Channels.secret(mode, Optional.ofNullable(body.secret()));
        Optional<String> address = secret.isPresent() ? Optional.empty() : Optional.of(Credential.token());
        PlatformOutcome.Done done = channels.change(
                dryRun.wanted(),
                installation -> address.isPresent()
                        ? ChannelRules.readdress(installation, key, Credential.digest(address.get()), until)
                        : ChannelRules.rekey(
                                installation, key, secret.orElseThrow().keyId(), until),
                keeping(key, secret, until));
        ChannelJson shown = channels.show(done, key);
        return Created.of(
                dryRun.wanted() ? channels.show(channel) : shown.signed(done).revealing(address, secret));
    }

    @POST
    @Path("/{channel}/disablement")
    @PermissionsAllowed(Permissions.CHANNEL_MANAGE)
    public RestResponse<ChannelJson> disableChannel(
            @PathParam("channel") String key, ReasonBody body, @BeanParam DryRun dryRun) {
        PlatformOutcome.Done done = channels.change(
                dryRun.wanted(),
                installation -> ChannelRules.disable(installation, key, body.reason()),
                Bookkeeping.NONE);
        return Created.of(answer(done, key, dryRun));
    }

    @DELETE
    @Path("/{channel}/disablement")
    @PermissionsAllowed(Permissions.CHANNEL_MANAGE)
    public ChannelJson enableChannel(@PathParam("channel") String key, @BeanParam DryRun dryRun) {
        PlatformOutcome.Done done = channels.change(
                dryRun.wanted(),
                installation -> ChannelRules.enable(installation, key, "enabled again"),
                Bookkeeping.NONE);
        return answer(done, key, dryRun);
    }

    private ChannelJson answer(PlatformOutcome.Done done, String key, DryRun dryRun) {
        ChannelJson shown = channels.show(done, key);
        return dryRun.wanted() ? shown : shown.signed(done);
    }
}
