package dev.tollgate.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonByDefaultTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            */*                                        | application/json, */*
            application/*                              | application/json, application/*
            text/html, */*;q=0.8                       | text/html, application/json;q=0.8, */*;q=0.8
            text/event-stream                          | text/event-stream
            text/*                                     | text/*
            application/json;q=0.1, */*                | application/json;q=0.1, */*
            text/plain,*/*;q=0.5                       | text/plain,application/json;q=0.5, */*;q=0.5
            """)
    void jsonIsNamedBesideEachWildcard(String accept, String expected) {
        assertThat(JsonByDefault.withJson(accept)).isEqualTo(expected);
    }
}
