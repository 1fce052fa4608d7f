package dev.tollgate.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultTest {

    private static final String KEY = "dG9sbGdhdGUtZGV2LWtleS1pcy1uby1zZWNyZXQtISE=";
    private static final String OTHER_KEY = "T1RIRVItZ2F0ZS1kZXYta2V5LWlzLW5vLXNlY3JldCE=";
    private static final byte[] PLAIN = "https://hooks.example/?key=s3cret".getBytes(StandardCharsets.UTF_8);

    private final UUID id = UUID.randomUUID();
    private final Vault vault = new Vault(Optional.of(KEY));

    @Test
    void whatIsSealedOpensAgainAndNeverLooksTheSame() {
        byte[] sealed = vault.seal(id.toString(), "url", PLAIN);

        assertThat(vault.open(id.toString(), "url", sealed)).isEqualTo(PLAIN);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("s3cret");
        assertThat(vault.seal(id.toString(), "url", PLAIN)).isNotEqualTo(sealed);
    }

    @Test
    void itOpensOnlyForItsPlaceWithItsKeyAndUnchanged() {
        byte[] sealed = vault.seal(id.toString(), "url", PLAIN);
        byte[] changed = sealed.clone();
        changed[20] ^= 1;

        assertThatThrownBy(() -> vault.open(UUID.randomUUID().toString(), "url", sealed))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> vault.open(id.toString(), "other", sealed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> vault.open(id.toString(), "url", changed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new Vault(Optional.of(OTHER_KEY)).open(id.toString(), "url", sealed))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void withoutAKeyNothingIsKept() {
        assertThat(new Vault(Optional.empty()).isOpen()).isFalse();
        assertThatThrownBy(() -> new Vault(Optional.empty()).seal(id.toString(), "url", PLAIN))
                .isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c2hvcnQ=", "not base64!", "dG9sbGdhdGUtZGV2LWtleS1pcy1uby1zZWNyZXQtISEhIQ=="})
    void aKeyOfAnotherLengthStopsTheStartWithoutBeingQuoted(String key) {
        assertThatThrownBy(() -> new Vault(Optional.of(key)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tollgate.secrets.key")
                .hasMessageNotContaining(key);
    }
}
