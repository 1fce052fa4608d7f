package dev.tollgate.audit;

import static dev.tollgate.audit.Export.KEY;
import static dev.tollgate.audit.Export.bytes;
import static dev.tollgate.audit.Export.ofTwelve;
import static java.nio.charset.StandardCharsets.UTF_8;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.seal.SigningKey;
import dev.tollgate.seal.VerifierKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command line of an auditor: what it prints, and how it exits. */
class AuditorCommandsTest {

    private record Run(int exit, String out, String err) {}

    @TempDir
    Path folder;

    private Path export;

    @BeforeEach
    void anExport() throws IOException {
        export = Files.write(folder.resolve("export.jsonl"), bytes(ofTwelve().log()));
    }

    private Run run(String... arguments) {
        return run(new byte[0], arguments);
    }

    private Run run(byte[] in, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        CommandLine line = AuditorCommands.commandLine(new ByteArrayInputStream(in))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        return new Run(line.execute(arguments), out.toString(), err.toString());
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    @Test
    void aValidExportExitsWith0() throws IOException {
        String kept = file("c.txt", ofTwelve().checkpoint(5));

        Run run = run(
                "verify",
                export.toString(),
                "--checkpoint",
                kept,
                "--key",
                KEY.verifier().text());

        assertThat(run).isEqualTo(new Run(0, """
                valid: 12 events of 3 projects
                checkpoint: tollgate.test/log of size 12 covers all of them
                signature: by the key given
                kept checkpoint: of size 5, agrees
                """, ""));
    }

    @Test
    void withoutAKeyItSaysWhatWasNotChecked() throws IOException {
        String project = file("p.jsonl", new String(bytes(ofTwelve().project(Export.CHURN, 5)), UTF_8));
        String fresh = file("f.jsonl", new String(bytes(ofTwelve().project(Export.CHURN, 0)), UTF_8));

        assertThat(run("verify", project).out()).isEqualTo("""
                valid: 7 events of churn
                checkpoint: tollgate.test/log of size 12 covers the first 5 of them
                signature: not checked (give the log's --key)
                """);
        assertThat(run("verify", fresh).out()).isEqualTo("""
                valid: 7 events of churn
                checkpoint: none, as nothing was sealed yet; only the chain was checked
                """);
    }

    @Test
    void aBrokenExportExitsWith1AndNamesTheLine() throws IOException {
        List<String> lines = ofTwelve().log();
        lines.set(6, lines.get(6).replace("PLAN", "DATA"));
        Files.write(export, bytes(lines));

        Run plain = run("verify", export.toString());
        Run json = run("verify", export.toString(), "--json");

        assertThat(plain).isEqualTo(new Run(1, """
                BROKEN at line 7, event 3 of churn, position 6: was changed: its hash is not that of its content
                """, ""));
        assertThat(json.exit()).isEqualTo(1);
        assertThatJson(json.out()).isEqualTo("""
                {"valid": false, "scope": "log", "origin": "tollgate.test/log", "events": 5, "projects": 3,
                 "broken": {"line": 7, "project": "01a20000-0000-7000-8000-00000000000a", "key": "churn", "seq": 3,
                            "position": "6", "reason": "was changed: its hash is not that of its content"}}""");
    }

    @Test
    void programsGetJson() throws IOException {
        String keys = file(
                "k.txt",
                "\n" + SigningKey.generate("other.test/log").verifier().text() + "\n"
                        + KEY.verifier().text() + "\n");

        Run run = run("verify", "--json", "--key", keys, export.toString());

        assertThat(run.exit()).isZero();
        assertThatJson(run.out()).isEqualTo("""
                {"valid": true, "scope": "log", "origin": "tollgate.test/log", "events": 12, "projects": 3,
                 "checkpoint": {"size": 12, "root": "${json-unit.any-string}", "signed": true}}""");
    }

    @Test
    void itReadsStandardInputAndGzip() throws IOException {
        Path packed = folder.resolve("export.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(export, out);
        }

        assertThat(run("verify", packed.toString()).exit()).isZero();
        assertThat(run(Files.readAllBytes(packed), "verify", "-").exit()).isZero();
        assertThat(run(Files.readAllBytes(export), "verify", "-").exit()).isZero();
        assertThat(run(new byte[0], "verify", "-").out())
                .isEqualTo("BROKEN at line 1: is missing: there is nothing to verify\n");
    }

    @Test
    void whatCannotBeReadExitsWith2() throws IOException {
        String text = file("no-checkpoint.txt", "none");
        String project = file("p.jsonl", new String(bytes(ofTwelve().project(Export.CHURN, 5)), UTF_8));
        String other = file("c.txt", ofTwelve().checkpoint(11));

        assertThat(run("verify", "nowhere.jsonl"))
                .isEqualTo(new Run(2, "", "tollgate: there is no file nowhere.jsonl\n"));
        assertThat(run("verify", export.toString(), "--key", "nonsense").err())
                .startsWith("tollgate: a verifier key reads");
        assertThat(run("verify", export.toString(), "--checkpoint", text).err()).startsWith("tollgate: a note is");
        assertThat(run("verify", project, "--checkpoint", other).err())
                .startsWith("tollgate: the export leads up to a checkpoint of 12 events and the one given is of 11");
        for (String[] wrong :
                new String[][] {{"verify"}, {"verify", "a", "b"}, {"key"}, {"verify", "a", "--nonsense"}, {"key", "a b"}
                }) {
            assertThat(run(wrong).exit()).as(String.join(" ", wrong)).isEqualTo(2);
        }
    }

    @Test
    void aNewKeyIsASecretAndItsVerifier() {
        Run run = run("key", "tollgate.example.com/log");

        List<String> lines = run.out().lines().toList();
        assertThat(run.exit()).isZero();
        assertThat(lines).hasSize(2);
        assertThat(SigningKey.parse(lines.get(0)).verifier()).isEqualTo(VerifierKey.parse(lines.get(1)));
        assertThat(VerifierKey.parse(lines.get(1)).name()).isEqualTo("tollgate.example.com/log");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help", "--version", "-V"})
    void itTellsWhatItCanDo(String word) {
        assertThat(run(word).exit()).isZero();
        assertThat(run(word).out()).contains("tollgate");
    }

    @Test
    void everythingElseStartsTheService() {
        assertThat(AuditorCommands.run()).isEmpty();
        assertThat(AuditorCommands.run("-Dquarkus.http.port=1")).isEmpty();
        assertThat(AuditorCommands.run("verification")).isEmpty();
    }
}
