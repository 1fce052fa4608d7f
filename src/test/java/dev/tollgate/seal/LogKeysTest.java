package dev.tollgate.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogKeysTest {

    private final SigningKey key = SigningKey.generate("tollgate.example.com/log");
    private final SigningKey next = SigningKey.generate("tollgate.example.com/log");

    @Test
    void whileAKeyIsReplacedBothSign() {
        LogKeys keys = LogKeys.of(next.text(), Optional.of(key.text()));

        assertThat(keys.origin()).isEqualTo("tollgate.example.com/log");
        assertThat(keys.verifiers()).containsExactly(next.verifier(), key.verifier());
        SignedNote note = new Checkpoint(keys.origin(), 0, Merkle.emptyRoot()).sign(keys.signing());
        assertThat(note.verify(keys.verifiers())).containsExactly(next.verifier(), key.verifier());
    }

    @Test
    void whichKeyIsNotUsableIsSaidWithoutShowingIt() {
        assertThatThrownBy(() -> LogKeys.of("secret", Optional.empty()))
                .isInstanceOf(BrokenSealException.class)
                .hasMessage("tollgate.log.key: a signing key reads PRIVATE+KEY+name+id+base64, and this does not");
        assertThatThrownBy(() -> LogKeys.of(key.text() + " \n", Optional.of("secret")))
                .hasMessageStartingWith("tollgate.log.retiring-key: ");
    }

    @Test
    void keysOfTwoLogsDoNotSignOne() {
        String other = SigningKey.generate("other.example.com/log").text();
        assertThatThrownBy(() -> LogKeys.of(key.text(), Optional.of(other)))
                .hasMessageContaining("different names, and so are of different logs");
    }
}
