package dev.tollgate.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DigestsTest {

    private static final String SHA1 = "2F1c0d9be1a34c5f8a6b7c8d9e0f112233445566";
    private static final String SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    @Test
    void contentsComeBeforeCommits() {
        assertThat(Digests.best(Map.of("gitCommit", SHA1, "SHA256", SHA256))).hasValue("sha256:" + SHA256);
        assertThat(Digests.best(Map.of("gitCommit", SHA1, "aaa", SHA256)))
                .hasValue("gitcommit:2f1c0d9be1a34c5f8a6b7c8d9e0f112233445566");
        assertThat(Digests.best(Map.of("other", SHA256))).hasValue("other:" + SHA256);
    }

    @Test
    void whatCannotBeKeptIsNotChosen() {
        assertThat(Digests.best(Map.of())).isEmpty();
        assertThat(Digests.best(Map.of("sha256", "4faeb1b2...", "image_id", SHA256, "dirHash", "h1:Zm9v")))
                .isEmpty();
    }
}
