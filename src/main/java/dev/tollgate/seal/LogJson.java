package dev.tollgate.seal;

import dev.tollgate.ledger.HashChain;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What this log says of itself, as JSON. Hashes are hexadecimal as everywhere in this API; in the texts of C2SP they are base64. */
final class LogJson {

    private LogJson() {}

    private static List<String> hex(List<byte[]> hashes) {
        return hashes.stream().map(HashChain::hex).toList();
    }

    /** @param keys the one that signs first, then one that retires */
    record Keys(String origin, List<Key> keys) {

        static Keys of(String origin, List<VerifierKey> keys) {
            return new Keys(
                    origin,
                    Stream.iterate(0, n -> n < keys.size(), n -> n + 1)
                            .map(n -> new Key(
                                    keys.get(n).hexId(), keys.get(n).text(), n == 0 ? Use.CURRENT : Use.RETIRING))
                            .toList());
        }
    }

    record Key(String id, String vkey, Use use) {}

    enum Use {
        CURRENT,
        RETIRING
    }

    /** @param position a text, since the integers of CloudEvents end at 2^31 */
    record Proof(
            String position,
            String project,
            long seq,
            long index,
            long size,
            String leaf,
            List<String> hashes,
            String checkpoint) {

        static Proof of(String project, long seq, SealedTree.Proof proof) {
            return new Proof(
                    Long.toString(proof.position()),
                    project,
                    seq,
                    proof.path().index(),
                    proof.path().size(),
                    HashChain.hex(proof.leaf()),
                    hex(proof.path().hashes()),
                    proof.checkpoint().note());
        }
    }

    record Consistency(long from, long to, List<String> hashes) {

        static Consistency of(ConsistencyProof proof) {
            return new Consistency(proof.from(), proof.to(), hex(proof.hashes()));
        }
    }

    record Verification(
            boolean valid,
            long events,
            String root,
            long checkpoints,
            @Nullable Broken firstBroken,
            Instant verifiedAt) {

        static Verification of(LogVerification.Report report, Optional<Broken> broken, Instant now) {
            return new Verification(
                    broken.isEmpty(),
                    report.events(),
                    HashChain.hex(report.root()),
                    report.checkpoints(),
                    broken.orElse(null),
                    now);
        }
    }

    record Broken(
            @Nullable String position,
            @Nullable String project,
            @Nullable Long seq,
            String reason) {

        static Broken of(LogVerification.Broken broken, Optional<String> project) {
            return new Broken(
                    broken.position().map(String::valueOf).orElse(null),
                    project.orElse(null),
                    broken.seq().orElse(null),
                    broken.reason());
        }
    }
}
