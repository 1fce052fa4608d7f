package dev.tollgate.ledger;

import static dev.tollgate.ledger.Transactions.Patience.USUAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.checklist.ChecklistVersion;
import dev.tollgate.checklist.Checklists;
import dev.tollgate.checklist.Publications;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.installation.Installation;
import dev.tollgate.installation.InstallationEvent;
import dev.tollgate.installation.InstallationEvent.ChecklistPublished;
import dev.tollgate.installation.InstallationRuling;
import dev.tollgate.installation.PublishedVersion;
import dev.tollgate.installation.PublishingRules;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.Framing;
import dev.tollgate.lifecycle.Profile;
import dev.tollgate.lifecycle.RiskTier;
import dev.tollgate.lifecycle.Sha256;
import dev.tollgate.lifecycle.TaskType;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A version that one replica published is followed by the others, and after a restart. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class PublishedChecklistsTest {

    @Inject
    PlatformStream platform;

    @Inject
    Checklists checklists;

    @Inject
    Ledger ledger;

    @Inject
    LogReader log;

    @Inject
    DataSource source;

    @Inject
    Clock clock;

    @Inject
    Event<PlatformCommitted> platformCommitted;

    @Inject
    Event<Committed> committed;

    private final String id = Api.unique("replicated");

    /** A service that has just started: it remembers nothing. */
    private final class Replica {

        private final PlatformStream stream = new PlatformStream(source, clock, platformCommitted);
        private final Counted publications = new Counted(new PublishedDocuments(stream));
        private final Checklists registry = new Checklists(publications);
        private final Transactions transactions =
                new Transactions(source, new Tips(), new Judge(registry, clock), committed);

        Outcome submit(Submission submission) {
            return transactions.write(List.of(submission), USUAL).getFirst();
        }
    }

    private static final class Counted implements Publications {

        private final PublishedDocuments documents;
        private final AtomicInteger looks = new AtomicInteger();

        private Counted(PublishedDocuments documents) {
            this.documents = documents;
        }

        @Override
        public Installation now() {
            looks.incrementAndGet();
            return documents.now();
        }

        @Override
        public String document(PublishedVersion version) {
            looks.incrementAndGet();
            return documents.document(version);
        }
    }

    private static void write(PlatformStream stream, Function<Installation, InstallationRuling> rule) {
        assertThat(stream.write(new PlatformChange(Asked.ALICE, false, rule))).isInstanceOf(PlatformOutcome.Done.class);
    }

    private void publish(PlatformStream stream, int version) {
        String text = builtIn().replace("\nid: dsml\nversion: 1\n", "\nid: %s\nversion: %d\n".formatted(id, version));
        var wanted = new ChecklistPublished(id, version, Sha256.named(text), "application/yaml", text);
        write(stream, installation -> PublishingRules.publish(installation, wanted));
    }

    private void deprecate(PlatformStream stream, int version) {
        write(
                stream,
                installation -> PublishingRules.deprecate(
                        installation, new InstallationEvent.ChecklistDeprecated(id, version, "enough")));
    }

    private static String builtIn() {
        try (InputStream file =
                Objects.requireNonNull(PublishedChecklistsTest.class.getResourceAsStream("/checklists/dsml.yaml"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Submission creation(String project) {
        var profile = new Profile(
                "Churn",
                "growth",
                Optional.empty(),
                RiskTier.LOW,
                TaskType.BINARY_CLASSIFICATION,
                Map.of(),
                Framing.UNSET);
        return Asked.by(Asked.ALICE, project, new Command.SaveProject(project, profile, id));
    }

    private static int version(Outcome outcome) {
        return ((Outcome.Done) outcome).tip().project().checklist().version();
    }

    @Test
    void givenTwoReplicas_whenOnePublishes_thenTheOtherFollows() {
        var other = new Replica();
        assertThat(other.registry.newest(id)).isEmpty();

        // When one publishes, and the other creates a project by it
        publish(platform, 1);
        String first = Asked.newKey();
        assertThat(version(other.submit(creation(first)))).isEqualTo(1);

        // Then the first one works on that project, and the other on what the first one creates
        assertThat(ledger.submit(Asked.pass(first, "plan.baseline"))).isInstanceOf(Outcome.Done.class);
        publish(other.stream, 2);
        String second = Asked.newKey();
        assertThat(version(ledger.submit(creation(second)))).isEqualTo(2);
        assertThat(other.submit(Asked.pass(second, "plan.baseline"))).isInstanceOf(Outcome.Done.class);

        // And a deprecation is heard of
        deprecate(other.stream, 2);
        assertThat(version(ledger.submit(creation(Asked.newKey())))).isEqualTo(1);
        assertThat(checklists.all(id))
                .extracting(ChecklistVersion::state)
                .containsExactly(ChecklistVersion.State.PUBLISHED, ChecklistVersion.State.DEPRECATED);
        assertThat(log.verify(first).valid()).isTrue();
        assertThat(log.verify(second).valid()).isTrue();
        assertThat(platform.verify().valid()).isTrue();
    }

    @Test
    void givenARestart_whenAProjectGoesOn_thenItsVersionIsReadFromTheLog() {
        publish(platform, 1);
        String project = Asked.newKey();
        ledger.submit(creation(project));

        var restarted = new Replica();

        assertThat(restarted.submit(Asked.pass(project, "plan.baseline"))).isInstanceOf(Outcome.Done.class);
        assertThat(restarted.registry.rules(id, 1).items()).hasSize(36);
        assertThat(restarted.stream.read().installation().versions(id))
                .isEqualTo(platform.read().installation().versions(id));
        assertThat(restarted.registry.text(restarted.registry.version(id, 1).orElseThrow()))
                .startsWith("# DSML")
                .contains("\nid: " + id);
    }

    @Test
    void givenAPinnedVersion_whenItIsAskedForAgain_thenNobodyLooksAtTheStream() {
        publish(platform, 1);
        var replica = new Replica();
        replica.registry.rules(id, 1);
        int looks = replica.publications.looks.get();

        for (int i = 0; i < 100; i++) {
            replica.registry.rules(id, 1);
            assertThat(replica.registry.find(id, 1)).isPresent();
            replica.registry.newest("dsml");
            replica.registry.rules("dsml-strict", 1);
        }

        assertThat(replica.publications.looks).hasValue(looks);
        assertThat(replica.registry.rules(id, 1)).isSameAs(replica.registry.rules(id, 1));
    }

    @Test
    void whatTheLogNoLongerHoldsIsNotGuessed() {
        publish(platform, 1);
        PublishedVersion there = platform.read().installation().version(id, 1).orElseThrow();
        var documents = new PublishedDocuments(platform);

        var elsewhere = new PublishedVersion(
                id,
                1,
                Sha256.named("other"),
                "application/yaml",
                there.seq(),
                "alice",
                there.publishedAt(),
                Optional.empty());
        assertThatThrownBy(() -> documents.document(elsewhere)).hasMessageContaining("is not the publication of " + id);
    }
}
