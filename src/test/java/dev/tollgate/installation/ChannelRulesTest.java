package dev.tollgate.installation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.lifecycle.Actor;
import dev.tollgate.lifecycle.Caller;
import dev.tollgate.lifecycle.EvidenceOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChannelRulesTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final Actor ADMIN = new Actor("developer", Caller.Kind.PERSON);
    private static final ChannelProfile PROFILE = profile(AuthMode.BEARER);

    private static ChannelProfile profile(AuthMode mode) {
        return new ChannelProfile(
                "CI",
                List.of("churn"),
                Optional.empty(),
                new ChannelAuth(mode, Optional.empty(), Optional.empty(), Optional.empty(), List.of()),
                EvidenceOutcome.INCONCLUSIVE,
                List.of());
    }

    private static InstallationEvent.ChannelCreated created(String key) {
        return new InstallationEvent.ChannelCreated(key, PROFILE, "sha256:" + key, Optional.of("k1"));
    }

    private static Installation after(Installation installation, InstallationRuling ruling, Instant at) {
        Installation next = installation;
        for (InstallationEvent event : ((InstallationRuling.Accepted) ruling).events()) {
            next = next.after(event, ADMIN, at, 1);
        }
        return next;
    }

    private final Installation one =
            after(Installation.EMPTY, ChannelRules.create(Installation.EMPTY, created("ci"), 2), NOW);

    @Test
    void aKeyIsUsedOnceAndThereAreOnlySoMany() {
        assertThat(ChannelRules.create(one, created("ci"), 2))
                .isEqualTo(InstallationRuling.refused(new InstallationRefusal.ChannelExists("ci")));
        Installation two = after(one, ChannelRules.create(one, created("cd"), 2), NOW);
        assertThat(ChannelRules.create(two, created("ce"), 2))
                .isEqualTo(InstallationRuling.refused(new InstallationRefusal.TooManyChannels(2)));
    }

    @Test
    void whatStandsAlreadyIsNoChange() {
        assertThat(ChannelRules.update(one, "ci", PROFILE)).isEqualTo(InstallationRuling.nothing());
        assertThat(ChannelRules.enable(one, "ci", "why not")).isEqualTo(InstallationRuling.nothing());
        Installation off = after(one, ChannelRules.disable(one, "ci", "gone"), NOW);
        assertThat(ChannelRules.disable(off, "ci", "again")).isEqualTo(InstallationRuling.nothing());
        assertThat(off.channel("ci").orElseThrow().enabled()).isFalse();
        assertThat(ChannelRules.disable(one, "cd", "gone"))
                .isEqualTo(InstallationRuling.refused(new InstallationRefusal.UnknownChannel("cd")));
    }

    @Test
    void theModeOfAuthenticationStays() {
        assertThat(ChannelRules.update(one, "ci", profile(AuthMode.URL_TOKEN)))
                .isEqualTo(InstallationRuling.refused(new InstallationRefusal.ChannelAuthFixed("ci", AuthMode.BEARER)));
    }

    @Test
    void anAddressLeadsThereUntilItsTimeIsOver() {
        Instant until = NOW.plusSeconds(60);
        Installation moved = after(one, ChannelRules.readdress(one, "ci", "sha256:new", until), NOW);
        Channel channel = moved.channel("ci").orElseThrow();
        assertThat(channel.isAt("sha256:ci", until.minusNanos(1))).isTrue();
        assertThat(channel.isAt("sha256:ci", until)).isFalse();
        assertThat(channel.isAt("sha256:new", until)).isTrue();
        Installation again = after(moved, ChannelRules.readdress(moved, "ci", "sha256:newer", until), NOW);
        assertThat(again.channel("ci").orElseThrow().isAt("sha256:ci", NOW)).isFalse();
    }

    @Test
    void onlyOneSecretCountsBesideTheNewest() {
        Installation second = after(one, ChannelRules.rekey(one, "ci", "k2", NOW), NOW);
        Installation third = after(second, ChannelRules.rekey(second, "ci", "k3", NOW), NOW);
        assertThat(third.channel("ci").orElseThrow().secrets())
                .containsExactly(new SigningKeyRef("k3", Optional.empty()), new SigningKeyRef("k2", Optional.of(NOW)));
    }
}
