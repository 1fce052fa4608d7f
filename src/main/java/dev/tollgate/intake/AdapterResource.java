package dev.tollgate.intake;

import dev.tollgate.platform.Audience;
import dev.tollgate.platform.Html;
import dev.tollgate.platform.Page;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The reference of all tools and formats, made of the adapters themselves: it cannot say what they do not do. */
@Path("/adapters")
@PermitAll
class AdapterResource {

    record AdapterJson(String source, String title, String authentication, List<FormatJson> formats) {

        static AdapterJson of(Adapter adapter) {
            return new AdapterJson(
                    adapter.source(),
                    adapter.title(),
                    adapter.authentication(),
                    adapter.formats().stream()
                            .map(format -> FormatJson.of(adapter, format))
                            .toList());
        }
    }

    /** @param name in {@code ?as=} and in routes */
    record FormatJson(String name, String title, List<String> detectedBy, List<FieldJson> fields) {

        static FormatJson of(Adapter adapter, Format format) {
            return new FormatJson(
                    adapter.source() + "." + format.id(),
                    format.title(),
                    format.signs().stream().map(Sign::text).toList(),
                    format.fields().entrySet().stream()
                            .map(field -> new FieldJson(field.getKey().id(), field.getValue()))
                            .toList());
        }
    }

    /** @param from where in the delivery it stands */
    record FieldJson(String field, String from) {}

    private final List<AdapterJson> adapters;

    AdapterResource(Detection detection) {
        this.adapters = detection.formats().stream()
                .map(Detection.Known::adapter)
                .distinct()
                .map(AdapterJson::of)
                .sorted(Comparator.comparing(AdapterJson::source))
                .toList();
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN, MediaType.TEXT_HTML})
    public Response listAdapters(@Context Request request) {
        Audience audience = Audience.of(request);
        Object entity = switch (audience) {
            case PROGRAM -> Page.whole(adapters);
            case TERMINAL -> adapters.stream().map(AdapterResource::text).collect(Collectors.joining("\n"));
            case BROWSER ->
                Html.page(
                        "Tools that Tollgate reads",
                        adapters.stream()
                                .map(AdapterResource::html)
                                .collect(Collectors.joining("\n", "<h1>Tools that Tollgate reads</h1>\n", "")));
        };
        return Response.ok(entity, audience.type()).build();
    }

    private static String text(AdapterJson adapter) {
        return adapter.formats().stream()
                .map(format -> "  %-36s %s".formatted(format.name(), format.title()))
                .collect(Collectors.joining("\n", "%s (%s)\n".formatted(adapter.title(), adapter.source()), "\n"));
    }

    private static String html(AdapterJson adapter) {
        return "<h2>%s</h2>\n<p>%s</p>\n%s"
                .formatted(
                        Html.escape(adapter.title()),
                        Html.prose(adapter.authentication()),
                        adapter.formats().stream().map(AdapterResource::html).collect(Collectors.joining("\n")));
    }

    private static String html(FormatJson format) {
        String signs = format.detectedBy().stream()
                .map(sign -> "<li>%s</li>".formatted(Html.prose(sign)))
                .collect(Collectors.joining("\n", "<ul>\n", "\n</ul>"));
        String fields = format.fields().stream()
                .map(field -> "<dt>%s</dt><dd>%s</dd>".formatted(Html.escape(field.field()), Html.prose(field.from())))
                .collect(Collectors.joining("\n", "<dl>\n", "\n</dl>"));
        return "<h3><code>%s</code></h3>\n<p>%s. Known by any of:</p>\n%s\n%s"
                .formatted(Html.escape(format.name()), Html.escape(format.title()), signs, fields);
    }
}
