package dev.tollgate.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Somebody on this machine who is called: keeps every call and answers as told. */
final class Receiver implements AutoCloseable {

    /** @param accepted whether it was answered with 2xx */
    record Call(Map<String, String> headers, byte[] body, boolean accepted) {

        String id() {
            return headers.getOrDefault("webhook-id", "");
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /**
     * Says with what status one call is answered, and may set headers; 0 where it sent something itself, or nothing. The answer is sent once
     * the call is noted, so whoever knows of the answer finds the call.
     */
    interface Behaviour {
        int answer(HttpExchange exchange, Call call) throws IOException;
    }

    static final Behaviour ACCEPTING = status(204);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    /** By the order in which they came: the thread of a later call may be the first to note its own. */
    private final Map<Integer, Call> calls = new ConcurrentSkipListMap<>();

    private final AtomicInteger arrivals = new AtomicInteger();
    private volatile Behaviour behaviour;

    private Receiver(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    static Receiver that(Behaviour behaviour) throws IOException {
        return new Receiver(behaviour);
    }

    static Behaviour status(int status) {
        return (exchange, call) -> status;
    }

    void behaves(Behaviour other) {
        behaviour = other;
    }

    String url() {
        return "http://127.0.0.1:%d/hook?key=path-secret"
                .formatted(server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        int arrival = arrivals.incrementAndGet();
        byte[] body = exchange.getRequestBody().readAllBytes();
        Map<String, String> headers = exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().toLowerCase(java.util.Locale.ROOT),
                        entry -> entry.getValue().getFirst()));
        var call = new Call(headers, body, false);
        try {
            int status = behaviour.answer(exchange, call);
            calls.put(arrival, new Call(headers, body, status >= 200 && status < 300));
            if (status > 0) {
                exchange.sendResponseHeaders(status, -1);
            }
        } finally {
            exchange.close();
        }
    }

    List<Call> calls() {
        return List.copyOf(calls.values());
    }

    /** Calls that were answered with 2xx, each event once, in the order of their first success. */
    List<Call> received() {
        List<Call> first = new ArrayList<>();
        for (Call call : calls.values()) {
            if (call.accepted() && first.stream().noneMatch(known -> known.id().equals(call.id()))) {
                first.add(call);
            }
        }
        return first;
    }

    Optional<Call> call(String id) {
        return calls.values().stream().filter(call -> call.id().equals(id)).findFirst();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
