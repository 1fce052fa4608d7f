package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Adapter;
import dev.tollgate.intake.Delivery;
import dev.tollgate.intake.Field;
import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Format;
import dev.tollgate.intake.Sign;
import dev.tollgate.intake.Transcript;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Bills of materials of CycloneDX 1.5 to 1.7: of models with their cards, declarations of conformance, and any other. That there is one is no verdict
 * on what it lists.
 */
@Singleton
final class CycloneDx implements Adapter {

    private static final int MOST_NAMED = 50;
    private static final String MODEL = "machine-learning-model";

    @Override
    public String source() {
        return "cyclonedx";
    }

    @Override
    public String title() {
        return "CycloneDX";
    }

    @Override
    public String authentication() {
        return "none of its own: the step that posts the file has a credential; signatures within it are not verified.";
    }

    @Override
    public List<Format> formats() {
        return List.of(mlBom(), declarations(), bom());
    }

    private static Format.Description any(String id, String title, Sign... signs) {
        return Format.of(id, title)
                .knownBy(signs)
                .fills(Field.SUBJECT, "group and name of the model, else of /metadata/component")
                .fills(Field.VERSION, "version of the same")
                .fills(Field.FINISHED, "/metadata/timestamp")
                .fills(Field.PRODUCER, "/metadata/tools")
                .fills(Field.KEY, "/serialNumber and /version; else SHA-256 of the body");
    }

    private static Format mlBom() {
        return any(
                        "ml-bom",
                        "A bill of materials with a machine learning model",
                        Sign.body(
                                "`bomFormat` and a component of type `machine-learning-model`",
                                body -> isBom(body) && !models(body).isEmpty()))
                .fills(Field.METRICS, "modelCard/quantitativeAnalysis/performanceMetrics")
                .fills(Field.DIGEST, "hashes of the model")
                .fills(Field.AUTHOR, "/metadata/authors/0/name")
                .reads(CycloneDx::read);
    }

    private static Format declarations() {
        return any(
                        "declarations",
                        "Attestations of conformance to requirements",
                        Sign.body("`bomFormat` and `declarations`", body -> isBom(body) && body.has("/declarations")))
                .fills(Field.METRICS, "declarations/attestations/*/map/*/conformance/score; counts of claims")
                .reads(CycloneDx::read);
    }

    private static Format bom() {
        return any(
                        "bom",
                        "Any other bill of materials",
                        Sign.mediaType("application/vnd.cyclonedx+json"),
                        Sign.body("`bomFormat` CycloneDX", CycloneDx::isBom))
                .fills(Field.METRICS, "counts of components and vulnerabilities")
                .reads(CycloneDx::read);
    }

    private static boolean isBom(Fields body) {
        return body.is("/bomFormat", "CycloneDX");
    }

    /** What the bill is of comes first, then what it lists. */
    private static List<Fields> models(Fields bom) {
        return Stream.concat(Stream.of(bom.at("/metadata/component")), bom.list("/components").stream())
                .filter(component -> component.is("/type", MODEL))
                .toList();
    }

    private static Transcript read(Delivery delivery) {
        Fields bom = delivery.body();
        List<Fields> models = models(bom);
        Fields main = models.isEmpty() ? bom.at("/metadata/component") : models.getFirst();
        Transcript transcript = bom.text("/serialNumber")
                .map(serial -> Transcript.of(serial, bom.text("/version").orElse("1")))
                .orElseGet(() -> Transcript.ofBytes(delivery.slice(Fields.NONE)))
                .summary("bill of materials %s"
                        .formatted(name(main).map(name -> "of " + name).orElse(""))
                        .strip())
                .subject(name(main))
                .version(main.text("/version"))
                .digest(Digests.best(hashes(main)))
                .finished(bom.time("/metadata/timestamp"))
                .producer(bom.text("/metadata/tools/components/0/name").or(() -> bom.text("/metadata/tools/0/name")))
                .author(bom.text("/metadata/authors/0/name"))
                .facet("type", main.text("/type"))
                .data("specVersion", bom.at("/specVersion"));
        list(transcript, bom);
        if (!models.isEmpty()) {
            card(transcript, models);
        }
        return bom.has("/declarations") ? conformance(transcript, bom) : transcript;
    }

