package dev.tollgate.http;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A channel of one project, from both sides: {@code channel.deliver(json)} as a tool does, {@code channel.inbox()} as those who manage it. */
public final class ChannelApi {

    private final Api api;
    private final String key;
    private final String url;
    private final String secret;
    private final List<String> headers;
    private final List<String> query;

    private ChannelApi(Api api, String key, String url, String secret, List<String> headers, List<String> query) {
        this.api = api;
        this.key = key;
        this.url = url;
        this.secret = secret;
        this.headers = headers;
        this.query = query;
    }

    /**
     * @param auth such as {@code 'mode': 'URL_TOKEN'}; single quotes stand for double ones, here and in the routes
     * @param routes each a JSON object
     */
    public static ChannelApi create(Api api, String project, String auth, String... routes) {
        String key = Api.unique("channel");
        Answer created = api.post("/v1/channels", """
                {'key': '%s', 'name': 'A channel', 'projects': ['%s'], 'auth': {%s}, 'routes': [%s]}
                """.formatted(key, project, auth, String.join(", ", routes))
                        .replace('\'', '"'))
                .is(201);
        return new ChannelApi(api, key, created.value("url"), created.value("secret"), List.of(), List.of());
    }

    public String key() {
        return key;
    }

    public String path() {
        return "/v1/channels/" + key;
    }

    public String url() {
        return url;
    }

    public String secret() {
        return secret;
    }

    /** The same channel, its sender setting one more header. */
    public ChannelApi with(String header, String value) {
        return new ChannelApi(api, key, url, secret, plus(headers, header, value), query);
    }

    /** The same channel, its sender's URL having one more parameter. */
    public ChannelApi where(String parameter, String value) {
        return new ChannelApi(api, key, url, secret, headers, plus(query, parameter, value));
    }

    /** At another address, or with another secret. */
    public ChannelApi as(String otherUrl, String otherSecret) {
        return new ChannelApi(api, key, otherUrl, otherSecret, headers, query);
    }

    private static List<String> plus(List<String> pairs, String name, String value) {
        List<String> more = new ArrayList<>(pairs);
        more.addAll(List.of(name, value));
        return more;
    }

    public Answer deliver(String body) {
        return deliver(body.getBytes(StandardCharsets.UTF_8));
    }

    public Answer deliver(byte[] body) {
        return new Answer(request().body(body).post(url));
    }

    /** What a tool sends, without its body. */
    public RequestSpecification request() {
        RequestSpecification request = RestAssured.given();
        if (!headers.contains("Content-Type")) {
            request.contentType("application/json");
        }
        for (int i = 0; i < headers.size(); i += 2) {
            request.header(headers.get(i), headers.get(i + 1));
        }
        for (int i = 0; i < query.size(); i += 2) {
            request.queryParam(query.get(i), query.get(i + 1));
        }
        return request;
    }

    public Answer inbox() {
        return api.get(path() + "/inbox").is(200);
    }

    public Answer post(String below, String body) {
        return api.post(path() + below, body);
    }

    public Answer get() {
        return api.get(path());
    }
}
