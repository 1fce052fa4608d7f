package dev.tollgate.seal;

import dev.tollgate.access.Permissions;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemType;
import io.quarkus.security.PermissionsAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One log of all projects, which proves itself. Tiles are in {@link TileResource}. */
@Path("/v1/log")
class LogResource {

    private final SealedTree tree;
    private final Clock clock;

    /** Reading the whole log keeps a core busy; a second reader at the same time would only slow down both. */
    private final Semaphore verifying = new Semaphore(1);

    LogResource(SealedTree tree, Clock clock) {
        this.tree = tree;
        this.clock = clock;
    }

    @GET
    @Path("/checkpoint")
    @Produces(MediaType.TEXT_PLAIN)
    @PermissionsAllowed(Permissions.READ)
    public String getLogCheckpoint() {
        return tree.newest().note();
    }

    @GET
    @Path("/key")
    @Produces(MediaType.APPLICATION_JSON)
    @PermissionsAllowed(Permissions.READ)
    public LogJson.Keys getLogKey() {
        return LogJson.Keys.of(tree.origin(), tree.keys());
    }

    @GET
    @Path("/key")
    @Produces(MediaType.TEXT_PLAIN)
    @PermissionsAllowed(Permissions.READ)
    public String getLogKeyAsText() {
        return tree.keys().stream().map(VerifierKey::text).collect(Collectors.joining("\n"));
    }

    @GET
    @Path("/proof")
    @Produces(MediaType.TEXT_PLAIN)
    @PermissionsAllowed(Permissions.READ)
    public String proveEventAsText(
            @QueryParam("project") @Nullable String project, @QueryParam("seq") @Nullable String seq) {
        return proof(project, seq).asText().format();
    }

    @GET
    @Path("/proof")
    @Produces(MediaType.APPLICATION_JSON)
    @PermissionsAllowed(Permissions.READ)
    public LogJson.Proof proveEvent(
            @QueryParam("project") @Nullable String project, @QueryParam("seq") @Nullable String seq) {
        SealedTree.Proof proof = proof(project, seq);
        return LogJson.Proof.of(required("project", project), number("seq", seq, 1, Long.MAX_VALUE), proof);
    }

    private SealedTree.Proof proof(@Nullable String project, @Nullable String seq) {
        String key = required("project", project);
        long number = number("seq", seq, 1, Long.MAX_VALUE);
        SealedTree.Found found = tree.find(key, number)
                .orElseThrow(() -> Problem.notFound("event", "%s/%d".formatted(key, number), List.of()));
        return tree.prove(found)
                .orElseThrow(() -> Problem.of(
                                ProblemType.NOT_SEALED_YET,
                                "Event %d of %s is on record, and no checkpoint covers it yet.".formatted(number, key))
                        .toException());
    }

    /** @param to the newest checkpoint's size where it is left out */
    @GET
    @Path("/consistency")
    @PermissionsAllowed(Permissions.READ)
    public LogJson.Consistency proveConsistency(
            @QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
        long newest = tree.newest().size();
        long larger = to == null ? newest : number("to", to, 0, newest);
        return LogJson.Consistency.of(tree.consistency(number("from", from, 0, larger), larger));
    }

    @GET
    @Path("/verification")
    @PermissionsAllowed(Permissions.READ)
    public LogJson.Verification verifyLog() {
        if (!verifying.tryAcquire()) {
            throw Problem.of(ProblemType.UNAVAILABLE, "The log is being verified already; one at a time.")
                    .toException();
        }
        try {
            LogVerification.Report report = tree.verify();
            Optional<LogJson.Broken> broken =
                    report.broken().map(b -> LogJson.Broken.of(b, b.project().flatMap(tree::key)));
            return LogJson.Verification.of(report, broken, clock.instant());
        } finally {
            verifying.release();
        }
    }

    private static String required(String name, @Nullable String value) {
        if (value == null) {
            throw Problem.invalid(FieldError.parameter(name, "required", name + " is missing"))
                    .toException();
        }
        return value;
    }

    private static long number(String name, @Nullable String text, long least, long most) {
        try {
            long number = Long.parseLong(required(name, text));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Answered below, as a number out of range is.
        }
        String range = most == Long.MAX_VALUE ? "from %d up".formatted(least) : "from %d to %d".formatted(least, most);
        throw Problem.invalid(
                        FieldError.parameter(name, "out-of-range", "%s is a whole number %s".formatted(name, range)))
                .toException();
    }
}
