package dev.tollgate.platform;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** {@code GET /}: where to look, for whoever has only the host name. */
@Path("/")
@PermitAll
class IndexResource {

    private static final String DESCRIPTION = "Stage gates for machine learning";

    /** The main URLs in the order in which a newcomer needs them. */
    private static final List<Entry> LINKS = List.of(
            new Entry("/docs", "every operation, to read and to try (Swagger UI)"),
            new Entry("/openapi.yaml", "the contract (OpenAPI 3.1)"),
            new Entry("/v1/me", "who you are here and what you may do"),
            new Entry("/v1/projects", "the projects and where they stand"),
            new Entry("/v1/flow", "how work flows through the gates, in numbers"),
            new Entry("/v1/checklists", "the checklists: items, gates, loops"),
            new Entry("/v1/glossary", "what the words mean"),
            new Entry("/v1/pitfalls", "what goes wrong in practice, and the remedies"),
            new Entry("/v1/frameworks", "how the phases map to other frameworks"),
            new Entry("/adapters", "the tools whose own formats are read, and how"),
            new Entry("/problems", "every kind of problem and what to do about it"));

    private final String version;

    IndexResource(@ConfigProperty(name = "quarkus.application.version") String version) {
        this.version = version;
    }

    record Entry(String href, String title) {}

    record Index(String name, String description, String version, List<Entry> links) {}

    @GET
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN, MediaType.TEXT_HTML})
    public Response index(@Context Request request) {
        Audience audience = Audience.of(request);
        Object entity = switch (audience) {
            case PROGRAM -> new Index("Tollgate", DESCRIPTION, version, LINKS);
            case TERMINAL -> text();
            case BROWSER -> html();
        };
        return Response.ok(entity, audience.type())
                .header("Link", "</openapi.yaml>; rel=\"service-desc\", </docs>; rel=\"service-doc\"")
                .build();
    }

    private String text() {
        return LINKS.stream()
                .map(entry -> "%-16s %s".formatted(entry.href(), entry.title()))
                .collect(Collectors.joining("\n", "Tollgate %s: %s\n\n".formatted(version, DESCRIPTION), ""));
    }

    private String html() {
        String links = LINKS.stream()
                .map(entry -> "<dt>%s</dt><dd>%s</dd>"
                        .formatted(Html.link(entry.href(), entry.href()), Html.escape(entry.title())))
                .collect(Collectors.joining("\n"));
        return Html.page(
                "Tollgate",
                "<h1>Tollgate</h1>\n<p>%s, version %s</p>\n<dl>\n%s\n</dl>"
                        .formatted(DESCRIPTION, Html.escape(version), links));
    }
}
