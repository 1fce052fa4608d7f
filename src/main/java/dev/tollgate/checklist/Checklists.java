package dev.tollgate.checklist;

import dev.tollgate.installation.Installation;
import dev.tollgate.installation.PublishedVersion;
import dev.tollgate.lifecycle.Checklist;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/**
 * The checklist versions that projects can follow: those that the service brings along, and those that administrators published. The former
 * are read when the service starts, so that a bad entry stops it there and then; the latter when somebody first asks for them.
 *
 * <p>A published version never changes, so the one that a project follows is looked up in memory and nowhere else. Only who asks for a version
 * that is not there yet, for the newest one or for all of them makes this look at the platform stream, where another replica may have written.
 *
 * <p>A singleton rather than application scoped, because the proxy of the latter would run the constructor, and so the reading, once more.
 */
@Startup
@Singleton
public class Checklists {

    private static final List<String> BUILT_IN = List.of("checklists/dsml.yaml", "checklists/dsml-strict.yaml");

    private record Key(String id, int version) {

        static Key of(PublishedVersion version) {
            return new Key(version.checklist(), version.version());
        }
    }

    private final Publications publications;
    private final Map<Key, ChecklistVersion> builtIn;
    private final ConcurrentMap<Key, ChecklistVersion> published = new ConcurrentHashMap<>();

    @Inject
    public Checklists(Publications publications) {
        this.publications = publications;
        this.builtIn = ContentFiles.atStart(
                () -> versions(readAll(BUILT_IN.stream().map(ContentFiles::read).toList())));
    }

    /** Only what the service brings along. */
    Checklists() {
        this(Publications.NONE);
    }

    private static Map<Key, ChecklistVersion> versions(List<ChecklistDocument> documents) {
        Map<Key, ChecklistVersion> versions = new LinkedHashMap<>();
        documents.forEach(d -> versions.put(new Key(d.id(), d.version()), ChecklistVersion.builtIn(d)));
        return versions;
    }

    /** In the order of the files, refusing a version that two of them claim. */
    static List<ChecklistDocument> readAll(List<ContentNode> files) {
        List<ChecklistDocument> documents = new ArrayList<>();
        for (ContentNode file : files) {
            ChecklistDocument read = ChecklistReader.readOurs(file);
            if (documents.stream().anyMatch(d -> d.id().equals(read.id()) && d.version() == read.version())) {
                throw file.get("version").wrong("%d of %s is there twice".formatted(read.version(), read.id()));
            }
            documents.add(read);
        }
        return List.copyOf(documents);
    }

    /** What the service brings along, the default first. */
    public List<ChecklistDocument> builtIn() {
        return builtIn.values().stream().map(ChecklistVersion::document).toList();
    }

    public boolean isBuiltIn(String id) {
        return builtIn.keySet().stream().anyMatch(key -> key.id().equals(id));
    }

    /** Every version of every checklist: the default one first, the published ones in the order of their ids. */
    public List<ChecklistVersion> all() {
        Stream<ChecklistVersion> others = publications.now().checklists().values().stream()
                .flatMap(Collection::stream)
                .map(this::load);
        return Stream.concat(builtIn.values().stream(), others).toList();
    }

    /** Every version of this checklist, oldest first. */
    public List<ChecklistVersion> all(String id) {
        if (isBuiltIn(id)) {
            return builtIn.values().stream()
                    .filter(v -> v.document().id().equals(id))
                    .toList();
        }
        return publications.now().versions(id).stream().map(this::load).toList();
    }

    /** The ids of the checklists that a new project can follow. */
    public List<String> ids() {
        Installation installation = publications.now();
        Stream<String> others = installation.checklists().entrySet().stream()
                .filter(checklist -> checklist.getValue().stream().anyMatch(v -> !v.isDeprecated()))
                .map(Map.Entry::getKey);
        return Stream.concat(builtIn.keySet().stream().map(Key::id), others)
                .distinct()
                .toList();
    }

    /** The version of this checklist that a new project follows: the newest that is not deprecated. */
    public Optional<ChecklistVersion> newest(String id) {
        return all(id).stream()
                .filter(v -> v.state() != ChecklistVersion.State.DEPRECATED)
                .max(Comparator.comparingInt(v -> v.document().version()));
    }

    /** This version, where a project may begin to follow it: a deprecated one is only for those that do. */
    public Optional<ChecklistVersion> choice(String id, int version) {
        return all(id).stream()
                .filter(v -> v.document().version() == version)
                .filter(v -> v.state() != ChecklistVersion.State.DEPRECATED)
                .findFirst();
    }

    public Optional<ChecklistDocument> find(String id, int version) {
        return version(id, version).map(ChecklistVersion::document);
    }

    /** What it says of its deprecation may be older than what {@link #all} says. */
    public Optional<ChecklistVersion> version(String id, int version) {
        var key = new Key(id, version);
        return Optional.ofNullable(builtIn.get(key))
                .or(() -> Optional.ofNullable(published.get(key)))
                .or(() -> publications.now().version(id, version).map(this::load));
    }

    /** @throws IllegalStateException if there is no such version: whoever asks has it from a project that follows it */
    public Checklist rules(String id, int version) {
        return version(id, version)
                .map(ChecklistVersion::rules)
                .orElseThrow(() -> new IllegalStateException("no checklist %s v%d".formatted(id, version)));
    }

    /** What was published, to the character; of a built-in checklist its file. */
    public String text(ChecklistVersion version) {
        return version.publication().map(publications::document).orElseGet(() -> builtInText(version.document()));
    }

    /** A file is called as its checklist; there is one version of each. */
    private static String builtInText(ChecklistDocument document) {
        return ContentFiles.text("checklists/%s.yaml".formatted(document.id()));
    }

    /** Read once: only a database that was restored to another history has another document under the same version. */
    private ChecklistVersion load(PublishedVersion version) {
        ChecklistVersion known = published.get(Key.of(version));
        ChecklistVersion loaded = known != null && known.isOf(version) ? known.as(version) : read(version);
        published.put(Key.of(version), loaded);
        return loaded;
    }

    private ChecklistVersion read(PublishedVersion version) {
        String name = "%s v%d".formatted(version.checklist(), version.version());
        ChecklistDocument document = Draft.parse(name, version.mediaType(), publications.document(version))
                .read();
        return new ChecklistVersion(document, document.rules(), Optional.of(version));
    }
}
