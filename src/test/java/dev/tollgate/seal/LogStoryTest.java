package dev.tollgate.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.dev.Await;
import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An auditor trusts a key and nothing else: everything the service says of its log is verified with what anybody has. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class LogStoryTest {

    private static final HexFormat HEX = HexFormat.of();

    private final Api api = Api.of(getClass());
    private ProjectApi churn;
    private List<VerifierKey> keys;

    @BeforeEach
    void aProjectAndTheKey() {
        churn = api.newProject("log", "LOW");
        keys = api.with("Accept", "text/plain")
                .get("/v1/log/key")
                .is(200)
                .text()
                .lines()
                .map(VerifierKey::parse)
                .toList();
    }

    private Answer proof(long seq, String type) {
        return api.with("Accept", type)
                .where("project", churn.key())
                .where("seq", seq)
                .get("/v1/log/proof");
    }

    /** Asks until a checkpoint covers the event: about a second. Every answer before says that it is too early. */
    private Answer proven(long seq, String type) {
        Await.until("a checkpoint", () -> {
            Answer answer = proof(seq, type);
            if (answer.status() != 409) {
                return true;
            }
            answer.isProblem(409, "not-sealed-yet");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
            return false;
        });
        return proof(seq, type).is(200);
    }

    private byte[] leaf(long seq) {
        Answer page =
                churn.where("after", seq - 1).where("limit", 1).get("/events").is(200);
        return Merkle.leafHash(HEX.parseHex(page.value("items[0].hash")));
    }

    private Checkpoint checkpoint() {
        return Checkpoint.verified(
                SignedNote.parse(api.get("/v1/log/checkpoint").is(200).text()), keys);
    }

    @Test
    void theKeysAreShownInBothForms() {
        Answer json = api.get("/v1/log/key").is(200);
        assertThat(keys).hasSize(1);
        json.isJson("""
                {"origin": "tollgate.test/log", "keys": [{"id": "%s", "vkey": "%s", "use": "CURRENT"}]}""".formatted(keys.getFirst().hexId(), keys.getFirst().text()));
    }

    @Test
    void anEventIsProvenWithATextAndTheKey() {
        // Given
        churn.pass("plan.baseline");

        // When
        Answer text = proven(2, "text/plain");

        // Then
        assertThat(text.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
        LogProof proof = LogProof.parse(text.text());
        Checkpoint covering = proof.verify(leaf(2), keys);
        assertThat(covering.origin()).isEqualTo("tollgate.test/log");

        // And the same as JSON, where the log may have grown meanwhile
        Answer json = proven(2, "application/json");
        assertThat(json.value("position")).isEqualTo(Long.toString(proof.index() + 1));
        assertThat(HEX.parseHex(json.value("leaf"))).isEqualTo(leaf(2));
        Checkpoint checkpoint = Checkpoint.verified(SignedNote.parse(json.value("checkpoint")), keys);
        assertThat(checkpoint.size()).isEqualTo(json.number("size"));
        assertThat(new InclusionProof(json.number("index"), json.number("size"), bytes(json.list("hashes")))
                        .proves(leaf(2), checkpoint.root()))
                .isTrue();
    }

    private static List<byte[]> bytes(List<String> hashes) {
        return hashes.stream().map(HEX::parseHex).toList();
    }

    @Test
    void theOrderOfAProjectIsTheOrderOfPositions() {
        churn.pass("plan.baseline");
        churn.pass("plan.roadmap");
        long last = churn.version();
        proven(last, "application/json");

        List<Long> positions = new ArrayList<>();
        for (long seq = 1; seq <= last; seq++) {
            positions.add(Long.parseLong(proof(seq, "application/json").is(200).value("position")));
        }
        assertThat(positions).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aLaterCheckpointContinuesAnEarlierOne() {
        // Given a checkpoint that somebody kept
        proven(1, "text/plain");
        Checkpoint earlier = checkpoint();

        // When the log grows
        churn.pass("plan.baseline");
        proven(churn.version(), "text/plain");
        Checkpoint later = checkpoint();

        // Then
        assertThat(later.size()).isGreaterThan(earlier.size());
        Answer answer = api.where("from", earlier.size())
                .where("to", later.size())
                .get("/v1/log/consistency")
                .is(200);
        var proof = new ConsistencyProof(answer.number("from"), answer.number("to"), bytes(answer.list("hashes")));
        assertThat(proof.proves(earlier.root(), later.root())).isTrue();
        assertThat(api.where("from", 0).get("/v1/log/consistency").is(200).list("hashes"))
                .isEmpty();
    }

    @Test
    void theTreeCanBeComputedFromTiles() {
        proven(1, "text/plain");
        Checkpoint checkpoint = checkpoint();
        var tree = new CompactTree();
        long tiles = checkpoint.size() / 256;
        for (long tile = 0; tile <= tiles; tile++) {
            long width = Math.min(256, checkpoint.size() - tile * 256);
            if (width > 0) {
                String path = "%03d%s".formatted(tile, width == 256 ? "" : ".p/" + width);
                Answer hashes = api.get("/v1/log/tile/0/" + path).is(200);
                byte[] entries = api.get("/v1/log/tile/entries/" + path).is(200).bytes();
                assertThat(hashes.bytes()).hasSize((int) width * 32);
                assertThat(hashes.header("Content-Type")).isEqualTo("application/octet-stream");
                assertThat(hashes.header("Cache-Control")).isEqualTo("private, max-age=31536000, immutable");
                for (int i = 0; i < width; i++) {
                    byte[] leaf = Arrays.copyOfRange(hashes.bytes(), i * 32, (i + 1) * 32);
                    assertThat(entries[34 * i]).isZero();
                    assertThat(entries[34 * i + 1]).isEqualTo((byte) 32);
                    assertThat(Merkle.leafHash(Arrays.copyOfRange(entries, 34 * i + 2, 34 * (i + 1))))
                            .isEqualTo(leaf);
                    tree.append(leaf);
                }
            }
        }
        assertThat(tree.root()).isEqualTo(checkpoint.root());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0/999999",
                "0/x999/999",
                "0/0",
                "0/00",
                "0/000.p/0",
                "0/000.p/256",
                "0/000.p",
                "0/x000/001",
                "0/-01",
                "7/000",
                "00/000",
                "a/000",
                "64/000",
                "5/000.p/1",
                "entries/x999/999.p/7",
                "entries/0",
                "0/x99/999"
            })
    void aTileThatIsNotThereIs404(String path) {
        api.get("/v1/log/tile/" + path).isProblem(404, "not-found");
    }

    @Test
    void whatIsNotOnRecordHasNoProof() {
        proof(99, "application/json").isProblem(404, "not-found");
        api.where("project", "no-such-project")
                .where("seq", 1)
                .get("/v1/log/proof")
                .isProblem(404, "not-found");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            proof,                       project
            proof?project=churn,         seq
            proof?project=churn&seq=0,   seq
            proof?project=churn&seq=one, seq
            consistency,                 from
            consistency?from=-1,         from
            consistency?from=1&to=0,     from
            consistency?from=0&to=99999999999, to
            consistency?from=99999999999, from
            """)
    void aParameterThatIsWrongIsNamed(String path, String parameter) {
        Answer answer = api.get("/v1/log/" + path).isProblem(400, "invalid-request");
        assertThat(answer.value("errors[0].parameter")).isEqualTo(parameter);
    }

    @Test
    void theServiceVerifiesItsOwnLog() {
        churn.pass("plan.baseline");
        proven(2, "text/plain");
        Checkpoint checkpoint = checkpoint();

        Answer answer = api.get("/v1/log/verification").is(200);
        answer.isJson("""
                {"valid": true, "events": "<number>", "root": "<hash>", "checkpoints": "<number>", "verifiedAt": "<time>"}""");
        assertThat(answer.number("events")).isGreaterThanOrEqualTo(checkpoint.size());
        assertThat(answer.number("checkpoints")).isPositive();
    }
}
