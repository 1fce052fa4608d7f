package dev.tollgate.evidence;

import dev.tollgate.access.Permissions;
import dev.tollgate.desk.Desk;
import dev.tollgate.desk.Dossier;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.EvidenceStatus;
import dev.tollgate.platform.Body;
import dev.tollgate.platform.BodyLimit;
import dev.tollgate.platform.DryRun;
import dev.tollgate.platform.Page;
import dev.tollgate.platform.Paging;
import dev.tollgate.platform.Problem;
import io.quarkus.security.PermissionsAllowed;
import io.vertx.ext.web.RoutingContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/projects/{project}/items/{item}/evidence")
class ItemEvidenceResource {

    static final String REPLAYED = "Idempotency-Replayed";

    private final Desk desk;
    private final EvidencePost post;
    private final NativeEvidence tools;
    private final EvidenceQuery query;

    ItemEvidenceResource(Desk desk, EvidencePost post, NativeEvidence tools, EvidenceQuery query) {
        this.desk = desk;
        this.post = post;
        this.tools = tools;
        this.query = query;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @PermissionsAllowed(Permissions.EVIDENCE_WRITE)
    public RestResponse<ReceiptJson> recordEvidence(
            @PathParam("project") String project,
            @PathParam("item") String item,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            Body<EvidenceBody> body,
            @BeanParam DryRun dryRun) {
        return answer(project, post.one(project, item, body, idempotencyKey, dryRun));
    }

    /** In whatever format a tool has. Of several reports in one body, the receipt is the last one's. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @PermissionsAllowed(Permissions.EVIDENCE_WRITE)
    public RestResponse<ReceiptJson> recordNativeEvidence(
            @PathParam("project") String project,
            @PathParam("item") String item,
            @QueryParam("as") @Nullable String as,
            RoutingContext request,
            InputStream body,
            @BeanParam DryRun dryRun)
            throws IOException {
        byte[] bytes = BodyLimit.read(body, BodyLimit.MAX_BYTES);
        Map<String, String> headers = new HashMap<>();
        request.request().headers().forEach(headers::putIfAbsent);
        List<Command> commands = tools.commands(item, headers, bytes, Optional.ofNullable(as));
        return answer(project, post.all(project, commands, dryRun));
    }

    private static RestResponse<ReceiptJson> answer(String project, EvidencePost.Posted posted) {
        ReceiptJson receipt = posted.receipts().getLast();
        var response = RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, receipt);
        if (receipt.id() != null) {
            response.header("Location", "/v1/projects/%s/evidence/%s".formatted(project, receipt.id()));
        }
        if (posted.replayed()) {
            response.header(REPLAYED, true);
        }
        return response.build();
    }

    @GET
    @Transactional
    @PermissionsAllowed(Permissions.READ)
    public Page<EvidenceJson> listItemEvidence(
            @PathParam("project") String project,
            @PathParam("item") String item,
            @QueryParam("status") List<EvidenceStatus> statuses,
            @BeanParam Paging paging) {
        Dossier dossier = desk.find(project);
        if (dossier.project().findItem(item).isEmpty()) {
            throw Problem.notFound("item", item, dossier.project().items().keySet());
        }
        var filter = new EvidenceFilter(List.of(item), List.of(), statuses, List.of());
        return paging.page(
                query.list(dossier.project().id(), filter, paging), row -> Long.toString(row.seq), EvidenceJson::of);
    }
}
