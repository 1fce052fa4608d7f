package dev.tollgate.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final String FILTERS = "/v1/projects?phase=MODEL";

    @ParameterizedTest
    @ValueSource(strings = {"churn", "42", "2026-11-22T09:30:00Z,ä/b?c=d"})
    void aCursorLeadsBackToItsPosition(String position) {
        String text = new Cursor(position).encode(FILTERS);

        assertThat(text).matches("[A-Za-z0-9_-]+");
        assertThat(Cursor.decode(text, FILTERS)).contains(new Cursor(position));
    }

    @Test
    void aCursorOfOtherFiltersIsNone() {
        assertThat(Cursor.decode(new Cursor("churn").encode(FILTERS), "/v1/projects?phase=DATA"))
                .isEmpty();
    }

    @Test
    void aCursorThatWasChangedIsNone() {
        byte[] bytes = Base64.getUrlDecoder().decode(new Cursor("42").encode(FILTERS));
        bytes[bytes.length - 1] = '3';

        assertThat(Cursor.decode(Base64.getUrlEncoder().encodeToString(bytes), FILTERS))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "AAAA", "not base64!", "____________", "AAAAAAAAAAD_____"})
    void whatIsNoCursorIsNone(String text) {
        assertThat(Cursor.decode(text, FILTERS)).isEmpty();
    }
}
