package dev.tollgate.notify;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One call on its way. The status decides; of the body only the beginning is looked at, for the people who read the log. */
final class PostExchange {

    /** Beyond this the connection is cut: an answer to a webhook has nothing to say that needs more. */
    static final int MOST_BYTES = 64 * 1_024;

    static final int MOST_CHARACTERS = 500;

    private final CompletableFuture<CallResult> result = new CompletableFuture<>();
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private final long start = System.nanoTime();
    private volatile @Nullable HttpClientRequest request;
    private volatile @Nullable HttpClientResponse response;
    private int received;

    PostExchange(HttpClient client, RequestOptions options, byte[] body) {
        client.request(options).onSuccess(open -> send(open, body)).onFailure(this::fail);
    }

    private void send(HttpClientRequest open, byte[] body) {
        request = open;
        if (result.isDone()) {
            open.reset();
            return;
        }
        open.exceptionHandler(this::fail);
        open.send(Buffer.buffer(body)).onSuccess(this::read).onFailure(this::fail);
    }

    private void read(HttpClientResponse answer) {
        response = answer;
        answer.exceptionHandler(this::fail);
        answer.endHandler(end -> answered(answer));
        answer.handler(chunk -> take(answer, chunk));
    }

    private void take(HttpClientResponse answer, Buffer chunk) {
        received += chunk.length();
        synchronized (beginning) {
            int room = Math.min(chunk.length(), MOST_CHARACTERS * 4 - beginning.size());
            if (room > 0) {
                beginning.write(chunk.getBytes(0, room), 0, room);
            }
        }
        if (received > MOST_BYTES) {
            answered(answer);
            cut();
        }
    }

    /** Waits for the outcome and cuts the connection where it is late. Then a status that has come already still counts. */
    CallResult await(Duration most) throws InterruptedException {
        try {
            return result.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            HttpClientResponse answer = response;
            if (answer == null) {
                result.complete(CallResult.failed("no answer within %d s".formatted(most.toSeconds()), took()));
            } else {
                answered(answer);
            }
            cut();
            return result.join();
        } catch (InterruptedException stop) {
            cut();
            throw stop;
        } catch (ExecutionException e) {
            throw new IllegalStateException("results are never exceptional", e);
        }
    }

    private void answered(HttpClientResponse answer) {
        result.complete(CallResult.answered(
                answer.statusCode(), text(), retryAfter(answer.getHeader("retry-after"), Instant.now()), took()));
    }

    private void fail(Throwable failure) {
        HttpClientResponse answer = response;
        if (answer != null) {
            answered(answer);
        } else {
            result.complete(CallResult.failed(words(failure), took()));
        }
    }

    private void cut() {
        HttpClientRequest open = request;
        if (open != null) {
            open.reset();
        }
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Our words, since those of an exception may quote the address. */
    private static String words(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return "TLS failed: the certificate is not trusted, or not for this host, or there is no common protocol";
            }
            if (cause instanceof NoRouteToHostException) {
                return "no route to the host";
            }
            if (cause instanceof ConnectException) {
                return "the connection was refused or timed out";
            }
        }
        return "the connection broke, or the answer was no HTTP (%s)"
                .formatted(failure.getClass().getSimpleName());
    }

    private Optional<String> text() {
        String text;
        synchronized (beginning) {
            text = beginning.toString(StandardCharsets.UTF_8);
        }
        String plain = text.replaceAll("\\p{Cntrl}+", " ").strip();
        int end = plain.offsetByCodePoints(0, Math.min(MOST_CHARACTERS, plain.codePointCount(0, plain.length())));
        return plain.isEmpty() ? Optional.empty() : Optional.of(plain.substring(0, end));
    }

    /** Seconds or a date (RFC 9110 section 10.2.3); anything else is as if nothing were said. */
    static Optional<Duration> retryAfter(@Nullable String header, Instant now) {
        if (header == null) {
            return Optional.empty();
        }
        String text = header.strip();
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(now, at);
            return wait.isNegative() ? Optional.empty() : Optional.of(wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
