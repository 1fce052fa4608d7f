package dev.tollgate.platform;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.PermissionsAllowed;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.ValidationException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** One problem for every way in which a request can fail inside Quarkus REST. */
class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    private final ProblemWriter problems;
    private final AllowedMethods allowedMethods;

    ProblemMappers(ProblemWriter problems, AllowedMethods allowedMethods) {
        this.problems = problems;
        this.allowedMethods = allowedMethods;
    }

    static Problem internalError() {
        return Problem.of(
                ProblemType.INTERNAL_ERROR,
                "The request failed for a reason that is not its own. It was logged under traceId.");
    }

    @ServerExceptionMapper
    Response problem(ProblemException e, RoutingContext request) {
        if (e.problem().type() == ProblemType.PAYLOAD_TOO_LARGE) {
            BodyLimit.closeAfter(request);
        }
        return answer(request, e.problem());
    }

    @ServerExceptionMapper
    Response noCredentials(UnauthorizedException e, RoutingContext request) {
        return unauthenticated(request, "This needs a bearer token.");
    }

    @ServerExceptionMapper
    Response badCredentials(AuthenticationFailedException e, RoutingContext request) {
        return unauthenticated(request, "The bearer token is expired, malformed or not meant for this service.");
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e, RoutingContext request, ResourceInfo resource) {
        List<String> needed = permissions(resource);
        if (needed.isEmpty()) {
            return answer(request, Problem.of(ProblemType.FORBIDDEN, "None of your roles allows this."));
        }
        String detail = "This needs the permission %s, which none of your roles holds.".formatted(needed.getFirst());
        return answer(request, Problem.of(ProblemType.FORBIDDEN, detail).with("permission", needed.getFirst()));
    }

    @ServerExceptionMapper
    Response notFound(NotFoundException e, RoutingContext request) {
        // A parameter that cannot be converted comes as 404 with the converter's exception in it.
        if (e.getCause() instanceof ProblemException problem) {
            return problem(problem, request);
        }
        return answer(request, ProblemRoutes.nothingAt(request));
    }

    @ServerExceptionMapper
    Response other(WebApplicationException e, RoutingContext request) {
        if (e.getCause() instanceof ProblemException problem) {
            return problem(problem, request);
        }
        int status = e.getResponse().getStatus();
        return switch (status) {
            case 405 -> notAllowed(request);
            case 406 -> notAcceptable(request);
            case 413 -> problem(BodyLimit.exceeded().toException(), request);
            case 415 -> notSupported(request);
            default -> {
                if (status < 400) {
                    yield e.getResponse();
                }
                yield status < 500
                        ? answer(request, Problem.of(ProblemType.INVALID_REQUEST, "The request cannot be read."))
                        : failed(e, request);
            }
        };
    }

    private Response notAllowed(RoutingContext request) {
        String allow = allowedMethods.at(request.normalizedPath());
        String detail =
                "%s is not allowed here, only %s.".formatted(request.request().method(), allow);
        return problems.response(request, Problem.of(ProblemType.METHOD_NOT_ALLOWED, detail))
                .header("Allow", allow)
                .build();
    }

    private Response notAcceptable(RoutingContext request) {
        String detail = "There is no representation as %s here."
                .formatted(request.request().getHeader("Accept"));
        return answer(request, Problem.of(ProblemType.NOT_ACCEPTABLE, detail));
    }

    private Response notSupported(RoutingContext request) {
        String type = request.request().getHeader("Content-Type");
        String detail = type == null
                ? "The body's media type is missing; send Content-Type: application/json."
                : "Bodies of type %s are not read here; send application/json.".formatted(type);
        return answer(request, Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, detail));
    }

    @ServerExceptionMapper
    Response invalid(ValidationException e, RoutingContext request) {
        // Violations of anything but parameters are ours: an answer that breaks its own constraints.
        if (e instanceof ConstraintViolationException violated
                && violated.getConstraintViolations().stream().allMatch(ProblemMappers::isParameter)) {
            List<FieldError> errors = violated.getConstraintViolations().stream()
                    .map(ProblemMappers::error)
                    .toList();
            return answer(request, Problem.invalid(errors));
        }
        return failed(e, request);
    }

    /** The caller hung up while sending: nobody reads the answer, and it is no defect of ours. */
    @ServerExceptionMapper
    Response hungUp(IOException e, RoutingContext request) {
        if (!request.response().closed()) {
            return failed(e, request);
        }
        LOG.debugf("%s %s was broken off by the caller", request.request().method(), Redaction.path(request));
        return answer(request, Problem.of(ProblemType.INVALID_REQUEST, "The request ended before its body did."));
    }

    @ServerExceptionMapper
    Response failed(Throwable e, RoutingContext request) {
        String what = "%s %s failed, traceId=%s"
                .formatted(request.request().method(), Redaction.path(request), TraceId.of(request));
        if (Outage.isBehind(e)) {
            LOG.warnf("%s: the database cannot be reached: %s", what, e.getMessage());
            return answer(
                    request, Problem.of(ProblemType.UNAVAILABLE, "The database cannot be reached at the moment."));
        }
        LOG.error(what, e);
        return answer(request, internalError());
    }

    private Response unauthenticated(RoutingContext request, String detail) {
        return answer(request, Problem.of(ProblemType.UNAUTHENTICATED, detail));
    }

    private Response answer(RoutingContext request, Problem problem) {
        return problems.response(request, problem).build();
    }

    private static List<String> permissions(ResourceInfo resource) {
        if (resource == null || resource.getResourceMethod() == null) {
            return List.of();
        }
        PermissionsAllowed needed = resource.getResourceMethod().getAnnotation(PermissionsAllowed.class);
        return needed == null ? List.of() : List.of(needed.value());
    }

    private static boolean isParameter(ConstraintViolation<?> violation) {
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.PARAMETER) {
                return true;
            }
        }
        return false;
    }

    private static FieldError error(ConstraintViolation<?> violation) {
        String name = "";
        for (Path.Node node : violation.getPropertyPath()) {
            name = node.getKind() == ElementKind.CONTAINER_ELEMENT ? name : node.getName();
        }
        return FieldError.parameter(name, StrictJson.code(violation), name + " " + violation.getMessage());
    }
}
