package dev.tollgate.intake;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/**
 * A folder in which the scripts of recipes are run as in somebody's pipeline: with the files that its tools leave behind, stand-ins for the tools
 * on the PATH, and an issuer of tokens for jobs. Only curl and the shell are real.
 */
final class Workbench implements AutoCloseable {

    private static final Path FIXTURES = Path.of("src/test/resources/intake");
    private static final String IN_TOTO = "application/vnd.in-toto+json";

    /** Names of files as recipes have them, and which fixture lies there. */
    private static final Map<String, String> FILES = Map.ofEntries(
            Map.entry("dvc.lock", "dvc/lock.yaml"),
            Map.entry("suite.json", "deepchecks/suite-result.json"),
            Map.entry("validation.json", "great-expectations/validation-result.json"),
            Map.entry("snapshot.json", "evidently/snapshot.json"),
            Map.entry("report.xml", "junit/report.suites.xml"),
            Map.entry("scan.sarif", "sarif/log.json"),
            Map.entry("bom.json", "cyclonedx/ml-bom.json"),
            Map.entry("model_card.json", "model-card/card.json"),
            Map.entry("anomalies.json", "tfdv/anomalies.json"),
            Map.entry("schema-errors.json", "pandera/schema-errors.json"),
            Map.entry("violations.json", "sagemaker/constraint-violations.json"),
            Map.entry("metrics.json", "comet/metrics-summary.json"),
            Map.entry("README.md", "huggingface/model-index.md"),
            Map.entry("wandb/latest-run/files/wandb-summary.json", "wandb/run-summary.json"),
            Map.entry("mlflow/api/2.0/mlflow/runs/get", "mlflow/run.json"),
            Map.entry("kfp/apis/v2beta1/runs/run-7", "kubeflow/run.json"));

    /** What a command prints, by how it begins. Whatever else a recipe has these tools do prints nothing. */
    private static final Map<String, String> PRINTED = Map.of(
            "dvc metrics show --json", "dvc/metrics-show.json",
            "dvc metrics diff --json", "dvc/metrics-diff.json",
            "dvc data status --json", "dvc/data-status.unchanged.json",
            "duckdb -json", "neptune/exporter-rows.json");

    private static final List<String> SILENT =
            List.of("gh", "kubectl", "aws", "az", "pytest", "semgrep", "cyclonedx-py");

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final HttpServer issuer;

    /** @param exit of the last command that failed, or 0 */
    record Ran(int exit, String out, String err) {}

