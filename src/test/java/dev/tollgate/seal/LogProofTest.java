package dev.tollgate.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checkpoints and proofs as texts (C2SP tlog-checkpoint and tlog-proof). */
class LogProofTest {

    private static final String HASH = "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=";

    private final SigningKey key = SigningKey.generate("tollgate.example.com/log");
    private final List<byte[]> leaves = Reference.leaves(11);
    private final Checkpoint checkpoint = new Checkpoint(key.name(), 11, Reference.root(leaves));

    @Test
    void theCheckpointOfTheSpecificationIsRead() {
        String text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
        Checkpoint read = Checkpoint.parse(text);
        assertThat(read.origin()).isEqualTo("example.com/behind-the-sofa");
        assertThat(read.size()).isEqualTo(20852163);
        assertThat(read.text()).isEqualTo(text);
        assertThat(Checkpoint.parse(text + "an extension\n").text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            log\\n7\\n                                              | three lines
            log\\n\\n7\\n                                           | three lines
            log\\n07\\ngSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\\n | whole number: '07'
            log\\n-7\\ngSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\\n | whole number: '-7'
            log\\n9223372036854775808\\ngSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\\n | whole number
            log\\n7\\ngSKyXoYZ\\n                                  | 6 bytes, not 32
            log\\n7\\n????\\n                                      | the root of the checkpoint is not base64
            """)
    void whatIsNoCheckpointIsRefusedWithTheReason(String text, String reason) {
        assertThatThrownBy(() -> Checkpoint.parse(text.replace("\\n", "\n")))
                .isInstanceOf(BrokenSealException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aCheckpointCountsOnlyInTheNameOfItsOwnLog() {
        SignedNote note = checkpoint.sign(List.of(key));
        assertThat(Checkpoint.verified(note, List.of(key.verifier())).size()).isEqualTo(11);

        SigningKey witness = SigningKey.generate("witness.example.com");
        SignedNote witnessed = checkpoint.sign(List.of(witness));
        assertThatThrownBy(() -> Checkpoint.verified(witnessed, List.of(witness.verifier())))
                .hasMessageContaining("signed in the name of witness.example.com");
    }

    @Test
    void aProofIsWrittenReadAndVerified() {
        SignedNote note = checkpoint.sign(List.of(key));
        for (int index = 0; index < leaves.size(); index++) {
            String text = new LogProof(Optional.empty(), index, Reference.path(index, leaves), note).format();
            LogProof read = LogProof.parse(text);
            assertThat(read.format()).isEqualTo(text);
            assertThat(read.verify(leaves.get(index), List.of(key.verifier())).size())
                    .isEqualTo(11);
            assertThatThrownBy(() -> read.verify(Merkle.emptyRoot(), List.of(key.verifier())))
                    .hasMessageContaining("do not lead from leaf %d to the root".formatted(read.index()));
        }
    }

    @Test
    void theFormIsThatOfTheSpecification() {
        SignedNote note = checkpoint.sign(List.of(key));
        byte[] extra = "a.tgz".getBytes(StandardCharsets.UTF_8);
        byte[] hash = Texts.hash("a hash", HASH);
        assertThat(new LogProof(Optional.of(extra), 0, List.of(hash), note).format())
                .isEqualTo("c2sp.org/tlog-proof@v1\nextra YS50Z3o=\nindex 0\n" + HASH + "\n\n" + note.format());
        assertThat(LogProof.parse("c2sp.org/tlog-proof@v1\nextra YS50Z3o=\nindex 0\n\n" + note.format())
                        .extra())
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(extra));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            c2sp.org/tlog-proof@v1\\nindex 0\\n              | an empty line and a checkpoint
            c2sp.org/tlog-proof@v2\\nindex 0\\n\\n           | begins with the line c2sp.org/tlog-proof@v1
            c2sp.org/tlog-proof@v1\\nextra !!\\nindex 0\\n\\n | the extra data is not base64
            c2sp.org/tlog-proof@v1\\n\\n                     | 'index number'
            c2sp.org/tlog-proof@v1\\nindex x\\n\\n           | whole number: 'x'
            c2sp.org/tlog-proof@v1\\nindex -5\\n\\n          | whole number: '-5'
            c2sp.org/tlog-proof@v1\\nindex 0\\n!!\\n\\n      | a hash of the proof is not base64
            c2sp.org/tlog-proof@v1\\nindex 0\\ngSKyXoYZ\\n\\n | 6 bytes, not 32
            c2sp.org/tlog-proof@v1\\nindex 0\\n\\nlog\\n7\\n | a note is a text
            """)
    void whatIsNoProofIsRefusedWithTheReason(String text, String reason) {
        assertThatThrownBy(() -> LogProof.parse(text.replace("\\n", "\n")))
                .isInstanceOf(BrokenSealException.class)
                .hasMessageContaining(reason);
    }
}
