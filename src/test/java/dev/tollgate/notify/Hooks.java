package dev.tollgate.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import java.util.ArrayList;
import java.util.List;

/** The subscriptions of one test, which are gone when it ends. */
final class Hooks implements AutoCloseable {

    private final Api api;
    private final List<String> made = new ArrayList<>();

    Hooks(Api api) {
        this.api = api;
    }

    /** @param secret as it is shown once */
    record Hook(Api api, String id, String secret) {

        String path() {
            return "/v1/subscriptions/" + id;
        }

        Answer get() {
            return api.get(path()).is(200);
        }

        Answer get(String below) {
            return api.get(path() + below);
        }

        Answer post(String below, String body) {
            return api.post(path() + below, body);
        }

        String state() {
            return get().value("state");
        }
    }

    /** @param more members of the body, each with a comma in front */
    Hook to(String url, String more) {
        Answer answer = api.post("/v1/subscriptions", """
                {"name": "test", "url": "%s"%s}""".formatted(url, more)).is(201);
        made.add(answer.value("id"));
        return new Hook(api, answer.value("id"), answer.value("secret"));
    }

    Hook to(Receiver receiver, String more) {
        return to(receiver.url(), more);
    }

    /** Filters for one project. */
    static String project(String key) {
        return ", \"projects\": [\"%s\"]".formatted(key);
    }

    @Override
    public void close() {
        made.forEach(
                id -> assertThat(api.request().delete("/v1/subscriptions/" + id).statusCode())
                        .isIn(200, 404));
    }
}
