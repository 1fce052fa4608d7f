package dev.tollgate.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Problems as bytes: one shape, whether Quarkus REST answers or the router below it. */
@Singleton
class ProblemWriter {

    static final String MEDIA_TYPE = "application/problem+json";

    private final ObjectMapper mapper;

    ProblemWriter(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The answer of a resource. */
    Response.ResponseBuilder response(RoutingContext request, Problem problem) {
        Response.ResponseBuilder response =
                Response.status(problem.type().status()).type(MEDIA_TYPE).entity(bytes(request, problem));
        headers(problem.type()).forEach(response::header);
        return response;
    }

    /** The answer where no resource is involved. */
    void send(RoutingContext request, Problem problem) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        response.setStatusCode(problem.type().status()).putHeader("Content-Type", MEDIA_TYPE);
        headers(problem.type()).forEach(response::putHeader);
        byte[] bytes = bytes(request, problem);
        if (HttpMethod.HEAD.equals(request.request().method())) {
            response.putHeader("Content-Length", String.valueOf(bytes.length)).end();
        } else {
            response.end(Buffer.buffer(bytes));
        }
    }

    private static Map<String, String> headers(ProblemType type) {
        return switch (type) {
            case UNAUTHENTICATED -> Map.of("WWW-Authenticate", "Bearer");
            case UNAVAILABLE -> Map.of("Retry-After", "5");
            case NOT_SEALED_YET -> Map.of("Retry-After", "1");
            case INBOX_FULL -> Map.of("Retry-After", "60");
            default -> Map.of();
        };
    }

    private byte[] bytes(RoutingContext request, Problem problem) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", problem.type().uri());
        members.put("title", problem.type().title());
        members.put("status", problem.type().status());
        members.put("detail", problem.detail());
        members.put("instance", Redaction.path(request));
        members.put("code", problem.type().slug());
        members.put("traceId", TraceId.of(request));
        if (!problem.errors().isEmpty()) {
            members.put("errors", problem.errors());
        }
        problem.members().forEach(members::putIfAbsent);
        try {
            return (mapper.writeValueAsString(members) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem that cannot be written: " + problem, e);
        }
    }
}
