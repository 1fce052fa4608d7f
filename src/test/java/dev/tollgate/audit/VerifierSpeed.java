package dev.tollgate.audit;

import dev.tollgate.ledger.HashChain;
import dev.tollgate.ledger.RawEntry;
import dev.tollgate.seal.Checkpoint;
import dev.tollgate.seal.CompactTree;
import dev.tollgate.seal.Merkle;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Not a test: what one core verifies in a second, beside what it hashes. Run with the test classes on the class path:
 * {@code java dev.tollgate.audit.VerifierSpeed [events]}. The file is written to the temporary folder, read once so that it is in memory, and
 * then by turns hashed as a whole, hashed in the pieces that a verifier must hash, and verified.
 */
public final class VerifierSpeed {

    private static final int PROJECTS = 64;
    private static final int ROUNDS = 5;

    private VerifierSpeed() {}

    public static void main(String... arguments) throws Exception {
        int events = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
        Path file = Files.createTempFile("export-", ".jsonl");
        try {
            write(file, events);
            System.out.printf("%d events, %d bytes%n", events, Files.size(file));
            for (int round = 0; round < ROUNDS; round++) {
                double whole = seconds(() -> hashed(file));
                double pieces = seconds(() -> hashedInPieces(events));
                double verified = seconds(() -> verified(file));
                System.out.printf(
                        "SHA-256 of the file %.2f s, of the same pieces %.2f s, verified %.2f s: %.2f and %.2f%n",
                        whole, pieces, verified, whole / verified, pieces / verified);
            }
        } finally {
            Files.delete(file);
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        // Of this thread alone: what else the machine does meanwhile is not the verifier's.
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        work.run();
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
    }

    private static void hashed(Path file) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[256 * 1024];
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                sha256.update(buffer, 0, read);
            }
        }
        sha256.digest();
    }

    /** Data, eight lines, leaf and node of the tree: what has to be hashed, without anything read or compared. */
    private static void hashedInPieces(int events) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        byte[] bytes = new byte[1024];
        byte[] digest = new byte[32];
        for (int i = 0; i < events; i++) {
            for (int length : new int[] {data(i).length, 245, 33, 65}) {
                sha256.update(bytes, 0, length);
                sha256.digest(digest, 0, digest.length);
                bytes[i & 511] ^= digest[0];
            }
        }
    }

    private static void verified(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            Report report = ExportVerifier.verify(in, new Trust(List.of(Export.KEY.verifier()), Optional.empty()));
            if (!report.valid()) {
                throw new IllegalStateException(report.toString());
            }
        }
    }

    private static final byte[] DATA = """
            {"evidence":"01a20000-0000-7000-8000-00000000000a","item":"plan.baseline","report":{"outcome":"PASS","summary":"majority class","source":"github-actions","run":"r-17","url":"https://ci.example/17","observedAt":"2026-01-19T14:00:00.120Z","metrics":{"auc":0.661}},"status":"IN_FORCE","itemState":"SATISFIED","dedupeKey":"key:k","payloadDigest":"sha256:0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f"}""".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SHORT = """
            {"item":"plan.baseline","from":"NOT_STARTED","to":"SATISFIED","reason":"evidence PASS"}""".getBytes(StandardCharsets.UTF_8);

    /** Evidence, and now and then what follows from it. */
    private static byte[] data(int i) {
        return i % 3 == 2 ? SHORT : DATA;
    }

    private static void write(Path file, int events) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            String note = null;
            for (int pass = 0; pass < 2; pass++) {
                var tree = new CompactTree();
                if (pass == 1) {
                    out.write(new ExportLines()
                            .header(Header.ofLog(Export.ORIGIN, note))
                            .bytes());
                }
                byte[][] heads = new byte[PROJECTS][];
                long[] seqs = new long[PROJECTS];
                for (int i = 0; i < events; i++) {
                    int p = i % PROJECTS;
                    RawEntry entry = entry(i, p, ++seqs[p], heads[p] == null ? HashChain.start() : heads[p]);
                    heads[p] = entry.hash();
                    tree.append(Merkle.leafHash(entry.hash()));
                    if (pass == 1) {
                        out.write(new ExportLines()
                                .event(Optional.of("p" + p), entry, Optional.of(i + 1L))
                                .bytes());
                    }
                }
                note = new Checkpoint(Export.ORIGIN, events, tree.root())
                        .sign(List.of(Export.KEY))
                        .format();
            }
            out.write(new ExportLines()
                    .end(new EndLine(new EndLine.End(events, null)))
                    .bytes());
        }
    }

    private static RawEntry entry(int i, int project, long seq, byte[] prev) {
        UUID id = new UUID(0x01a2000000007000L, 0x8000000000000000L + project);
        Instant at = Instant.parse("2026-01-19T14:00:00Z").plusMillis(i);
        String type = seq == 1 ? "project.created" : i % 3 == 2 ? "item.state-changed" : "evidence.recorded";
        byte[] data = seq == 1 ? "{\"key\":\"p%d\"}".formatted(project).getBytes(StandardCharsets.UTF_8) : data(i);
        byte[] hash = HashChain.link(id, seq, at, type, "machine:ci", data, prev);
        return new RawEntry(id, seq, type, Optional.empty(), "machine:ci", at, data, prev, hash);
    }
}
