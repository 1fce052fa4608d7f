package dev.tollgate.checklist;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tollgate.checklist.ChecklistDocument.Attribution;
import dev.tollgate.checklist.ChecklistDocument.Item;
import dev.tollgate.lifecycle.Phase;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What stands beside the checklists: the glossary, the common pitfalls and the framework crosswalk. Read at the start, as the checklists are. */
@Startup
@Singleton
public class ReferenceContent {

    public record Glossary(Attribution attribution, List<Term> items) {}

    public record Term(String id, String term, String meaning) {}

    public record Pitfalls(Attribution attribution, List<Pitfall> items) {}

    /**
     * A common mistake, what it leads to, and what to do about it.
     *
     * @param phase the first phase of a project in which the rule is worth asking
     * @param onceSatisfied ask the rule only once this item is satisfied; absent where no item stands in the way
     * @param rule a CEL expression that is true where the pitfall is found
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Pitfall(
            String id,
            String title,
            String impact,
            String remedy,
            Phase phase,
            @Nullable String onceSatisfied,
            String note,
            String rule) {}

    /**
     * A standard, law or guide.
     *
     * @param complete whether {@code mappings} and {@code unmapped} together name every clause of this version
     * @param unmapped clauses with which nothing of the checklist goes
     */
    public record Framework(
            String id,
            String title,
            String version,
            String note,
            boolean complete,
            List<String> unmapped,
            List<Mapping> mappings) {}

    /**
     * Where a framework speaks about the same thing as an item or a gate. Exactly one of the two is there.
     *
     * @param verified whether the clause's id or wording was read in a source; the pairing is a judgement either way
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Mapping(
            @Nullable String item,
            @Nullable String gate,
            List<String> clauses,
            boolean verified,
            @Nullable String note) {}

    private record Content(Glossary glossary, Pitfalls pitfalls, List<Framework> frameworks) {}

    private final Content content;

    ReferenceContent(Checklists checklists) {
        this.content = ContentFiles.atStart(() -> read(checklists));
    }

    private static Content read(Checklists checklists) {
        Set<String> items = checklists.builtIn().stream()
                .flatMap(c -> c.items().stream())
                .map(Item::id)
                .collect(Collectors.toUnmodifiableSet());
        ReferenceReader reader = new ReferenceReader(items);
        return new Content(
                reader.glossary(ContentFiles.read("reference/glossary.yaml")),
                reader.pitfalls(ContentFiles.read("reference/pitfalls.yaml")),
                reader.frameworks(ContentFiles.read("reference/frameworks.yaml")));
    }

    public Glossary glossary() {
        return content.glossary();
    }

    public Pitfalls pitfalls() {
        return content.pitfalls();
    }

    public List<Framework> frameworks() {
        return content.frameworks();
    }

    public Optional<Framework> framework(String id) {
        return content.frameworks().stream().filter(f -> f.id().equals(id)).findFirst();
    }
}
