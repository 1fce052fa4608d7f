package dev.tollgate.installation;

import dev.tollgate.installation.InstallationEvent.ChannelAddressRotated;
import dev.tollgate.installation.InstallationEvent.ChannelCreated;
import dev.tollgate.installation.InstallationEvent.ChannelDisabled;
import dev.tollgate.installation.InstallationEvent.ChannelEnabled;
import dev.tollgate.installation.InstallationEvent.ChannelSecretRotated;
import dev.tollgate.installation.InstallationEvent.ChannelUpdated;
import java.time.Instant;
import java.util.function.Function;

/** What may be done with channels. What stands already is no change and no event. */
public final class ChannelRules {

    private ChannelRules() {}

    /** @param limit how many channels there may be */
    public static InstallationRuling create(Installation installation, ChannelCreated wanted, int limit) {
        if (installation.channel(wanted.channel()).isPresent()) {
            return InstallationRuling.refused(new InstallationRefusal.ChannelExists(wanted.channel()));
        }
        return installation.channels().size() < limit
                ? InstallationRuling.of(wanted)
                : InstallationRuling.refused(new InstallationRefusal.TooManyChannels(limit));
    }

    /** How senders show who they are is what the channel is: another way is another channel, with another secret. */
    public static InstallationRuling update(Installation installation, String key, ChannelProfile profile) {
        return of(installation, key, channel -> {
            AuthMode mode = channel.profile().auth().mode();
            if (mode != profile.auth().mode()) {
                return InstallationRuling.refused(new InstallationRefusal.ChannelAuthFixed(key, mode));
            }
            return channel.profile().equals(profile)
                    ? InstallationRuling.nothing()
                    : InstallationRuling.of(new ChannelUpdated(key, profile));
        });
    }

    public static InstallationRuling disable(Installation installation, String key, String reason) {
        return of(
                installation,
                key,
                channel -> channel.enabled()
                        ? InstallationRuling.of(new ChannelDisabled(key, reason))
                        : InstallationRuling.nothing());
    }

    public static InstallationRuling enable(Installation installation, String key, String reason) {
        return of(
                installation,
                key,
                channel -> channel.enabled()
                        ? InstallationRuling.nothing()
                        : InstallationRuling.of(new ChannelEnabled(key, reason)));
    }

    public static InstallationRuling readdress(Installation installation, String key, String digest, Instant until) {
        return of(installation, key, channel -> InstallationRuling.of(new ChannelAddressRotated(key, digest, until)));
    }

    public static InstallationRuling rekey(Installation installation, String key, String keyId, Instant until) {
        return of(installation, key, channel -> InstallationRuling.of(new ChannelSecretRotated(key, keyId, until)));
    }

    private static InstallationRuling of(
            Installation installation, String key, Function<Channel, InstallationRuling> rule) {
        return installation
                .channel(key)
                .map(rule)
                .orElseGet(() -> InstallationRuling.refused(new InstallationRefusal.UnknownChannel(key)));
    }
}
