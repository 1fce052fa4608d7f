package dev.tollgate.seal;

import dev.tollgate.access.Permissions;
import dev.tollgate.platform.Problem;
import io.quarkus.security.PermissionsAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;

/** The log as a set of files that never change (C2SP tlog-tiles), from which anybody can compute any proof. */
@Path("/v1/log/tile")
@Produces(MediaType.APPLICATION_OCTET_STREAM)
class TileResource {

    /** A year. Private: whoever keeps it was allowed to read it, and the next may not be. */
    private static final String FOR_EVER = "private, max-age=31536000, immutable";

    private final SealedTree tree;

    TileResource(SealedTree tree) {
        this.tree = tree;
    }

    @GET
    @Path("/{level}/{tile: .+}")
    @PermissionsAllowed(Permissions.READ)
    public RestResponse<byte[]> getTile(@PathParam("level") String level, @PathParam("tile") String tile) {
        return answer("tile", level, tile, tree::hashes);
    }

    @GET
    @Path("/entries/{tile: .+}")
    @PermissionsAllowed(Permissions.READ)
    public RestResponse<byte[]> getEntries(@PathParam("tile") String tile) {
        return answer("entry bundle", "0", tile, tree::entries);
    }

    private static RestResponse<byte[]> answer(
            String what, String level, String path, Function<TilePath, Optional<byte[]>> read) {
        byte[] bytes = TilePath.parse(level, path)
                .flatMap(read)
                .orElseThrow(() -> Problem.notFound(what, "%s/%s".formatted(level, path), List.of()));
        return RestResponse.ResponseBuilder.ok(bytes)
                .header(HttpHeaders.CACHE_CONTROL, FOR_EVER)
                .build();
    }
}