    private static Optional<String> name(Fields component) {
        return component
                .text("/name")
                .map(name -> component
                        .text("/group")
                        .map(group -> group + "/" + name)
                        .orElse(name));
    }

    /** {@code SHA-256} is {@code sha256} in a digest. */
    private static Map<String, String> hashes(Fields component) {
        Map<String, String> hashes = new TreeMap<>();
        component
                .list("/hashes")
                .forEach(hash -> hash.text("/content")
                        .ifPresent(hex -> hashes.put(
                                hash.text("/alg").orElse("").replace("-", "").toLowerCase(Locale.ROOT), hex)));
        return hashes;
    }

    private static void list(Transcript transcript, Fields bom) {
        Map<String, String> lists = new LinkedHashMap<>();
        lists.put("components", "/components");
        lists.put("vulnerabilities", "/vulnerabilities");
        lists.forEach((name, place) -> {
            if (bom.at(place).isList()) {
                transcript.metric(name, Optional.of((double) bom.list(place).size()));
            }
        });
    }

    /** Metrics of further models have the model's name before them. */
    private static void card(Transcript transcript, List<Fields> models) {
        Fields main = models.getFirst();
        String metrics = "/modelCard/quantitativeAnalysis/performanceMetrics";
        PerformanceMetrics.read(transcript, "", main.list(metrics));
        models.stream()
                .skip(1)
                .forEach(model ->
                        PerformanceMetrics.read(transcript, name(model).orElse("model") + ".", model.list(metrics)));
        List<String> sections = new ArrayList<>();
        main.entries("/modelCard").forEach((section, value) -> {
            if (!value.isEmpty()) {
                sections.add(section);
            }
        });
        transcript
                .facet("task", main.text("/modelCard/modelParameters/task"))
                .data(
                        "models",
                        models.stream()
                                .limit(MOST_NAMED)
                                .flatMap(model -> name(model).stream())
                                .toList())
                .data("modelCardSections", sections)
                .data(
                        "datasets",
                        main.list("/modelCard/modelParameters/datasets").stream()
                                .limit(MOST_NAMED)
                                .flatMap(dataset -> dataset.text("/name").or(() -> dataset.text("/ref")).stream())
                                .toList());
    }

    /** Scores go from 0 to 1 for each requirement; the format does not say from where on they suffice. */
    private static Transcript conformance(Transcript transcript, Fields bom) {
        Map<String, String> identifiers = identifiers(bom);
        double claims = bom.list("/declarations/claims").size();
        double counterClaims = 0;
        for (Fields attestation : bom.list("/declarations/attestations")) {
            for (Fields entry : attestation.list("/map")) {
                String reference = entry.text("/requirement").orElse("");
                String requirement = identifiers.getOrDefault(reference, reference);
                transcript.metric("conformance." + requirement, entry.number("/conformance/score"));
                transcript.metric("confidence." + requirement, entry.number("/confidence/score"));
                counterClaims += entry.list("/counterClaims").size();
            }
        }
        return transcript
                .metric("claims", Optional.of(claims))
                .metric("counterClaims", Optional.of(counterClaims))
                .data(
                        "affirmation",
                        bom.text("/declarations/affirmation/statement").orElse(""));
    }

    /** What requirements are called in the standards that the same file defines. */
    private static Map<String, String> identifiers(Fields bom) {
        Map<String, String> identifiers = new HashMap<>();
        bom.list("/definitions/standards").stream()
                .flatMap(standard -> standard.list("/requirements").stream())
                .forEach(requirement -> requirement
                        .text("/bom-ref")
                        .ifPresent(reference -> requirement
                                .text("/identifier")
                                .ifPresent(identifier -> identifiers.put(reference, identifier))));
        return identifiers;
    }
}
