package dev.tollgate.seal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TilePathTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            0, 000,               0,         256
            0, x001/x234/067,     1234067,   256
            2, 067.p/1,           67,        1
            6, x999/999.p/255,    999999,    255
            """)
    void aPathNamesATile(String level, String path, long index, int width) {
        assertThat(TilePath.parse(level, path)).contains(new TilePath(Integer.parseInt(level), index, width));
    }

    /** The example of the specification. */
    @Test
    void aTreeOf70000HasTheTilesThatTheSpecificationNames() {
        assertThat(has(0, 272, 256) && has(0, 273, 112) && has(1, 0, 256) && has(1, 1, 17) && has(2, 0, 1))
                .isTrue();
        assertThat(has(0, 273, 113) || has(0, 273, 256) || has(1, 1, 18) || has(2, 0, 2) || has(3, 0, 1))
                .isFalse();
        assertThat(new TilePath(0, 999_999_999_999_999_999L, 256).isWithin(70_000))
                .isFalse();
        assertThat(new TilePath(1, 0, 1).isWithin(256)).isTrue();
    }

    private static boolean has(int level, long index, int width) {
        return new TilePath(level, index, width).isWithin(70_000);
    }
}
