package dev.tollgate.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many callers at the same moment, each with a thread and a connection of its own. */
final class Crowd implements AutoCloseable {

    /** A request that waits for the others. */
    record Call(Api caller, String method, String path, String body, List<String> headers) {

        Call(Api caller, String method, String path, String body) {
            this(caller, method, path, body, List.of());
        }
    }

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Sends all of them at once; the answers are in the order of the calls. */
    List<HttpResponse<String>> send(List<Call> calls) {
        var ready = new CountDownLatch(calls.size());
        return all(calls.stream()
                .map(call -> (Callable<HttpResponse<String>>) () -> {
                    ready.countDown();
                    ready.await();
                    return send(call);
                })
                .toList());
    }

    /** Runs all of them beside each other. */
    <T> List<T> all(List<Callable<T>> tasks) {
        List<Future<T>> running = new ArrayList<>();
        tasks.forEach(task -> running.add(threads.submit(task)));
        List<T> results = new ArrayList<>();
        for (Future<T> task : running) {
            try {
                results.add(task.get());
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError("one of the crowd failed", e);
            }
        }
        return results;
    }

    HttpResponse<String> send(Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:%d%s".formatted(RestAssured.port, call.path())))
                .header("Content-Type", "application/json")
                .method(call.method(), HttpRequest.BodyPublishers.ofString(call.body()));
        if (!call.headers().isEmpty()) {
            request.headers(call.headers().toArray(String[]::new));
        }
        if (!call.caller().authorization().isEmpty()) {
            request.header("Authorization", call.caller().authorization());
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many of the answers have this status. */
    static long count(List<HttpResponse<String>> answers, int status) {
        return answers.stream().filter(answer -> answer.statusCode() == status).count();
    }

    /** Each number from 1 to the project's version stands in its log once, and the log is whole. */
    static void assertGapless(ProjectApi project) {
        long version = project.version();
        List<String> numbers = new ArrayList<>();
        Answer page = project.where("limit", 200).get("/events").is(200);
        numbers.addAll(page.list("items.sequence"));
        while (page.hasNext()) {
            page = project.api().next(page).is(200);
            numbers.addAll(page.list("items.sequence"));
        }
        assertThat(numbers).hasSize((int) version);
        for (int i = 0; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).isEqualTo(Integer.toString(i + 1));
        }
        project.verifies();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.close();
    }
}
