package dev.tollgate.feed;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** An HTTP response that stays open. */
record StreamOutlet(RoutingContext routing, HttpServerResponse response, Executor loop) implements Subscriber.Outlet {

    /** How long a reader has for the last words. */
    private static final long GRACE_MILLIS = 1_000;

    static StreamOutlet of(RoutingContext routing) {
        Context context = routing.vertx().getOrCreateContext();
        HttpServerResponse response = routing.response();
        response.setChunked(true);
        return new StreamOutlet(routing, response, task -> context.runOnContext(now -> task.run()));
    }

    @Override
    public CompletionStage<Void> write(byte[] bytes) {
        return response.write(Buffer.buffer(bytes)).toCompletionStage();
    }

    @Override
    public void end(byte[] lastWords) {
        Future<Void> sent = response.end(Buffer.buffer(lastWords));
        routing.vertx().setTimer(GRACE_MILLIS, timer -> {
            if (!sent.isComplete()) {
                cut();
            }
        });
    }

    /**
     * In HTTP/1.1 the connection is closed below Vert.x, whose own {@code close()} waits until everything is sent: that is, for the reader
     * that does not read.
     */
    private void cut() {
        if (routing.request().version() == HttpVersion.HTTP_2) {
            response.reset();
        } else {
            var unused =
                    ((ConnectionBase) routing.request().connection()).channel().close();
        }
    }
}
