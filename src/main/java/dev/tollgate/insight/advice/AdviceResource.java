package dev.tollgate.insight.advice;

import dev.tollgate.access.Permissions;
import dev.tollgate.checklist.ReferenceContent;
import dev.tollgate.desk.Desk;
import dev.tollgate.platform.AsOf;
import dev.tollgate.platform.Page;
import io.quarkus.runtime.Startup;
import io.quarkus.security.PermissionsAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;

/** A singleton made at the start, so that a rule that does not compile stops the service there and then. */
@Startup
@Singleton
@Path("/v1/projects/{project}/advice")
class AdviceResource {

    private final Desk desk;
    private final List<PitfallRule> rules;

    AdviceResource(Desk desk, ReferenceContent reference) {
        this.desk = desk;
        this.rules = reference.pitfalls().items().stream().map(PitfallRule::of).toList();
    }

    @GET
    @PermissionsAllowed(Permissions.READ)
    public Page<AdviceJson> listAdvice(@PathParam("project") String project, @BeanParam AsOf asOf) {
        return Page.whole(new Advice(desk.find(project, asOf)).on(rules));
    }
}
