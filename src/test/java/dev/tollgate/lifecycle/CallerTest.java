package dev.tollgate.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTest {

    @ParameterizedTest
    @ValueSource(strings = {"alice", "https://ci.example:8443/jobs/7", "a:b:c", "Ünal Ö"})
    void theLogKeepsKindAndId(String id) {
        // Given
        var caller = new Caller(id, Caller.Kind.MACHINE, Set.of());
        // When
        String kept = caller.actor().toString();
        // Then
        assertThat(kept).isEqualTo("machine:" + id);
        assertThat(Actor.parse(kept)).isEqualTo(caller.actor());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "alice\nproject.created", "tab\there", "\u0000"})
    void anIdIsOneLineOfPrintableCharacters(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Caller(id, Caller.Kind.PERSON, Set.of()));
    }

    @Test
    void anIdHasUpToTwoHundredCharacters() {
        assertThat(new Caller("a".repeat(200), Caller.Kind.PERSON, Set.of()).id())
                .hasSize(200);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Caller("a".repeat(201), Caller.Kind.PERSON, Set.of()));
    }

    @Test
    void payloadsKeepTheirBytes() {
        // Given
        byte[] posted = {'a', 'b', 'c'};
        var payload = new Payload(posted);
        // When
        posted[0] = 'x';
        payload.bytes()[1] = 'x';
        // Then
        assertThat(payload.bytes()).containsExactly('a', 'b', 'c');
    }
}
