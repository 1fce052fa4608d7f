package dev.tollgate.audit;

import dev.tollgate.ledger.LogEnd;
import dev.tollgate.ledger.ProjectLogs;
import dev.tollgate.platform.Download;
import dev.tollgate.platform.EntityTags;
import dev.tollgate.platform.Problem;
import dev.tollgate.seal.SealedEntry;
import dev.tollgate.seal.SealedLog;
import dev.tollgate.seal.SealedTree;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/**
 * Opens exports. What one will hold is settled when it is opened: up to which event, and by which checkpoint. Rows of the log never change, so
 * the pages need no transaction around them, and two exports under one checkpoint are the same to the byte.
 */
@ApplicationScoped
class Exporter {

    static final String MEDIA_TYPE = "application/jsonl";

    private static final String PROJECT_SOURCE = "/v1/projects/";

    private final ProjectLogs logs;
    private final SealedLog sealed;
    private final SealedTree tree;
    private final EntityTags tags;

    Exporter(ProjectLogs logs, SealedLog sealed, SealedTree tree, EntityTags tags) {
        this.logs = logs;
        this.sealed = sealed;
        this.tree = tree;
        this.tags = tags;
    }

    /** All events that the newest checkpoint covers. */
    Response log() {
        SealedTree.Signed checkpoint = tree.newest();
        Header header = Header.ofLog(tree.origin(), checkpoint.note());
        return answer("log", header, this::sealedEvents, checkpoint.size());
    }

    private List<Pages.Row> sealedEvents(long after, long last, int limit) {
        return sealed.read(after, SealedLog.Selection.ALL, limit).stream()
                .filter(entry -> entry.position() <= last)
                .map(entry -> new Pages.Row(entry.position(), key(entry), entry.entry(), Optional.of(entry.position())))
                .toList();
    }

    private static Optional<String> key(SealedEntry entry) {
        return Optional.of(entry.source())
                .filter(source -> source.startsWith(PROJECT_SOURCE))
                .map(source -> source.substring(PROJECT_SOURCE.length()));
    }

    /** All events of a project, with the proof of the last one that the newest checkpoint covers. */
    Response project(String key) {
        LogEnd end = logs.end(key).orElseThrow(() -> Problem.notFound("project", key, List.of()));
        String project = end.project().toString();
        Header header = tree.last(end.project(), tree.newest().size())
                .filter(found -> found.seq() <= end.seq())
                .flatMap(found -> tree.prove(found)
                        .map(proof -> Header.ofProject(
                                tree.origin(),
                                project,
                                key,
                                found.seq(),
                                proof.asText().format())))
                .orElseGet(() -> Header.ofProject(tree.origin(), project, key, null, null));
        Pages.Source source = (after, last, limit) -> logs.page(end.project(), after, List.of(), limit).stream()
                .filter(entry -> entry.seq() <= last)
                .map(entry -> new Pages.Row(entry.seq(), Optional.of(key), entry, Optional.empty()))
                .toList();
        return answer(key, header, source, end.seq());
    }

    private Response answer(String name, Header header, Pages.Source source, long last) {
        return Response.ok(new Download(new Pages(header, source, last)))
                .type(MEDIA_TYPE)
                .header(HttpHeaders.ETAG, tags.of(List.of(header, last)))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"%s.jsonl\"".formatted(name))
                .build();
    }
}
