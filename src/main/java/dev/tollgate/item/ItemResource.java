package dev.tollgate.item;

import dev.tollgate.access.Permissions;
import dev.tollgate.desk.Desk;
import dev.tollgate.desk.Dossier;
import dev.tollgate.desk.Signature;
import dev.tollgate.ledger.Outcome;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.Event;
import dev.tollgate.lifecycle.Item;
import dev.tollgate.lifecycle.ItemState;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.ReviewVerdict;
import dev.tollgate.platform.AsOf;
import dev.tollgate.platform.Created;
import dev.tollgate.platform.DryRun;
import dev.tollgate.platform.Page;
import dev.tollgate.platform.Problem;
import io.quarkus.security.PermissionsAllowed;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/projects/{project}/items")
class ItemResource {

    record ReviewBody(
            @NotNull ReviewVerdict verdict,
            @NotBlank @Size(max = 2000) String comment) {}

    record ReviewJson(
            String item,
            ReviewVerdict verdict,
            String comment,
            String reviewedBy,
            Instant reviewedAt,
            ItemState itemState,
            @Nullable Long seq,
            @Nullable String hash) {}

    private final Desk desk;

    ItemResource(Desk desk) {
        this.desk = desk;
    }

    @GET
    @PermissionsAllowed(Permissions.READ)
    public Page<ItemJson> listItems(
            @PathParam("project") String project,
            @QueryParam("phase") List<Phase> phases,
            @QueryParam("state") List<ItemState> states,
            @BeanParam AsOf asOf) {
        return Page.whole(items(desk.find(project, asOf))
                .filter(item -> phases.isEmpty() || phases.contains(item.phase()))
                .filter(item -> states.isEmpty() || states.contains(item.state()))
                .toList());
    }

    @GET
    @Path("/{item}")
    @PermissionsAllowed(Permissions.READ)
    public ItemJson getItem(
            @PathParam("project") String project, @PathParam("item") String item, @BeanParam AsOf asOf) {
        Dossier dossier = desk.find(project, asOf);
        return items(dossier)
                .filter(json -> json.item().equals(item))
                .findFirst()
                .orElseThrow(() ->
                        Problem.notFound("item", item, dossier.project().items().keySet()));
    }

    private static Stream<ItemJson> items(Dossier dossier) {
        return dossier.document().phases().stream()
                .flatMap(section -> section.items().stream().map(item -> ItemJson.of(dossier, section, item)));
    }

    @POST
    @Path("/{item}/reviews")
    @PermissionsAllowed(Permissions.ITEM_REVIEW)
    public RestResponse<ReviewJson> reviewItem(
            @PathParam("project") String project,
            @PathParam("item") String item,
            ReviewBody body,
            @BeanParam DryRun dryRun) {
        Outcome.Done done = desk.submit(project, new Command.ReviewItem(item, body.verdict(), body.comment()), dryRun);
        Item reviewed = done.after().item(item);
        Item.Review review = reviewed.review().orElseThrow();
        Signature signature = Signature.of(done, Event.ItemReviewed.class, dryRun.wanted());
        return Created.of(new ReviewJson(
                item,
                review.verdict(),
                review.comment(),
                review.reviewedBy().id(),
                review.reviewedAt(),
                reviewed.state(),
                signature.seq(),
                signature.hash()));
    }
}