    Workbench(Path folder) {
        this.folder = folder;
        try {
            for (Map.Entry<String, String> file : FILES.entrySet()) {
                place(file.getKey(), Files.readAllBytes(FIXTURES.resolve(file.getValue())));
            }
            tools();
            signedStatements("in-toto/attestation.test-result.json", "in-toto/attestation.provenance.json");
            issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            jobTokens();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map.of(
                        "COMMIT", "2f1c0d9be1a34c5f8a6b7c8d9e0f112233445566",
                        "VERSION", "7",
                        "RUN_ID", "run-7",
                        "IMAGE", "registry.example.com/churn:7",
                        "ROLE", "role",
                        "WORKSPACE_ID", "workspace",
                        "MONITOR_OUTPUT", "s3://monitor")
                .forEach(this::set);
        set("MLFLOW_TRACKING_URI", folder.resolve("mlflow").toUri().toString());
        set("KFP_ENDPOINT", folder.resolve("kfp").toUri().toString());
        set("GITHUB_SHA", environment.get("COMMIT"));
        set("GIT_COMMIT", environment.get("COMMIT"));
        set("CI_COMMIT_SHA", environment.get("COMMIT"));
        set("CI_PIPELINE_ID", "3100");
        set("GITHUB_RUN_ID", "9001");
        set("GITHUB_RUN_ATTEMPT", "1");
    }

    void set(String variable, String value) {
        environment.put(variable, value);
    }

    /** Where the keys of the tokens for jobs are. */
    String jwksUri() {
        return "http://localhost:%d/".formatted(issuer.getAddress().getPort());
    }

    /** What the silent tools were told, line by line. */
    String told() {
        try {
            Path log = folder.resolve("told");
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Ran run(String script) {
        try {
            Path out = folder.resolve("out");
            Path err = folder.resolve("err");
            ProcessBuilder shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            shell.environment().putAll(environment);
            shell.environment().merge("PATH", folder.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
            int exit = shell.start().waitFor();
            return new Ran(exit, Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static byte[] fixture(String name) {
        try {
            return Files.readAllBytes(FIXTURES.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tools() throws IOException {
        for (String tool : SILENT) {
            tool(tool, "echo \"%s $*\" >> '%s'".formatted(tool, folder.resolve("told")));
        }
        Set<String> printing = new TreeSet<>();
        PRINTED.keySet().forEach(command -> printing.add(command.split(" ", 2)[0]));
        for (String tool : printing) {
            StringBuilder cases = new StringBuilder("case \"%s $*\" in\n".formatted(tool));
            PRINTED.forEach((command, fixture) -> cases.append("'%s'*) cat '%s' ;;\n"
                    .formatted(command, FIXTURES.resolve(fixture).toAbsolutePath())));
            tool(tool, cases + "*) echo \"what is %s $*?\" >&2; exit 64 ;;\nesac".formatted(tool));
        }
        tool("jq", "[ \"$*\" = '-r .value' ] && sed 's/.*\"value\": *\"\\([^\"]*\\)\".*/\\1/'");
        tool("cosign", "[ \"$1\" = attest ] || cat '%s'".formatted(folder.resolve("attestations.jsonl")));
    }

    private void tool(String name, String script) throws IOException {
        Path file = place("bin/" + name, ("#!/bin/sh\n" + script + "\n").getBytes(StandardCharsets.UTF_8));
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable");
        }
    }

    private Path place(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    /** What cosign makes of statements with a key of its own: an envelope a line (secure-systems-lab/dsse, protocol 1.0). */
    private void signedStatements(String... fixtures) throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            KeyPair pair = generator.generateKeyPair();
            StringBuilder envelopes = new StringBuilder();
            for (String fixture : fixtures) {
                envelopes.append(envelope(fixture(fixture), pair)).append('\n');
            }
            place("attestations.jsonl", envelopes.toString().getBytes(StandardCharsets.UTF_8));
            String pem = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(pair.getPublic().getEncoded());
            place(
                    "cosign.pub",
                    "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                            .formatted(pem)
                            .getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String envelope(byte[] statement, KeyPair pair) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        signature.update("DSSEv1 %d %s %d "
                .formatted(IN_TOTO.length(), IN_TOTO, statement.length)
                .getBytes(StandardCharsets.UTF_8));
        signature.update(statement);
        Base64.Encoder base64 = Base64.getEncoder();
        return "{\"payloadType\": \"%s\", \"payload\": \"%s\", \"signatures\": [{\"sig\": \"%s\"}]}"
                .formatted(IN_TOTO, base64.encodeToString(statement), base64.encodeToString(signature.sign()));
    }

    /** As GitHub gives them to a job that has the permission {@code id-token: write}. */
    private void jobTokens() throws IOException {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId("jobs");
            JwtClaims claims = new JwtClaims();
            claims.setIssuer("https://token.actions.githubusercontent.com");
            claims.setAudience("tollgate");
            claims.setExpirationTimeMinutesInTheFuture(5);
            claims.setStringClaim("repository_id", "1296269");
            claims.setStringClaim("job_workflow_ref", "acme/churn/.github/workflows/train.yml@refs/heads/main");
            JsonWebSignature token = new JsonWebSignature();
            token.setPayload(claims.toJson());
            token.setKey(key.getPrivateKey());
            token.setKeyIdHeaderValue(key.getKeyId());
            token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
            place(
                    "token",
                    "{\"value\": \"%s\"}"
                            .formatted(token.getCompactSerialization())
                            .getBytes(StandardCharsets.UTF_8));
            byte[] keys = "{\"keys\": [%s]}".formatted(key.toJson()).getBytes(StandardCharsets.UTF_8);
            issuer.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
                exchange.close();
            });
            issuer.start();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
        set("ACTIONS_ID_TOKEN_REQUEST_URL", folder.resolve("token").toUri() + "?api-version=2");
        set("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "of-the-runner");
    }

    @Override
    public void close() {
        issuer.stop(0);
    }
}
