package dev.tollgate.intake;

import dev.tollgate.lifecycle.Sha256;
import dev.tollgate.lifecycle.Subject;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an adapter writes down of one report. Everything takes what may be absent, so that an adapter is a list of places. What cannot be kept is left
 * out with a note.
 */
public final class Transcript {

    private static final int MOST_METRICS = 200;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TEXT = 2000;
    private static final int MOST_NOTES = 20;
    private static final int MOST_FACETS = 50;
    private static final int MOST_FACTS = 100;

    private final String key;
    private Verdict verdict = Verdict.INFO;
    private Optional<String> summary = Optional.empty();
    private Optional<String> name = Optional.empty();
    private Optional<String> version = Optional.empty();
    private Optional<String> digest = Optional.empty();
    private final Map<String, Double> metrics = new TreeMap<>();
    private Optional<String> url = Optional.empty();
    private Optional<String> run = Optional.empty();
    private Optional<Instant> startedAt = Optional.empty();
    private Optional<Instant> finishedAt = Optional.empty();
    private Optional<String> producer = Optional.empty();
    private Optional<String> author = Optional.empty();
    private final Map<String, String> facets = new TreeMap<>();
    private final Map<String, Object> data = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private Optional<Fields> opened = Optional.empty();

    private Transcript(String key) {
        this.key = key;
    }

    /** @param key the parts that together tell this report from every other of the tool */
    public static Transcript of(String... key) {
        return new Transcript(String.join("\n", key));
    }

    /** A report that has no name of its own: known by its bytes. */
    public static Transcript ofBytes(byte[] bytes) {
        return new Transcript(Sha256.named(bytes));
    }

    public Transcript verdict(Verdict said) {
        verdict = said;
        return this;
    }

    public Transcript summary(String text) {
        summary = Optional.of(cut(Fields.storable(text), LONGEST_TEXT));
        return this;
    }

    /** What it is about: a model, a data set, an image, a repository. */
    public Transcript subject(Optional<String> said) {
        name = fits("the subject's name", said, LONGEST_NAME);
        return this;
    }

    public Transcript version(Optional<String> said) {
        version = fits("the version", said, LONGEST_NAME);
        return this;
    }

    /** @param said {@code algorithm:hex} */
    public Transcript digest(Optional<String> said) {
        digest = said.filter(text -> {
            boolean good = Subject.isDigest(text);
            if (!good) {
                note("the digest '%s' is not algorithm:hex and was left out".formatted(cut(text, 80)));
            }
            return good;
        });
        return this;
    }

    public Transcript metric(String metric, Optional<Double> value) {
        value.ifPresent(number -> {
            if (metric.isBlank() || metric.length() > LONGEST_NAME) {
                note("a metric without a usable name was left out");
            } else if (metrics.size() < MOST_METRICS || metrics.containsKey(metric)) {
                metrics.put(metric, number);
            } else {
                note("only the first %d metrics were kept".formatted(MOST_METRICS));
            }
        });
        return this;
    }

    /** A value that should be a number; where it is none, it is left out with a note. */
    public Transcript metric(String metric, Fields value) {
        Optional<Double> number = value.number();
        if (number.isEmpty() && value.text().isPresent()) {
            note("the metric '%s' is no finite number and was left out".formatted(cut(metric, 80)));
        }
        return metric(metric, number);
    }

    /** Every number below, by its path; the rest is no metric and no fault, but numbers that are not finite are noted. */
    public Transcript metricsOf(Fields tree) {
        return metricsOf("", tree);
    }

    /** @param prefix what stands before every path, joined with a dot; of a lone number it is the name */
    public Transcript metricsOf(String prefix, Fields tree) {
        tree.leaves().forEach((path, leaf) -> {
            if (leaf.isNumber() || leaf.number().isPresent()) {
                metric(prefix.isEmpty() || path.isEmpty() ? prefix + path : prefix + "." + path, leaf);
            }
        });
        return this;
    }

    public Transcript url(Optional<String> said) {
        url = said.filter(text -> {
            boolean good = isLink(text);
            if (!good) {
                note("'%s' is no http or https link and was left out".formatted(cut(text, 80)));
            }
            return good;
        });
        return this;
    }

