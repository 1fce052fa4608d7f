package dev.tollgate.insight.flow;

import dev.tollgate.access.Permissions;
import dev.tollgate.checklist.Checklists;
import dev.tollgate.lifecycle.ChecklistRef;
import dev.tollgate.lifecycle.Phase;
import io.quarkus.security.PermissionsAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Set;

@Path("/v1/flow")
class FlowResource {

    private final FlowQuery query;
    private final Checklists checklists;
    private final Clock clock;

    FlowResource(FlowQuery query, Checklists checklists, Clock clock) {
        this.query = query;
        this.checklists = checklists;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @PermissionsAllowed(Permissions.READ)
    public FlowJson getFlow(@BeanParam FlowRequest request) {
        return flow(request);
    }

    @GET
    @Produces("text/csv")
    @PermissionsAllowed(Permissions.READ)
    public String getFlowAsCsv(@BeanParam FlowRequest request) {
        return flow(request).csv();
    }

    private FlowJson flow(FlowRequest request) {
        Window window = request.window(clock.instant());
        return FlowJson.of(query.read(window, this::mustItems), request.groups().orElse(null));
    }

    private Set<String> mustItems(ChecklistRef checklist, Phase gate) {
        return Set.copyOf(
                checklists.rules(checklist.id(), checklist.version()).gate(gate).mustItems());
    }
}
