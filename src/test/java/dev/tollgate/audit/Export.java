package dev.tollgate.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tollgate.ledger.HashChain;
import dev.tollgate.ledger.RawEntry;
import dev.tollgate.seal.Checkpoint;
import dev.tollgate.seal.CompactTree;
import dev.tollgate.seal.LogProof;
import dev.tollgate.seal.Merkle;
import dev.tollgate.seal.SignedNote;
import dev.tollgate.seal.SigningKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** An export as the service writes it, of projects that need no service: to be damaged line by line. */
final class Export {

    static final String ORIGIN = "tollgate.test/log";
    static final SigningKey KEY = SigningKey.generate(ORIGIN);
    static final UUID CHURN = UUID.fromString("01a20000-0000-7000-8000-00000000000a");
    static final UUID FRAUD = UUID.fromString("01a20000-0000-7000-8000-00000000000b");
    static final UUID PLATFORM = new UUID(0, 0);

    private static final Instant START = Instant.parse("2026-01-19T14:00:00Z");

    /** In the order of their positions. */
    private final List<RawEntry> entries = new ArrayList<>();

    private final Map<UUID, String> keys = new HashMap<>();
    private final Map<UUID, byte[]> heads = new HashMap<>();
    private final Map<UUID, Long> seqs = new HashMap<>();

    Export create(UUID project, String key) {
        keys.put(project, key);
        return add(project, "project.created", """
                {"id":"%s","key":"%s","name":"Zoë's «größe» \uD83D\uDE80 \\u0007"}""".formatted(project, key));
    }

    Export add(UUID project, String type, String data) {
        byte[] prev = heads.getOrDefault(project, HashChain.start());
        long seq = seqs.merge(project, 1L, Long::sum);
        Instant at = START.plusMillis(entries.size());
        byte[] hash = HashChain.link(project, seq, at, type, "person:zoë", data.getBytes(UTF_8), prev);
        heads.put(project, hash);
        entries.add(
                new RawEntry(project, seq, type, Optional.empty(), "person:zoë", at, data.getBytes(UTF_8), prev, hash));
        return this;
    }

    /** Two projects and the platform, whose events take turns: twelve events on lines 2 to 13, and the end on line 14. */
    static Export ofTwelve() {
        Export export = new Export().create(CHURN, "churn").create(FRAUD, "fraud");
        export.add(PLATFORM, "role.granted", "{\"role\":\"reader\"}");
        for (int i = 0; i < 9; i++) {
            export.add(
                    i % 3 == 0 ? FRAUD : CHURN,
                    "gate.decided",
                    "{\"gate\":\"PLAN\",\"note\":\"\\\"%d\\\"\"}".formatted(i));
        }
        return export;
    }

    RawEntry entry(int index) {
        return entries.get(index);
    }

    String checkpoint(int size) {
        return checkpoint(size, KEY);
    }

    String checkpoint(int size, SigningKey key) {
        var tree = new CompactTree();
        entries.subList(0, size).forEach(entry -> tree.append(Merkle.leafHash(entry.hash())));
        return new Checkpoint(ORIGIN, size, tree.root()).sign(List.of(key)).format();
    }

    List<String> log() {
        return log(checkpoint(entries.size()));
    }

    List<String> log(String checkpoint) {
        var lines = new ExportLines().header(Header.ofLog(ORIGIN, checkpoint));
        for (int i = 0; i < entries.size(); i++) {
            RawEntry entry = entries.get(i);
            lines.event(Optional.ofNullable(keys.get(entry.project())), entry, Optional.of(i + 1L));
        }
        return lines(lines.end(new EndLine(new EndLine.End(entries.size(), null))));
    }

    /** @param sealed how many of the project's events are */
    List<String> project(UUID project, int sealed) {
        List<RawEntry> own = entries.stream()
                .filter(entry -> entry.project().equals(project))
                .toList();
        var lines = new ExportLines()
                .header(
                        sealed == 0
                                ? Header.ofProject(ORIGIN, project.toString(), "churn", null, null)
                                : Header.ofProject(
                                        ORIGIN,
                                        project.toString(),
                                        "churn",
                                        (long) sealed,
                                        proof(own.get(sealed - 1))));
        own.forEach(entry -> lines.event(Optional.of("churn"), entry, Optional.empty()));
        return lines(lines.end(new EndLine(
                new EndLine.End(own.size(), HashChain.hex(own.getLast().hash())))));
    }

    private String proof(RawEntry entry) {
        int index = entries.indexOf(entry);
        List<byte[]> hashes = path(index, 0, entries.size());
        var note = SignedNote.parse(checkpoint(entries.size()));
        return new LogProof(Optional.empty(), index, hashes, note).format();
    }

    /** RFC 9162 section 2.1.3.1, word for word. */
    private List<byte[]> path(int index, int from, int to) {
        if (to - from == 1) {
            return List.of();
        }
        int split = from + Integer.highestOneBit(to - from - 1);
        List<byte[]> path = new ArrayList<>(index < split ? path(index, from, split) : path(index, split, to));
        path.add(index < split ? root(split, to) : root(from, split));
        return path;
    }

    private byte[] root(int from, int to) {
        var tree = new CompactTree();
        entries.subList(from, to).forEach(entry -> tree.append(Merkle.leafHash(entry.hash())));
        return tree.root();
    }

    private static List<String> lines(ExportLines lines) {
        return new ArrayList<>(new String(lines.bytes(), UTF_8).lines().toList());
    }

    static byte[] bytes(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(UTF_8);
    }

    static Report verify(List<String> lines, Trust trust) {
        return verify(bytes(lines), trust);
    }

    static Report verify(byte[] file, Trust trust) {
        try {
            return ExportVerifier.verify(new ByteArrayInputStream(file), trust);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
