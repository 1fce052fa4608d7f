package dev.tollgate.feed;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** An HTTP response that stays open. */
record StreamOutlet(HttpServerRequest request, HttpServerResponse response, Executor loop)
        implements Subscriber.Outlet {

    static StreamOutlet of(RoutingContext routing) {
        Context context = routing.vertx().getOrCreateContext();
        HttpServerResponse response = routing.response();
        response.setChunked(true);
        return new StreamOutlet(routing.request(), response, task -> context.runOnContext(now -> task.run()));
    }

    @Override
    public CompletionStage<Void> write(byte[] bytes) {
        return response.write(Buffer.buffer(bytes)).toCompletionStage();
    }

    @Override
    public void end() {
        response.end();
    }

    /**
     * In HTTP/1.1 the connection is closed below Vert.x, whose own {@code close()} waits until everything is sent: that is, for the reader
     * that does not read.
     */
    @Override
    public void cut() {
        if (request.version() == HttpVersion.HTTP_2) {
            response.reset();
        } else {
            var unused = ((ConnectionBase) request.connection()).channel().close();
        }
    }
}
