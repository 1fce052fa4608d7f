package dev.tollgate.platform;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Problems for what fails before or beside Quarkus REST: the router's own pages would be HTML. */
@Singleton
class ProblemRoutes {

    private static final Logger LOG = Logger.getLogger(ProblemRoutes.class);

    private final ProblemWriter problems;

    ProblemRoutes(ProblemWriter problems) {
        this.problems = problems;
    }

    void install(@Observes Router router) {
        router.errorHandler(404, request -> problems.send(request, nothingAt(request)));
        router.errorHandler(413, request -> problems.send(request, BodyLimit.exceeded()));
        router.errorHandler(400, request -> problems.send(request, unreadable()));
        router.errorHandler(500, this::failed);
    }

    static Problem nothingAt(RoutingContext request) {
        return Problem.of(
                ProblemType.NOT_FOUND,
                "Nothing is at %s. GET / lists the main URLs.".formatted(Redaction.path(request)));
    }

    private static Problem unreadable() {
        return Problem.of(ProblemType.INVALID_REQUEST, "The request line or a header cannot be read.");
    }

    private void failed(RoutingContext request) {
        LOG.errorf(
                request.failure(),
                "%s %s failed, traceId=%s",
                request.request().method(),
                Redaction.path(request),
                TraceId.of(request));
        problems.send(request, ProblemMappers.internalError());
    }
}
