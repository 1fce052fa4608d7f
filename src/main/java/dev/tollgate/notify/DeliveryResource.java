package dev.tollgate.notify;

import dev.tollgate.access.Permissions;
import dev.tollgate.installation.Subscription;
import dev.tollgate.installation.SubscriptionRules;
import dev.tollgate.platform.DryRun;
import dev.tollgate.platform.Page;
import dev.tollgate.platform.Paging;
import dev.tollgate.platform.Problem;
import io.quarkus.security.PermissionsAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/subscriptions/{subscription}")
class DeliveryResource {

    private static final Pattern POSITION = Pattern.compile("[1-9][0-9]{0,17}");

    private final Subscriptions subscriptions;
    private final DeliveryQuery query;

    DeliveryResource(Subscriptions subscriptions, DeliveryQuery query) {
        this.subscriptions = subscriptions;
        this.query = query;
    }

    @GET
    @Path("/progress")
    @PermissionsAllowed(Permissions.SUBSCRIPTION_MANAGE)
    public ProgressJson getProgress(@PathParam("subscription") UUID id) throws SQLException {
        Subscription subscription = subscriptions.find(id);
        return query.progress(id)
                .map(progress -> ProgressJson.of(subscription.state(), progress))
                .orElseThrow(() -> Problem.notFound("subscription", id.toString(), List.of()));
    }

    @GET
    @Path("/deliveries")
    @PermissionsAllowed(Permissions.SUBSCRIPTION_MANAGE)
    public Page<DeliveryJson> listDeliveries(
            @PathParam("subscription") UUID id,
            @QueryParam("state") List<DeliveryState> states,
            @BeanParam Paging paging)
            throws SQLException {
        subscriptions.find(id);
        long before = paging.after().map(Long::parseLong).orElse(Long.MAX_VALUE);
        return paging.page(
                query.list(id, before, states, paging.fetch()),
                delivery -> Long.toString(delivery.position()),
                DeliveryJson::of);
    }

    @GET
    @Path("/deliveries/{delivery}")
    @PermissionsAllowed(Permissions.SUBSCRIPTION_MANAGE)
    public DeliveryJson getDelivery(@PathParam("subscription") UUID id, @PathParam("delivery") String delivery)
            throws SQLException {
        subscriptions.find(id);
        return DeliveryJson.whole(find(id, delivery));
    }

    /** The answer comes before the call is made, hence 202; the delivery shows what came of it. */
    @POST
    @Path("/deliveries/{delivery}/redelivery")
    @PermissionsAllowed(Permissions.SUBSCRIPTION_MANAGE)
    public RestResponse<DeliveryJson> redeliverEvent(
            @PathParam("subscription") UUID id, @PathParam("delivery") String delivery, @BeanParam DryRun dryRun)
            throws SQLException {
        subscriptions.find(id);
        Delivery found = find(id, delivery);
        subscriptions.require(SubscriptionRules.redeliver(subscriptions.installation(), id));
        if (!dryRun.wanted()) {
            query.ask(id, found.position());
            found = find(id, delivery);
        }
        return RestResponse.status(RestResponse.Status.ACCEPTED, DeliveryJson.whole(found));
    }

    private Delivery find(UUID id, String delivery) throws SQLException {
        if (!POSITION.matcher(delivery).matches()) {
            throw unknown(delivery);
        }
        return query.find(id, Long.parseLong(delivery)).orElseThrow(() -> unknown(delivery));
    }

    private static RuntimeException unknown(String delivery) {
        return Problem.notFound("delivery", delivery, List.of());
    }
}
