package dev.tollgate.platform;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the {@code type} of a problem resolves to: what it means and what to do next. */
@Path("/problems")
@PermitAll
class ProblemsResource {

    record Explanation(String type, String code, int status, String title, String meaning, String remedy) {

        static Explanation of(ProblemType type) {
            return new Explanation(type.uri(), type.slug(), type.status(), type.title(), type.meaning(), type.remedy());
        }
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN, MediaType.TEXT_HTML})
    public Response list(@Context Request request) {
        Audience audience = Audience.of(request);
        Stream<ProblemType> types = Arrays.stream(ProblemType.values());
        Object entity = switch (audience) {
            case PROGRAM -> Page.whole(types.map(Explanation::of).toList());
            case TERMINAL -> types.map(ProblemsResource::line).collect(Collectors.joining("\n"));
            case BROWSER ->
                Html.page(
                        "Problems of Tollgate",
                        types.map(ProblemsResource::row)
                                .collect(Collectors.joining("\n", "<h1>Problems</h1>\n<dl>\n", "\n</dl>")));
        };
        return Response.ok(entity, audience.type()).build();
    }

    @GET
    @Path("/{problem}")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN, MediaType.TEXT_HTML})
    public Response explain(@PathParam("problem") String problem, @Context Request request) {
        ProblemType type = type(problem);
        Audience audience = Audience.of(request);
        Object entity = switch (audience) {
            case PROGRAM -> Explanation.of(type);
            case TERMINAL -> text(type);
            case BROWSER -> html(type);
        };
        return Response.ok(entity, audience.type()).build();
    }

    private static String line(ProblemType type) {
        return "%d %-26s %s".formatted(type.status(), type.slug(), type.title());
    }

    private static String row(ProblemType type) {
        return "<dt>%s (%d)</dt><dd>%s</dd>"
                .formatted(Html.link(type.uri(), type.slug()), type.status(), Html.escape(type.title()));
    }

    private static String text(ProblemType type) {
        return "%s (%d)\n\n%s. %s\n\nWhat to do: %s"
                .formatted(type.slug(), type.status(), type.title(), type.meaning(), type.remedy());
    }

    private static String html(ProblemType type) {
        String body = """
                <p>%s</p>
                <h1>%s</h1>
                <p><code>%s</code>, status %d</p>
                <p>%s</p>
                <h2>What to do</h2>
                <p>%s</p>\
                """.formatted(
                        Html.link("/problems", "Problems"),
                        Html.escape(type.title()),
                        type.slug(),
                        type.status(),
                        Html.prose(type.meaning()),
                        Html.prose(type.remedy()));
        return Html.page(type.title(), body);
    }

    private static ProblemType type(String slug) {
        List<String> slugs =
                Arrays.stream(ProblemType.values()).map(ProblemType::slug).toList();
        return ProblemType.ofSlug(slug).orElseThrow(() -> Problem.notFound("problem type", slug, slugs));
    }
}
