package dev.tollgate.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTypeTest {

    @ParameterizedTest
    @EnumSource
    void everyTypeExplainsItself(ProblemType type) {
        assertThat(type.slug()).matches("[a-z]+(-[a-z]+)*");
        assertThat(type.status()).isBetween(400, 599);
        assertThat(type.title()).isNotBlank().hasSizeLessThan(60).doesNotEndWith(".");
        assertThat(type.meaning()).endsWith(".");
        assertThat(type.remedy()).endsWith(".");
        assertThat(ProblemType.ofSlug(type.slug())).contains(type);
    }

    @Test
    void blockedIsNeverBroken() {
        assertThat(ProblemType.GATE_BLOCKED.status()).isEqualTo(409);
        assertThat(ProblemType.ofSlug("nope")).isEmpty();
    }
}
