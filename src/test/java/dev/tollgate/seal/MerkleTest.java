package dev.tollgate.seal;

import static dev.tollgate.seal.Reference.DATA;
import static dev.tollgate.seal.Reference.ROOTS;
import static dev.tollgate.seal.Reference.bytes;
import static dev.tollgate.seal.Reference.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trees and proofs, against what RFC 6962 defines and what its implementations have agreed upon. */
class MerkleTest {

    private static final byte[] OTHER = Merkle.leafHash(bytes("abacaba0"));

    @Test
    void aTreeHasThePublishedRootAtEverySize() {
        var tree = new CompactTree();
        assertThat(hex(tree.root())).isEqualTo(ROOTS.getFirst());
        for (byte[] data : DATA) {
            tree.append(Merkle.leafHash(data));
            assertThat(hex(tree.root())).isEqualTo(ROOTS.get((int) tree.size()));
        }
    }

    @Test
    void aTreeHasTheRootOfTheDefinitionAtEverySize() {
        List<byte[]> leaves = Reference.leaves(300);
        var tree = new CompactTree();
        for (byte[] leaf : leaves) {
            tree.append(leaf);
            assertThat(tree.root()).isEqualTo(Reference.root(leaves.subList(0, (int) tree.size())));
        }
    }

    @Test
    void aTreeTellsOfEverySubtreeThatIsComplete() {
        List<byte[]> leaves = Reference.leaves(300);
        List<String> told = new ArrayList<>();
        var tree = new CompactTree();
        for (byte[] leaf : leaves) {
            tree.append(leaf, (level, index, root) -> {
                told.add(level + "/" + index);
                List<byte[]> covered = leaves.subList((int) (index << level), (int) ((index + 1) << level));
                assertThat(root).isEqualTo(Reference.root(covered));
            });
        }
        List<String> all = new ArrayList<>();
        for (int level = 0; level <= 8; level++) {
            for (int index = 0; index < 300 >> level; index++) {
                all.add(level + "/" + index);
            }
        }
        assertThat(told).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void aTreeGoesOnWhereAnotherStopped() {
        var whole = new CompactTree();
        Reference.leaves(77).forEach(whole::append);
        CompactTree copy = whole.copy();
        copy.append(OTHER);
        whole.append(OTHER);
        assertThat(copy.root()).isEqualTo(whole.root());
        assertThatThrownBy(() -> CompactTree.of(3, List.of(OTHER))).hasMessageContaining("another edge");
    }

    /** From the test data of transparency-dev/merkle; leaves are counted from 0 here. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            0, 1, ''
            0, 8, 96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4
            5, 8, bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
            2, 3, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125
            1, 5, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b
            """)
    void aPublishedInclusionProofHolds(int index, int size, String hashes) {
        byte[] leaf = Merkle.leafHash(DATA.get(index));
        byte[] root = bytes(ROOTS.get(size));
        assertThat(new InclusionProof(index, size, list(hashes)).proves(leaf, root))
                .isTrue();
        assertThat(brokenInclusions(new InclusionProof(index, size, list(hashes))))
                .noneMatch(broken -> broken.proves(leaf, root));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            1, 1, ''
            1, 8, 96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4
            6, 8, 0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
            2, 5, 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b
            6, 7, 0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
            """)
    void aPublishedConsistencyProofHolds(int from, int to, String hashes) {
        byte[] earlier = bytes(ROOTS.get(from));
        byte[] later = bytes(ROOTS.get(to));
        var proof = new ConsistencyProof(from, to, list(hashes));
        assertThat(proof.proves(earlier, later)).isTrue();
        assertThat(proof.proves(earlier, OTHER)).isFalse();
        assertThat(proof.proves(OTHER, later)).isFalse();
        if (from != to) {
            assertThat(proof.proves(later, earlier)).isFalse();
            assertThat(brokenConsistencies(proof)).noneMatch(broken -> broken.proves(earlier, later));
        }
    }

    @Test
    void everyProofOfTheDefinitionHoldsAndItsNeighboursDoNot() {
        List<byte[]> all = Reference.leaves(66);
        for (int size = 1; size <= all.size(); size++) {
            List<byte[]> leaves = all.subList(0, size);
            byte[] root = Reference.root(leaves);
            for (int index = 0; index < size; index++) {
                var proof = new InclusionProof(index, size, Reference.path(index, leaves));
                byte[] leaf = leaves.get(index);
                assertThat(proof.proves(leaf, root)).isTrue();
                assertThat(proof.proves(OTHER, root)).isFalse();
                assertThat(brokenInclusions(proof)).noneMatch(broken -> broken.proves(leaf, root));
            }
            for (int from = 1; from <= size; from++) {
                var proof = new ConsistencyProof(from, size, Reference.consistency(from, leaves));
                assertThat(proof.proves(Reference.root(leaves.subList(0, from)), root))
                        .as("%d to %d", from, size)
                        .isTrue();
            }
        }
    }

    @Test
    void everyTreeBeginsWithTheEmptyOne() {
        byte[] root = Reference.root(Reference.leaves(3));
        assertThat(new ConsistencyProof(0, 3, List.of()).proves(Merkle.emptyRoot(), root))
                .isTrue();
        assertThat(new ConsistencyProof(0, 3, List.of()).proves(OTHER, root)).isFalse();
        assertThat(new ConsistencyProof(0, 3, List.of(root)).proves(Merkle.emptyRoot(), root))
                .isFalse();
        assertThat(new ConsistencyProof(4, 3, List.of()).proves(root, root)).isFalse();
    }

    private static List<byte[]> list(String hashes) {
        return Stream.of(hashes.split(" "))
                .filter(h -> !h.isEmpty())
                .map(Reference::bytes)
                .toList();
    }

    private static List<InclusionProof> brokenInclusions(InclusionProof proof) {
        List<InclusionProof> broken = new ArrayList<>();
        broken.add(new InclusionProof(proof.index() - 1, proof.size(), proof.hashes()));
        broken.add(new InclusionProof(proof.index() + 1, proof.size(), proof.hashes()));
        broken.add(new InclusionProof(proof.index(), proof.size() * 2, proof.hashes()));
        broken.add(new InclusionProof(proof.index(), proof.size() / 2, proof.hashes()));
        brokenLists(proof.hashes()).forEach(h -> broken.add(new InclusionProof(proof.index(), proof.size(), h)));
        return broken;
    }

    private static List<ConsistencyProof> brokenConsistencies(ConsistencyProof proof) {
        List<ConsistencyProof> broken = new ArrayList<>();
        broken.add(new ConsistencyProof(proof.from() - 1, proof.to(), proof.hashes()));
        broken.add(new ConsistencyProof(proof.from() + 1, proof.to(), proof.hashes()));
        broken.add(new ConsistencyProof(proof.from(), proof.to() * 2, proof.hashes()));
        broken.add(new ConsistencyProof(proof.from(), proof.to() / 2, proof.hashes()));
        brokenLists(proof.hashes()).forEach(h -> broken.add(new ConsistencyProof(proof.from(), proof.to(), h)));
        return broken;
    }

    /** One hash more, one less, one changed. */
    private static List<List<byte[]>> brokenLists(List<byte[]> hashes) {
        List<List<byte[]>> broken = new ArrayList<>();
        for (int at = 0; at <= hashes.size(); at++) {
            List<byte[]> longer = new ArrayList<>(hashes);
            longer.add(at, OTHER);
            broken.add(longer);
        }
        for (int at = 0; at < hashes.size(); at++) {
            List<byte[]> changed = new ArrayList<>(hashes);
            byte[] hash = changed.get(at).clone();
            hash[at] ^= 8;
            changed.set(at, hash);
            broken.add(changed);
            List<byte[]> shorter = new ArrayList<>(hashes);
            shorter.remove(at);
            broken.add(shorter);
        }
        return broken;
    }
}
