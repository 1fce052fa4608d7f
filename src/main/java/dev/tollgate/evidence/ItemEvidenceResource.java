package dev.tollgate.evidence;

import dev.tollgate.access.Permissions;
import dev.tollgate.desk.Desk;
import dev.tollgate.desk.Dossier;
import dev.tollgate.lifecycle.EvidenceStatus;
import dev.tollgate.platform.Body;
import dev.tollgate.platform.DryRun;
import dev.tollgate.platform.Page;
import dev.tollgate.platform.Paging;
import dev.tollgate.platform.Problem;
import io.quarkus.security.PermissionsAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/projects/{project}/items/{item}/evidence")
class ItemEvidenceResource {

    static final String REPLAYED = "Idempotency-Replayed";

    private final Desk desk;
    private final EvidencePost post;
    private final EvidenceQuery query;

    ItemEvidenceResource(Desk desk, EvidencePost post, EvidenceQuery query) {
        this.desk = desk;
        this.post = post;
        this.query = query;
    }

    @POST
    @PermissionsAllowed(Permissions.EVIDENCE_WRITE)
    public RestResponse<ReceiptJson> recordEvidence(
            @PathParam("project") String project,
            @PathParam("item") String item,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            Body<EvidenceBody> body,
            @BeanParam DryRun dryRun) {
        EvidencePost.Posted posted = post.one(project, item, body, idempotencyKey, dryRun);
        ReceiptJson receipt = posted.receipts().getFirst();
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
