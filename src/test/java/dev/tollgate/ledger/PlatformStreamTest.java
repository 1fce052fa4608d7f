package dev.tollgate.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.installation.InstallationEvent;
import dev.tollgate.installation.InstallationRefusal;
import dev.tollgate.installation.SubscriptionForm;
import dev.tollgate.installation.SubscriptionProfile;
import dev.tollgate.installation.SubscriptionRules;
import dev.tollgate.lifecycle.Caller;
import dev.tollgate.platform.ProblemException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What administrators change is a log as all others are: gapless, chained, folded anew on each replica. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class PlatformStreamTest {

    private static final int WRITERS = 8;
    private static final int ROUNDS = 5;
    private static final Caller ADMIN = new Caller("admin", Caller.Kind.PERSON, Set.of("admin"));
    private static final SubscriptionProfile PROFILE = new SubscriptionProfile(
            "n", "https://h.example:443", "sha256:0", List.of(), List.of(), Map.of(), SubscriptionForm.CLOUD_EVENTS);

    @Inject
    PlatformStream platform;

    @Inject
    DataSource source;

    @Inject
    Clock clock;

    @Inject
    Event<PlatformCommitted> committed;

    @Inject
    Database database;

    private static PlatformChange creation(UUID id) {
        return new PlatformChange(
                ADMIN,
                false,
                installation -> SubscriptionRules.create(
                        installation, new InstallationEvent.SubscriptionCreated(id, PROFILE, 0, "0"), 1_000));
    }

    private static PlatformChange deletion(UUID id) {
        return new PlatformChange(ADMIN, false, installation -> SubscriptionRules.delete(installation, id));
    }

    @Test
    void twoReplicasWithManyWritersMakeOneLogWithoutGaps() {
        // Given
        var other = new PlatformStream(source, clock, committed);
        long before = platform.read().seq();

        // When
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            PlatformStream replica = i % 2 == 0 ? platform : other;
            writers.add(CompletableFuture.runAsync(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    UUID id = UUID.randomUUID();
                    assertThat(replica.write(creation(id))).isInstanceOf(PlatformOutcome.Done.class);
                    assertThat(replica.read().installation().subscription(id)).isPresent();
                    assertThat(replica.write(deletion(id))).isInstanceOf(PlatformOutcome.Done.class);
                }
            }));
        }
        writers.forEach(CompletableFuture::join);

        // Then
        PlatformTip tip = platform.read();
        assertThat(tip.seq()).isEqualTo(before + 2L * WRITERS * ROUNDS);
        assertThat(other.read().hash()).isEqualTo(tip.hash());
        assertThat(other.read().installation()).isEqualTo(tip.installation());
        assertThat(platform.verify().valid()).isTrue();
        assertThat(platform.verify().events()).isEqualTo(tip.seq());
    }

    @Test
    void whatFailsBesideTheRecordLeavesNothingOnIt() {
        PlatformTip before = platform.read();
        UUID id = UUID.randomUUID();
        var failing = new PlatformChange(ADMIN, false, creation(id).rule(), (connection, done) -> {
            throw new SQLException("says the test", "57014");
        });

        assertThatThrownBy(() -> platform.write(failing)).isInstanceOf(ProblemException.class);

        assertThat(platform.read().seq()).isEqualTo(before.seq());
        assertThat(platform.read().installation().subscription(id)).isEmpty();
        assertThat(platform.verify().valid()).isTrue();
    }

    @Test
    void aRefusalAndATryWriteNothing() {
        long before = platform.read().seq();
        UUID nobody = UUID.randomUUID();

        assertThat(platform.write(deletion(nobody)))
                .isEqualTo(new PlatformOutcome.Refused(new InstallationRefusal.UnknownSubscription(nobody)));
        var tried = (PlatformOutcome.Done)
                platform.write(new PlatformChange(ADMIN, true, creation(nobody).rule()));

        assertThat(tried.after().installation().subscription(nobody)).isPresent();
        assertThat(platform.read().seq()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE event SET data = '{}'                  | was changed: its hash is not that of its content",
                "UPDATE event SET actor = 'person:mallory'     | was changed: its hash is not that of its content",
                "UPDATE event SET subject = 'other'            | is no event that may follow those before it",
                "DELETE FROM event                             | is missing"
            })
    void aChangedEventIsFound(String change, String reason) throws SQLException {
        UUID id = UUID.randomUUID();
        platform.write(creation(id));
        long seq = platform.read().seq();
        platform.write(deletion(id));

        Verification.Report report =
                after("%s WHERE project_id = '%s' AND seq = %d".formatted(change, PlatformStream.ID, seq));

        assertThat(report.broken()).contains(new Verification.Broken(seq, reason));
    }

    @Test
    void anEndThatWasCutOffIsFound() throws SQLException {
        UUID id = UUID.randomUUID();
        platform.write(creation(id));
        platform.write(deletion(id));

        Verification.Report report = after("DELETE FROM event WHERE project_id = '%s' AND seq = %d"
                .formatted(PlatformStream.ID, platform.read().seq()));

        assertThat(report.valid()).isFalse();
        assertThat(report.differences())
                .extracting(Verification.Difference::column)
                .containsExactly("head_seq", "head_hash");
    }

    /** What a verification says after the owner of the database did this, which is taken back. */
    private Verification.Report after(String sql) throws SQLException {
        try (Connection owner = database.asOwner()) {
            owner.setAutoCommit(false);
            Database.execute(owner, "ALTER TABLE event DISABLE TRIGGER USER");
            Database.execute(owner, sql);
            Verification.Report report = PlatformStream.verify(owner);
            owner.rollback();
            owner.setAutoCommit(true);
            return report;
        }
    }
}
