package dev.tollgate.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.intake.AdapterKit;
import dev.tollgate.intake.Bodies;
import dev.tollgate.intake.Delivery;
import dev.tollgate.intake.Hints;
import dev.tollgate.intake.Message;
import dev.tollgate.intake.Reading;
import dev.tollgate.intake.Unreadable;
import dev.tollgate.intake.Verdict;
import dev.tollgate.lifecycle.Sha256;
import dev.tollgate.lifecycle.Subject;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InTotoTest {

    private static final String SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final String COMMIT = "2f1c0d9be1a34c5f8a6b7c8d9e0f112233445566";

    private final AdapterKit inToto = new AdapterKit(new InToto());

    private Reading with(List<PublicKey> keys, String body) {
        Delivery delivery = new Delivery(
                Map.of(), Hints.NONE, Bodies.read(body.getBytes(StandardCharsets.UTF_8)), List.copyOf(keys));
        return ((Message.Evidence) inToto.message(delivery)).readings().getFirst();
    }

    /** A fixture's statement in an envelope. */
    private String signed(String fixture, KeyPair keys, String algorithm) {
        byte[] payload = inToto.bytes(fixture);
        byte[] signature = DsseTest.sign(algorithm, keys, Dsse.pae(DsseTest.IN_TOTO, payload));
        return DsseTest.envelope(DsseTest.IN_TOTO, payload, signature).toPrettyString();
    }

    @Test
    void aTestResult() {
        Reading tests = inToto.reading("attestation.test-result.json");
        assertThat(tests.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(tests.subject())
                .hasValue(new Subject("churn-1.4.0.onnx", Optional.empty(), Optional.of("sha256:" + SHA)));
        assertThat(tests.metrics()).isEqualTo(Map.of("passedTests", 2.0, "warnedTests", 1.0, "failedTests", 1.0));
        assertThat(tests.url()).hasValue("https://ci.example.com/acme/churn/runs/71");
        assertThat(tests.producer()).hasValue(".github/workflows/evaluate.yml");
        assertThat(tests.author()).isEmpty();
        assertThat(tests.facets())
                .isEqualTo(Map.of(
                        "commit", COMMIT,
                        "predicate", "https://in-toto.io/attestation/test-result/v0.1",
                        "signature", "unverified",
                        "workflow", ".github/workflows/evaluate.yml"));
        assertThat(tests.data())
                .isEqualTo(Map.of(
                        "predicateType",
                        "https://in-toto.io/attestation/test-result/v0.1",
                        "subjects",
                        List.of(
                                Map.of(
                                        "name",
                                        "churn-1.4.0.onnx",
                                        "digest",
                                        Map.of("gitCommit", COMMIT, "SHA256", SHA.toUpperCase(Locale.ROOT))),
                                Map.of(
                                        "name",
                                        "churn-train.parquet",
                                        "digest",
                                        Map.of(
                                                "sha256",
                                                "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"))),
                        "failedTests",
                        List.of("fairness"),
                        "warnedTests",
                        List.of("calibration")));
        assertThat(tests.notes()).containsExactly("the statement is not signed");
        assertThat(tests.key()).isEqualTo(Sha256.named(inToto.bytes("attestation.test-result.json")));
    }

    @ParameterizedTest
    @CsvSource({"PASSED, PASS", "WARNED, WARN", "FAILED, FAIL", "SOMETHING, INFO"})
    void resultsOfTests(String result, Verdict verdict) {
        String body = inToto.text("attestation.test-result.json").replace("\"FAILED\"", "\"%s\"".formatted(result));
        assertThat(inToto.readingOf(body).verdict()).isEqualTo(verdict);
    }

    @Test
    void aProvenanceIsGoodOnlyWhereItsSignerIsKnown() {
        Reading bare = inToto.reading("attestation.provenance.json");
        assertThat(bare.verdict()).isEqualTo(Verdict.INFO);
        KeyPair keys = DsseTest.keys("secp256r1");
        String envelope = signed("attestation.provenance.json", keys, "SHA256withECDSA");
        assertThat(with(List.of(), envelope).verdict()).isEqualTo(Verdict.INFO);
        assertThat(with(List.of(), envelope).notes())
                .containsExactly("the channel has no key to verify the signature with");

        Reading provenance = with(List.of(DsseTest.keys("RSA").getPublic(), keys.getPublic()), envelope);
        assertThat(provenance.verdict()).isEqualTo(Verdict.PASS);
        assertThat(provenance.notes()).isEmpty();
        assertThat(provenance.facets())
                .isEqualTo(Map.of(
                        "branch", "main",
                        "commit", COMMIT,
                        "predicate", "https://slsa.dev/provenance/v1",
                        "repository", "acme/churn",
                        "signature", "verified",
                        "workflow", ".github/workflows/train.yml"));
        assertThat(provenance.producer()).hasValue("https://builder.example.com/train/v3");
        assertThat(provenance.run()).hasValue("https://github.com/acme/churn/actions/runs/9001/attempts/1");
        assertThat(provenance.url()).isEqualTo(provenance.run());
        // Routes point into the statement, however it was wrapped.
        assertThat(provenance.body().text("/predicateType")).hasValue("https://slsa.dev/provenance/v1");
        assertThat(provenance.startedAt()).hasValue(Instant.parse("2026-03-02T10:00:00Z"));
        assertThat(provenance.finishedAt()).hasValue(Instant.parse("2026-03-02T10:25:00Z"));
        assertThat(provenance.data())
                .containsEntry(
                        "resolvedDependencies",
                        List.of(
                                Map.of(
                                        "uri",
                                        "https://data.example.com/churn/2026-03.parquet",
                                        "digest",
                                        Map.of(
                                                "sha256",
                                                "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752")),
                                Map.of(
                                        "uri",
                                        "git+https://github.com/acme/churn@refs/heads/main",
                                        "digest",
                                        Map.of("gitCommit", COMMIT))));
    }

    @Test
    void earlierProvenance() {
        Reading provenance = inToto.reading("attestation.provenance-v0-2.json");
        assertThat(provenance.facets())
                .containsEntry("repository", "acme/ml/churn")
                .containsEntry("tag", "v1.4.0")
                .containsEntry("commit", COMMIT)
                .containsEntry("workflow", "build.yaml")
                .doesNotContainKey("branch");
        assertThat(provenance.run()).hasValue("build-318");
        assertThat(provenance.url()).isEmpty();
        assertThat(provenance.startedAt()).hasValue(Instant.parse("2026-03-02T11:00:00Z"));
    }

    @Test
    void linesAreReportsOfTheirOwn() {
        List<Reading> lines = inToto.readings("attestation.lines.jsonl");
        assertThat(lines).hasSize(2);
        Reading verified = lines.getFirst();
        assertThat(verified.verdict()).isEqualTo(Verdict.PASS);
        assertThat(verified.metrics()).isEqualTo(Map.of("properties", 2.0));
        assertThat(verified.producer()).hasValue("https://verifier.example.com/models/v2");
        assertThat(verified.finishedAt()).hasValue(Instant.parse("2026-03-03T08:00:00Z"));
        Reading summary = lines.getLast();
        assertThat(summary.verdict()).isEqualTo(Verdict.PASS);
        assertThat(summary.subject())
                .as("no digest of it is one that can be kept, and its name says nothing")
                .hasValue(new Subject("pkg:oci/churn", Optional.empty(), Optional.empty()));
        assertThat(summary.metrics())
                .isEqualTo(
                        Map.of("dependencyLevels.SLSA_BUILD_LEVEL_1", 4.0, "dependencyLevels.SLSA_BUILD_LEVEL_3", 2.0));
        assertThat(summary.url()).hasValue("https://policies.example.com/production");
        assertThat(summary.finishedAt()).hasValue(Instant.parse("2026-03-03T09:00:00Z"));
        String[] sent = inToto.text("attestation.lines.jsonl").split("\n", -1);
        assertThat(new String(verified.bytes(), StandardCharsets.UTF_8)).isEqualTo(sent[0]);
        assertThat(new String(summary.bytes(), StandardCharsets.UTF_8)).isEqualTo(sent[1]);
    }

    @Test
    void vulnerabilitiesAreCountedByEachMethod() {
        Reading scan = inToto.reading("attestation.vulns.json");
        assertThat(scan.verdict()).isEqualTo(Verdict.INFO);
        assertThat(scan.subject())
                .hasValue(new Subject("pkg:oci/churn", Optional.empty(), Optional.of("sha256:" + SHA)));
        assertThat(scan.metrics())
                .isEqualTo(Map.of(
                        "vulnerabilities", 3.0,
                        "vulnerabilities.nvd.high", 1.0,
                        "vulnerabilities.nvd.medium", 2.0,
                        "highest.cvss", 7.4));
        assertThat(scan.data())
                .containsEntry("vulnerabilities", List.of("CVE-2026-0001", "CVE-2026-0002", "GHSA-0000"));
        assertThat(scan.finishedAt()).hasValue(Instant.parse("2026-03-03T07:02:00Z"));
    }

    @Test
    void anyPredicateOfOnesOwnIsWhatChecksRead() {
        Reading own = inToto.reading("attestation.own.json");
        assertThat(own.verdict()).isEqualTo(Verdict.PASS);
        assertThat(own.metrics()).isEqualTo(Map.of("gap.age", 0.02, "gap.region", 0.04));
        assertThat(own.data())
                .containsEntry("method", "demographic-parity")
                .containsEntry("groups", List.of("age", "region"))
                .containsEntry("approved", true)
                .containsEntry("predicateType", "https://acme.example.com/attestation/fairness/v1");
        String silent = inToto.text("attestation.own.json").replace("\"result\": \"PASSED\",", "");
        assertThat(inToto.readingOf(silent).verdict()).isEqualTo(Verdict.INFO);
        String large = inToto.text("attestation.own.json").replace("demographic-parity", "x".repeat(70_000));
        assertThat(inToto.readingOf(large).data()).doesNotContainKey("method");
        assertThat(inToto.readingOf(large).notes())
                .contains("the predicate is too large for checks to read its fields");
    }

    @Test
    void aBundleWhoseCertificateNobodyVouchesFor() {
        Reading release = inToto.reading("attestation.bundle.json");
        assertThat(release.verdict()).isEqualTo(Verdict.INFO);
        assertThat(release.subject())
                .hasValue(new Subject("churn-1.4.0.tgz", Optional.of("1.4.0"), Optional.of("sha256:" + SHA)));
        assertThat(release.facets()).containsEntry("signature", "unverified");
        assertThat(release.notes())
                .containsExactly("the signature fits the bundle's own certificate, whose issuer was not verified");
    }

    /** The same bundle around a statement that is not the one that was signed: nothing that it says counts. */
    @Test
    void aBundleThatWasTamperedWith() {
        String bundle = inToto.text("attestation.bundle.json")
                .replaceFirst(
                        "\"payload\": \"[^\"]+\"",
                        "\"payload\": \"%s\""
                                .formatted(Base64.getEncoder().encodeToString(inToto.bytes("attestation.own.json"))));
        Reading tampered = inToto.readingOf(bundle);
        assertThat(tampered.facets()).containsEntry("signature", "wrong");
        assertThat(tampered.verdict()).isEqualTo(Verdict.INFO);
        assertThat(tampered.notes()).containsExactly("the signature does not fit the bundle's own certificate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA256withECDSA", "SHA256withECDSAinP1363Format"})
    void aStatementSignedByAKeyOfTheChannel(String algorithm) {
        KeyPair keys = DsseTest.keys("secp256r1");
        String body = signed("attestation.test-result.json", keys, algorithm);
        Reading reading = with(List.of(keys.getPublic()), body);
        assertThat(reading.facets()).containsEntry("signature", "verified");
        assertThat(reading.key())
                .as("that of the same statement in any envelope")
                .isEqualTo(Sha256.named(inToto.bytes("attestation.test-result.json")));
        String flipped = body.replace("\"payload\" : \"ew", "\"payload\" : \"eg");
        assertThat(flipped).isNotEqualTo(body);
        refused("bad-signature", List.of(keys.getPublic()), flipped);
        refused("bad-signature", List.of(DsseTest.keys("secp256r1").getPublic()), body);
    }

    @Test
    void whereTheChannelHasKeysNothingUnsignedComesIn() {
        List<PublicKey> keys = List.of(DsseTest.keys("Ed25519").getPublic());
        refused("bad-signature", keys, inToto.text("attestation.test-result.json"));
        refused("bad-signature", keys, inToto.text("attestation.bundle.json"));
        refused("bad-signature", keys, inToto.text("attestation.lines.jsonl"));
    }

    private void refused(String code, List<PublicKey> keys, String body) {
        assertThatThrownBy(() -> with(keys, body))
                .isInstanceOfSatisfying(
                        Unreadable.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void whatIsNoStatementIsRefused() {
        byte[] none = "{}".getBytes(StandardCharsets.UTF_8);
        refused(
                "not-a-statement",
                List.of(),
                DsseTest.envelope(DsseTest.IN_TOTO, none, none).toString());
        refused(
                "not-a-statement",
                List.of(),
                DsseTest.envelope("text/plain", none, none).toString());
        refused(
                "not-a-statement",
                List.of(),
                "{\"mediaType\": \"application/vnd.dev.sigstore.bundle.v0.3+json\", \"messageSignature\": {}}");
        refused("missing-field", List.of(), "{\"_type\": \"https://in-toto.io/Statement/v1\"}");
    }

    @Test
    void whatGitHubsApiListsIsRead() {
        String listed = "{\"attestations\": [{\"repository_id\": 1, \"bundle\": %s}]}"
                .formatted(inToto.text("attestation.bundle.json"));
        assertThat(inToto.readingOf(listed).key())
                .isEqualTo(inToto.reading("attestation.bundle.json").key());
    }
}
