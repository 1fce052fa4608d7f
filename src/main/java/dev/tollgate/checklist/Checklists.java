package dev.tollgate.checklist;

import dev.tollgate.lifecycle.Checklist;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The checklist versions that projects can follow. They are read when the service starts, so that a bad entry stops it there and then.
 *
 * <p>A singleton rather than application scoped, because the proxy of the latter would run the constructor, and so the reading, once more.
 */
@Startup
@Singleton
public class Checklists {

    private static final List<String> BUILT_IN = List.of("checklists/dsml.yaml", "checklists/dsml-strict.yaml");

    private record Version(String id, int version) {}

    private final List<ChecklistDocument> documents;
    private final Map<Version, Checklist> rules;

    Checklists() {
        this(ContentFiles.atStart(
                () -> readAll(BUILT_IN.stream().map(ContentFiles::read).toList())));
    }

    private Checklists(List<ChecklistDocument> documents) {
        this.documents = documents;
        this.rules = documents.stream()
                .collect(Collectors.toUnmodifiableMap(d -> new Version(d.id(), d.version()), ChecklistDocument::rules));
    }

    /** In the order of the files, refusing a version that two of them claim. */
    static List<ChecklistDocument> readAll(List<ContentNode> files) {
        List<ChecklistDocument> documents = new ArrayList<>();
        for (ContentNode file : files) {
            ChecklistDocument read = ChecklistReader.read(file);
            if (documents.stream().anyMatch(d -> d.id().equals(read.id()) && d.version() == read.version())) {
                throw file.get("version").wrong("%d of %s is there twice".formatted(read.version(), read.id()));
            }
            documents.add(read);
        }
        return List.copyOf(documents);
    }

    /** Every version of every checklist, the default one first. */
    public List<ChecklistDocument> all() {
        return documents;
    }

    /** The newest version of this checklist. */
    public Optional<ChecklistDocument> find(String id) {
        return documents.stream()
                .filter(d -> d.id().equals(id))
                .max(Comparator.comparingInt(ChecklistDocument::version));
    }

    public Optional<ChecklistDocument> find(String id, int version) {
        return documents.stream()
                .filter(d -> d.id().equals(id) && d.version() == version)
                .findFirst();
    }

    /** @throws IllegalStateException if there is no such version: whoever asks has it from a project that follows it */
    public Checklist rules(String id, int version) {
        Checklist found = rules.get(new Version(id, version));
        if (found == null) {
            throw new IllegalStateException("no checklist %s v%d".formatted(id, version));
        }
        return found;
    }
}