    private static boolean isLink(String text) {
        try {
            URI uri = new URI(text);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && text.length() <= LONGEST_TEXT;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    public Transcript run(Optional<String> said) {
        run = fits("the run", said, LONGEST_NAME);
        return this;
    }

    public Transcript started(Optional<Instant> said) {
        startedAt = said.map(t -> t.truncatedTo(ChronoUnit.MICROS));
        return this;
    }

    public Transcript finished(Optional<Instant> said) {
        finishedAt = said.map(t -> t.truncatedTo(ChronoUnit.MICROS));
        return this;
    }

    /** The tool or system. */
    public Transcript producer(Optional<String> said) {
        producer = fits("the producer", said, LONGEST_NAME);
        return this;
    }

    /** The person. */
    public Transcript author(Optional<String> said) {
        author = fits("the author", said, LONGEST_NAME);
        return this;
    }

    public Transcript facet(String facet, Optional<String> said) {
        fits("the " + facet, said, LONGEST_NAME)
                .filter(value -> facets.size() < MOST_FACETS)
                .ifPresent(value -> facets.put(facet, value));
        return this;
    }

    /** A fact that the item's checks may read. */
    public Transcript data(String field, Fields value) {
        Object plain = value.value();
        if (plain != null) {
            data.put(field, plain);
        }
        return this;
    }

    public Transcript data(String field, Object value) {
        data.put(field, value);
        return this;
    }

    /** Facts of which there may be any number, by name; nothing where there are none. */
    public Transcript facts(String field, Map<String, ?> all) {
        Map<String, Object> kept = new LinkedHashMap<>();
        all.forEach((name, fact) -> {
            if (kept.size() < MOST_FACTS) {
                kept.put(cut(name, LONGEST_NAME), brief(fact));
            }
        });
        return keep(field, kept, kept.isEmpty(), all.size());
    }

    /** Facts of which there may be any number; nothing where there are none. */
    public Transcript facts(String field, Collection<?> all) {
        List<Object> kept = new ArrayList<>();
        all.stream().limit(MOST_FACTS).forEach(fact -> kept.add(brief(fact)));
        return keep(field, kept, kept.isEmpty(), all.size());
    }

    private Transcript keep(String field, Object kept, boolean none, int size) {
        if (size > MOST_FACTS) {
            note("only the first %d of %s were kept".formatted(MOST_FACTS, field));
        }
        return none ? this : data(field, kept);
    }

    private static Object brief(Object fact) {
        return fact instanceof String text ? cut(text, LONGEST_TEXT) : fact;
    }

    public Transcript note(String text) {
        if (notes.size() < MOST_NOTES && !notes.contains(text)) {
            notes.add(cut(Fields.storable(text), LONGEST_TEXT));
        }
        return this;
    }

    /** What was wrapped in the element that was sent, in an envelope or in base64: routes point into this. */
    public Transcript opened(Fields content) {
        opened = Optional.of(content);
        return this;
    }

    private Optional<String> fits(String what, Optional<String> said, int longest) {
        Optional<String> clean = said.map(Fields::storable).filter(text -> !text.isBlank());
        if (clean.filter(text -> text.length() > longest).isPresent()) {
            note("%s has more than %d characters and was left out".formatted(what, longest));
            return Optional.empty();
        }
        return clean;
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, longest) - 1)) + "…";
    }

    /** Done, as what the whole body says. */
    Reading reading(String format, Fields body, byte[] bytes, Hints hints) {
        if (name.isEmpty()
                && (version.isPresent() || digest.isPresent())
                && hints.get(Hint.MODEL).isEmpty()) {
            note("a version or digest without a name for what it is of was left out");
        }
        Optional<String> subject = name.or(() -> hints.get(Hint.MODEL));
        hints.get(Hint.COMMIT).ifPresent(commit -> facets.putIfAbsent("commit", commit));
        hints.get(Hint.ENV).ifPresent(environment -> facets.putIfAbsent("environment", environment));
        hints.get(Hint.NAME).ifPresent(report -> facets.putIfAbsent("name", report));
        return new Reading(
                format,
                key,
                verdict,
                summary,
                subject.map(s -> new Subject(s, version.or(() -> hints.get(Hint.VERSION)), digest)),
                metrics,
                url,
                run.or(() -> hints.get(Hint.RUN)),
                startedAt,
                finishedAt,
                producer,
                author,
                facets,
                data,
                notes,
                opened.orElse(body),
                bytes);
    }
}
