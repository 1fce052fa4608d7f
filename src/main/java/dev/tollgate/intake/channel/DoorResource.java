package dev.tollgate.intake.channel;

import dev.tollgate.installation.Channel;
import dev.tollgate.intake.Message;
import dev.tollgate.platform.BodyLimit;
import dev.tollgate.platform.OwnBodyLimit;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The one door for tools. Who may come in is the channel's to say: no role of this service is asked for. */
@Path("/in/{address}")
@PermitAll
@OwnBodyLimit
class DoorResource {

    private final Door door;
    private final IntakeConfig config;

    DoorResource(Door door, IntakeConfig config) {
        this.door = door;
        this.config = config;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    public Map<String, Object> deliverReport(
            @PathParam("address") String address,
            @BeanParam HintParameters hints,
            RoutingContext request,
            InputStream body)
            throws IOException {
        Channel channel = door.channel(address);
        int limit = (int) config.maxBody().asLongValue();
        BodyLimit.check(request, limit);
        Door.Reply reply = door.deliver(channel, headers(request), hints.hints(), BodyLimit.read(body, limit));
        if (reply.received().refusal().isPresent()) {
            throw reply.received().refusal().get().toException();
        }
        return answer(reply);
    }

    /** The abuse protection of CloudEvents webhooks (HTTP 1.1 Web Hooks for Event Delivery, section 4): whoever asks may send. */
    @OPTIONS
    public Response handshake(@PathParam("address") String address, RoutingContext request) {
        door.channel(address);
        Response.ResponseBuilder response = Response.ok(Map.of("status", "ignored", "reason", "send with POST"))
                .type(MediaType.APPLICATION_JSON)
                .header("Allow", "OPTIONS, POST");
        String origin = request.request().getHeader("WebHook-Request-Origin");
        if (origin != null) {
            response.header("WebHook-Allowed-Origin", origin).header("WebHook-Allowed-Rate", "*");
        }
        return response.build();
    }

    /** Always an object, since some senders count any other answer as a failure. What a handshake wants to hear stands in it too. */
    private static Map<String, Object> answer(Door.Reply reply) {
        Arrival arrival = reply.received().arrival();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", status(reply));
        answer.put(
                "evidence",
                arrival.results().stream()
                        .flatMap(result -> result.evidence().stream())
                        .toList());
        answer.put("state", arrival.state());
        answer.put("arrival", arrival.id());
        arrival.format().ifPresent(format -> answer.put("format", format));
        arrival.reason().ifPresent(reason -> answer.put("reason", reason));
        if (reply.message() instanceof Message.Handshake handshake) {
            answer.putAll(handshake.answer());
        }
        return answer;
    }

    private static String status(Door.Reply reply) {
        Arrival arrival = reply.received().arrival();
        if (arrival.state() == ArrivalState.ANSWERED) {
            return "accepted";
        }
        if (arrival.results().isEmpty()) {
            return "ignored";
        }
        return reply.received().again() ? "duplicate" : "accepted";
    }

    private static Headers headers(RoutingContext request) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.request().headers().forEach((name, value) -> headers.putIfAbsent(name, value));
        return new Headers(headers);
    }
}
