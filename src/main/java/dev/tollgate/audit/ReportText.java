package dev.tollgate.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.seal.Checkpoint;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A report for people and for programs. */
final class ReportText {

    private static final ObjectMapper JSON =
            new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    private ReportText() {}

    private record Json(
            boolean valid,
            @Nullable Scope scope,
            @Nullable String origin,
            long events,
            long projects,
            @Nullable Proven checkpoint,
            @Nullable Proven kept,
            @Nullable Fault broken) {}

    /** @param signed whether the signature was checked, with a key that was given */
    private record Proven(long size, String root, @Nullable Boolean signed) {

        static @Nullable Proven of(Optional<Checkpoint> checkpoint, @Nullable Boolean signed) {
            return checkpoint
                    .map(c -> new Proven(c.size(), Base64.getEncoder().encodeToString(c.root()), signed))
                    .orElse(null);
        }
    }

    static String json(Report report) {
        Json json = new Json(
                report.valid(),
                report.header().map(Header::scope).orElse(null),
                report.header().map(Header::origin).orElse(null),
                report.events(),
                report.projects(),
                Proven.of(report.checkpoint(), report.signed()),
                Proven.of(report.kept(), null),
                report.fault().orElse(null));
        try {
            return JSON.writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is always JSON", e);
        }
    }

    static String plain(Report report) {
        return report.fault().map(ReportText::broken).orElseGet(() -> valid(report));
    }

    private static String broken(Fault fault) {
        var text = new StringBuilder("BROKEN");
        if (fault.line() > 0) {
            text.append(" at line ").append(fault.line());
        }
        if (fault.seq() != null) {
            text.append(", event %d of %s".formatted(fault.seq(), fault.key() == null ? fault.project() : fault.key()));
        }
        if (fault.position() != null) {
            text.append(", position ").append(fault.position());
        }
        return text.append(": ").append(fault.reason()).append('\n').toString();
    }

    private static String valid(Report report) {
        Header header = report.header().orElseThrow();
        var text = new StringBuilder("valid: %d events of %s\n"
                .formatted(
                        report.events(), header.scope() == Scope.LOG ? report.projects() + " projects" : header.key()));
        if (report.checkpoint().isEmpty()) {
            return text.append("checkpoint: none, as nothing was sealed yet; only the chain was checked\n")
                    .toString();
        }
        Checkpoint checkpoint = report.checkpoint().get();
        String covered =
                header.scope() == Scope.LOG ? "all of them" : "the first %d of them".formatted(header.sealed());
        text.append("checkpoint: %s of size %d covers %s\n".formatted(checkpoint.origin(), checkpoint.size(), covered));
        text.append(
                report.signed() ? "signature: by the key given\n" : "signature: not checked (give the log's --key)\n");
        report.kept().ifPresent(kept -> text.append("kept checkpoint: of size %d, agrees\n".formatted(kept.size())));
        return text.toString();
    }
}
