package dev.tollgate.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitTest {

    @Test
    void aPasswordIsNotKept() {
        assertThat(Git.repository("https://user:secret@github.com/acme/churn")).hasValue("acme/churn");
        assertThat(Git.repository("https://user:secret@github.com")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://github.com/acme/churn, acme/churn",
        "https://github.com/acme/churn.git, acme/churn",
        "https://github.com/acme/churn/, acme/churn",
        "git+https://github.com/acme/churn@refs/heads/main, acme/churn",
        "https://user@gitlab.example.com/acme/ml/churn.git?ref=x#y, acme/ml/churn",
        "git@github.com:acme/churn.git, acme/churn",
        "ssh://git@github.com/acme/churn.git, acme/churn",
        "acme/churn, acme/churn",
        "https://github.com, https://github.com"
    })
    void theSameRepositoryHasOneName(String url, String name) {
        assertThat(Git.repository(url)).hasValue(name);
    }
}
