package dev.tollgate.contract;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One request and its answer, held against the contract. */
final class Exchange {

    /** With these the service says that the request breaks the contract. */
    private static final Set<Integer> REFUSALS = Set.of(400, 404, 405, 406, 413, 415, 422);

    /** Addresses that belong to the platform or to tests, and not to the contract. */
    private static final List<String> OUTSIDE = List.of("/q/", "/docs", "/test/");

    private static final OpenApiInteractionValidator VALIDATOR =
            OpenApiInteractionValidator.createForInlineApiSpecification(Contract.TEXT)
                    .withLevelResolver(LevelResolver.create()
                            // The dev and test profiles know who calls without a token.
                            .withLevel("validation.request.security.missing", ValidationReport.Level.IGNORE)
                            // It reads no array parameters of an OpenAPI 3.1 document; Parameters does.
                            .withLevel("validation.request.parameter", ValidationReport.Level.IGNORE)
                            .withLevel("validation.request.parameter.query.unexpected", ValidationReport.Level.ERROR)
                            .build())
                    .build();

    private final FilterableRequestSpecification request;
    private final Response response;
    private final URI uri;

    Exchange(FilterableRequestSpecification request, Response response) {
        this.request = request;
        this.response = response;
        this.uri = URI.create(request.getURI());
    }

    /**
     * The operation that answered, empty where the contract has none to speak of.
     *
     * @throws AssertionError saying what of the exchange the contract does not allow
     */
    Optional<Contract.Operation> check() {
        String method = request.getMethod().toUpperCase(Locale.ROOT);
        if (OUTSIDE.stream().anyMatch(uri.getPath()::startsWith) || method.equals("OPTIONS")) {
            return Optional.empty();
        }
        if (method.equals("HEAD")) {
            checkHead();
            return Optional.empty();
        }
        Optional<Contract.Operation> operation = Contract.operation(method, uri.getRawPath());
        if (operation.isEmpty()) {
            checkUnknown();
        } else {
            checkRequest(operation.get());
            checkResponse(operation.get());
        }
        return operation;
    }

    /** HEAD is GET without the body: the contract documents it with GET. */
    private void checkHead() {
        String status = Integer.toString(response.statusCode());
        boolean documented = Contract.operation("GET", uri.getRawPath())
                .map(operation -> operation.statuses().contains(status))
                .orElse(response.statusCode() == 404);
        require(documented, "the status is not documented");
    }

    /** What is not in the contract is not there, and says so with a problem. */
    private void checkUnknown() {
        require(
                Set.of(401, 404, 405).contains(response.statusCode()),
                "this is not in the contract, and the service knows it");
        require(
                "application/problem+json".equals(response.contentType()),
                "the answer breaks the contract: its media type is " + response.contentType());
        requireNone(Schemas.violations("/components/schemas/Problem", response.asString()));
    }

    private void checkRequest(Contract.Operation operation) {
        List<String> violations = new ArrayList<>(messages(VALIDATOR.validateRequest(contractRequest(operation))));
        violations.addAll(Parameters.violations(operation, request, uri));
        if (!violations.isEmpty() && !REFUSALS.contains(response.statusCode())) {
            throw failure("the request breaks the contract, and the service did not refuse it: " + violations);
        }
    }

    private void checkResponse(Contract.Operation operation) {
        SimpleResponse.Builder answer = SimpleResponse.Builder.status(response.statusCode());
        response.headers().forEach(header -> answer.withHeader(header.getName(), header.getValue()));
        byte[] body = response.asByteArray();
        if (body.length > 0) {
            answer.withBody(body);
        }
        requireNone(messages(VALIDATOR.validateResponse(
                operation.inOneSegmentEach(uri.getRawPath()),
                Request.Method.valueOf(operation.method()),
                answer.build())));
    }

    private Request contractRequest(Contract.Operation operation) {
        SimpleRequest.Builder asked =
                new SimpleRequest.Builder(operation.method(), operation.inOneSegmentEach(uri.getRawPath()));
        request.getHeaders().forEach(header -> asked.withHeader(header.getName(), header.getValue()));
        Parameters.query(uri).forEach(asked::withQueryParam);
        // Where any media type may come, the body is the sender's own: nothing in the contract says how it looks.
        JsonNode content = operation.node().at("/requestBody/content");
        boolean anything = content.has("*/*") && !content.has(mediaType());
        Object body = anything ? "{}" : request.getBody();
        if (body instanceof byte[] bytes) {
            asked.withBody(bytes);
        } else if (body != null) {
            asked.withBody(body.toString());
        }
        return asked.build();
    }

    private String mediaType() {
        String type = request.getContentType();
        return type == null ? "" : type.split(";", 2)[0].strip();
    }

    private static List<String> messages(ValidationReport report) {
        return report.getMessages().stream()
                .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
                .map(message -> message.getKey() + ": " + message.getMessage())
                .toList();
    }

    private void requireNone(List<String> violations) {
        require(violations.isEmpty(), "the answer breaks the contract: " + violations);
    }

    private void require(boolean held, String otherwise) {
        if (!held) {
            throw failure(otherwise);
        }
    }

    private AssertionError failure(String what) {
        return new AssertionError("%s %s -> %d: %s%n%s"
                .formatted(request.getMethod(), uri, response.statusCode(), what, response.asString()));
    }
}
