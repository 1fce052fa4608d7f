package dev.tollgate.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.access.Permissions;
import dev.tollgate.desk.Desk;
import dev.tollgate.desk.Signature;
import dev.tollgate.ledger.LogEntry;
import dev.tollgate.ledger.Outcome;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.Event;
import dev.tollgate.lifecycle.Item;
import dev.tollgate.lifecycle.ItemState;
import dev.tollgate.platform.Body;
import dev.tollgate.platform.Created;
import dev.tollgate.platform.DryRun;
import dev.tollgate.platform.Page;
import dev.tollgate.platform.Paging;
import dev.tollgate.platform.Problem;
import io.quarkus.security.PermissionsAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/projects/{project}/evidence")
class EvidenceResource {

    record InvalidationBody(@NotBlank @Size(max = 2000) String reason) {}

    /** @param reinstated the older evidence that is in force again */
    record InvalidationJson(
            UUID id,
            String item,
            String reason,
            String invalidatedBy,
            Instant invalidatedAt,
            ItemState itemState,
            @Nullable UUID reinstated,
            @Nullable Long seq,
            @Nullable String hash) {}

    private final Desk desk;
    private final EvidencePost post;
    private final EvidenceQuery query;
    private final ObjectMapper json;

    EvidenceResource(Desk desk, EvidencePost post, EvidenceQuery query, ObjectMapper json) {
        this.desk = desk;
        this.post = post;
        this.query = query;
        this.json = json;
    }

    @POST
    @PermissionsAllowed(Permissions.EVIDENCE_WRITE)
    public RestResponse<Page<ReceiptJson>> recordEvidenceBatch(
            @PathParam("project") String project, Body<EvidenceBatchBody> body, @BeanParam DryRun dryRun) {
        EvidencePost.Posted posted = post.many(project, body, dryRun);
        var response = RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, Page.whole(posted.receipts()));
        if (posted.replayed()) {
            response.header(ItemEvidenceResource.REPLAYED, true);
        }
        return response.build();
    }

    @GET
    @Transactional
    @PermissionsAllowed(Permissions.READ)
    public Page<EvidenceJson> listEvidence(
            @PathParam("project") String project, @BeanParam EvidenceFilter filter, @BeanParam Paging paging) {
        UUID id = desk.find(project).project().id();
        return paging.page(query.list(id, filter, paging), row -> Long.toString(row.seq), EvidenceJson::of);
    }

    @GET
    @Path("/{evidence}")
    @Transactional
    @PermissionsAllowed(Permissions.READ)
    public EvidenceJson getEvidence(@PathParam("project") String project, @PathParam("evidence") UUID evidence) {
        UUID id = desk.find(project).project().id();
        return query.find(id, evidence)
                .map(found -> EvidenceJson.of(found, data(id, found.seq)))
                .orElseThrow(() -> missing(evidence));
    }

    @GET
    @Path("/{evidence}/payload")
    @Transactional
    @Produces({MediaType.APPLICATION_JSON, MediaType.APPLICATION_OCTET_STREAM})
    @PermissionsAllowed(Permissions.READ)
    public Response getEvidencePayload(@PathParam("project") String project, @PathParam("evidence") UUID evidence) {
        byte[] payload = payload(desk.find(project).project().id(), evidence);
        return Response.ok(payload, isJson(payload) ? MediaType.APPLICATION_JSON : MediaType.APPLICATION_OCTET_STREAM)
                .build();
    }

    /** Tools post XML, YAML, and JSON that is none. */
    private boolean isJson(byte[] payload) {
        try {
            return !json.readTree(payload).isMissingNode();
        } catch (IOException e) {
            return false;
        }
    }

    private byte[] payload(UUID project, UUID evidence) {
        return query.payload(project, evidence).orElseThrow(() -> missing(evidence));
    }

    /** As the log has it: of what came in a tool's own format, that is what was read of it. */
    private @Nullable JsonNode data(UUID project, long seq) {
        JsonNode data = read(query.recorded(project, seq)).at("/report/data");
        return data.isEmpty() ? null : data;
    }

    private JsonNode read(byte[] document) {
        try {
            return json.readTree(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RuntimeException missing(UUID evidence) {
        return Problem.notFound("evidence", evidence.toString(), List.of());
    }

    @POST
    @Path("/{evidence}/invalidation")
    @PermissionsAllowed(Permissions.EVIDENCE_INVALIDATE)
    public RestResponse<InvalidationJson> invalidateEvidence(
            @PathParam("project") String project,
            @PathParam("evidence") UUID evidence,
            InvalidationBody body,
            @BeanParam DryRun dryRun) {
        Outcome.Done done = desk.submit(project, new Command.InvalidateEvidence(evidence, body.reason()), dryRun);
        LogEntry entry = done.entries().stream()
                .filter(e -> e.event() instanceof Event.EvidenceInvalidated)
                .findFirst()
                .orElseThrow();
        var event = (Event.EvidenceInvalidated) entry.event();
        Signature signature = Signature.of(done, Event.EvidenceInvalidated.class, dryRun.wanted());
        return Created.of(new InvalidationJson(
                evidence,
                event.item(),
                event.reason(),
                entry.actor().id(),
                entry.at(),
                done.after().item(event.item()).state(),
                event.reinstated().map(Item.EvidenceHead::id).orElse(null),
                signature.seq(),
                signature.hash()));
    }
}
