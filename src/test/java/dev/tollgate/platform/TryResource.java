package dev.tollgate.platform;

import dev.tollgate.access.Permissions;
import dev.tollgate.lifecycle.Phase;
import io.quarkus.security.PermissionsAllowed;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Operations of no feature, to try on them what every operation has in common. Only in tests, and outside the contract's {@code /v1}. */
@Path("/test")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
class TryResource {

    static final int PIECE = 1024 * 1024;

    /** How many pieces the last download was asked for. */
    static final AtomicInteger MADE = new AtomicInteger();

    private final EntityTags tags;

    TryResource(EntityTags tags) {
        this.tags = tags;
    }

    public record Thing(
            @NotNull @Size(min = 1, max = 10) String name,
            @Nullable Phase phase) {}

    public record Echo(Thing thing, int bytes) {}

    @GET
    @Path("/things/{name}")
    public Thing thing(@PathParam("name") @Pattern(regexp = "[a-z]+") String name) {
        return new Thing(name, null);
    }

    @PUT
    @Path("/things/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Thing put(@PathParam("name") String name, @BeanParam Preconditions preconditions, Thing thing) {
        preconditions.check(name.equals("absent") ? Optional.empty() : Optional.of(tags.of(new Thing(name, null))));
        return thing;
    }

    @POST
    @Path("/things")
    @Consumes(MediaType.APPLICATION_JSON)
    public Echo post(@BeanParam DryRun dryRun, Body<Thing> body) {
        if (dryRun.wanted()) {
            return new Echo(body.value(), -1);
        }
        return new Echo(body.value(), body.bytes().length);
    }

    @GET
    @Path("/numbers")
    public Page<Integer> numbers(
            @BeanParam Paging paging,
            @QueryParam("phase") List<Phase> phases,
            @QueryParam("until") @Nullable String until) {
        int after = paging.after().map(Integer::parseInt).orElse(0);
        List<Integer> rows = IntStream.rangeClosed(after + 1, until == null ? 120 : Integer.parseInt(until))
                .limit(paging.fetch())
                .boxed()
                .toList();
        return paging.page(rows, String::valueOf);
    }

    /** Pieces of a mebibyte; those asked for are counted, and one may fail. */
    @GET
    @Path("/download")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response download(@QueryParam("pieces") int pieces, @QueryParam("failing") int failing) {
        MADE.set(0);
        byte[] piece = new byte[PIECE];
        return Response.ok(new Download(() -> {
                    int number = MADE.incrementAndGet();
                    if (number == failing) {
                        throw new IllegalStateException("a piece that could not be made");
                    }
                    return number > pieces ? Optional.empty() : Optional.of(piece);
                }))
                .header("ETag", "\"pieces-%d\"".formatted(pieces))
                .build();
    }

    @GET
    @Path("/phases/{phase}")
    @Produces(MediaType.TEXT_PLAIN)
    public String phase(@PathParam("phase") Phase phase) {
        return phase.gate();
    }

    @GET
    @Path("/decide")
    @PermissionsAllowed(Permissions.GATE_DECIDE)
    public Thing decide() {
        return new Thing("decided", null);
    }

    @GET
    @Path("/defect")
    public Thing defect() {
        throw new IllegalStateException("a secret of the inside");
    }

    @GET
    @Path("/broken-answer")
    @Valid public Thing brokenAnswer() {
        return new Thing("", null);
    }

    @GET
    @Path("/outage")
    public Thing outage() {
        throw new IllegalStateException(new SQLException("no route to db.internal", "08001"));
    }

    @GET
    @Path("/refused")
    public Thing refused() {
        throw Problem.of(ProblemType.GATE_BLOCKED, "Not yet.")
                .with("unmet", List.of(new Thing("plan", Phase.PLAN)))
                .toException();
    }
}
