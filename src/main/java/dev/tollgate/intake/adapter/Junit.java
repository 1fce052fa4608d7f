package dev.tollgate.intake.adapter;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tollgate.intake.Adapter;
import dev.tollgate.intake.Content;
import dev.tollgate.intake.Delivery;
import dev.tollgate.intake.Field;
import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Format;
import dev.tollgate.intake.Sign;
import dev.tollgate.intake.Transcript;
import dev.tollgate.intake.Unreadable;
import dev.tollgate.intake.Verdict;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Test reports in the XML that Ant's JUnit task once wrote, and every test tool writes today. There is no standard: what a report counts in its
 * attributes and what is counted in it may differ, and the worse of both is believed.
 */
@Singleton
final class Junit implements Adapter {

    private static final int MOST_FAILED = 20;
    private static final int MOST_PROPERTIES = 50;
    private static final int LONGEST_TEXT = 200;

    /** Ten years: a suite that took longer has a wrong clock. */
    private static final double LONGEST_SECONDS = 10 * 366 * 86_400.0;

    private static final Pattern ZONED = Pattern.compile("[^T]{0,20}T.{0,30}(Z|[+-]\\d\\d:?\\d\\d)");

    @Override
    public String source() {
        return "junit";
    }

    @Override
    public String title() {
        return "JUnit XML";
    }

    @Override
    public String authentication() {
        return "none of its own: the step that posts the report has a credential.";
    }

    @Override
    public List<Format> formats() {
        return List.of(Format.of("report", "A test report in JUnit's XML")
                .knownBy(Sign.document("root element `testsuites` or `testsuite`", Junit::isReport))
                .fills(Field.OUTCOME, "@failures, @errors, and the same counted")
                .fills(Field.METRICS, "counts of tests; every numeric property of a suite or test")
                .fills(Field.STARTED, "earliest testsuite/@timestamp")
                .fills(Field.FINISHED, "latest testsuite/@timestamp plus @time")
                .fills(Field.KEY, "SHA-256 of the body")
                .reads(Junit::read));
    }

    private static boolean isReport(Content content) {
        return content.xml()
                .map(Element::getTagName)
                .filter(tag -> tag.equals("testsuites") || tag.equals("testsuite"))
                .isPresent();
    }

    private static Transcript read(Delivery delivery) {
        Element root = delivery.content()
                .xml()
                .filter(there -> isReport(delivery.content()))
                .orElseThrow(() -> new Unreadable("not-junit", "there is no element testsuites or testsuite"));
        List<Element> cases = all(root, "testcase");
        if (cases.stream().anyMatch(test -> test.getAttribute("classname").startsWith("deepchecks."))) {
            throw new Unreadable(
                    "deepchecks-junit",
                    "Deepchecks' JUnit shows failed conditions as passed tests; send SuiteResult.to_json(with_display=False)");
        }
        List<Element> suites = root.getTagName().equals("testsuite") ? List.of(root) : children(root, "testsuite");
        Transcript transcript = Transcript.ofBytes(delivery.slice(Fields.NONE));
        measure(transcript, root);
        judge(transcript, root, cases);
        times(transcript, suites);
        Optional<Element> only = suites.size() == 1 ? Optional.of(suites.getFirst()) : Optional.empty();
        return transcript
                .facet("suite", only.flatMap(suite -> attribute(suite, "name")).or(() -> attribute(root, "name")))
                .facet("host", only.flatMap(suite -> attribute(suite, "hostname")));
    }

    private static void judge(Transcript transcript, Element root, List<Element> cases) {
        double failures = count(root, "failures", cases, "failure");
        double errors = count(root, "errors", cases, "error");
        double skipped = count(root, "skipped", cases, "skipped");
        double tests = Math.max(declared(root, "tests"), cases.size());
        Verdict verdict = failures + errors > 0 ? Verdict.FAIL : tests > skipped ? Verdict.PASS : Verdict.INFO;
        if (verdict == Verdict.INFO) {
            transcript.note("no test ran");
        }
        transcript
                .verdict(verdict)
                .summary("%.0f tests, %.0f failures, %.0f errors, %.0f skipped"
                        .formatted(tests, failures, errors, skipped))
                .metric("tests", Optional.of(tests))
                .metric("failures", Optional.of(failures))
                .metric("errors", Optional.of(errors))
                .metric("skipped", Optional.of(skipped))
                .data(
                        "failedTests",
                        cases.stream()
                                .filter(test -> has(test, "failure") || has(test, "error"))
                                .limit(MOST_FAILED)
                                .map(Junit::name)
                                .toList());
    }

    private static double count(Element root, String attribute, List<Element> cases, String child) {
        return Math.max(declared(root, attribute), (double)
                cases.stream().filter(test -> has(test, child)).count());
    }

    /** What the root says, or its suites together; suites within suites are counted by those around them. */
    private static double declared(Element root, String attribute) {
        double suites = children(root, "testsuite").stream()
                .mapToDouble(suite -> number(suite, attribute))
                .sum();
        return Math.max(number(root, attribute), suites);
    }

    /** Properties have a name and a value, or a name and a text. */
    private static void measure(Transcript transcript, Element root) {
        Measurements measurements = new Measurements();
        Map<String, String> texts = new LinkedHashMap<>();
        for (Element property : all(root, "property")) {
            String name = property.getAttribute("name");
            Fields value =
                    attribute(property, "value").map(Junit::fields).orElseGet(() -> fields(property.getTextContent()));
            if (value.number().isPresent()) {
                measurements.add(name, owner(property), value);
            } else if (texts.size() < MOST_PROPERTIES && name.length() <= LONGEST_TEXT) {
                value.text()
                        .filter(text -> text.length() <= LONGEST_TEXT)
                        .ifPresent(text -> texts.put(fields(name).text().orElse(""), text));
            }
        }
        measurements.into(transcript);
        if (!texts.isEmpty()) {
            transcript.data("properties", texts);
        }
    }

    /** The test or suite around the list in which a property stands. */
    private static String owner(Element property) {
        Node list = property.getParentNode();
        return list != null && list.getParentNode() instanceof Element owner ? name(owner) : "";
    }

    private static String name(Element test) {
        String name = attribute(test, "name").orElse("");
        return attribute(test, "classname").map(type -> type + "." + name).orElse(name);
    }

    private record Span(Instant start, Instant end) {}

    private static void times(Transcript transcript, List<Element> suites) {
        List<Span> spans = suites.stream().flatMap(Junit::span).toList();
        transcript
                .started(spans.stream().map(Span::start).min(Comparator.naturalOrder()))
                .finished(spans.stream().map(Span::end).max(Comparator.naturalOrder()));
        if (suites.stream()
                .flatMap(suite -> attribute(suite, "timestamp").stream())
                .anyMatch(text -> !ZONED.matcher(text).matches())) {
            transcript.note("a time without a zone was read as UTC");
        }
    }

    private static Stream<Span> span(Element suite) {
        double seconds = Math.max(0, Math.min(number(suite, "time"), LONGEST_SECONDS));
        return fields(suite.getAttribute("timestamp"))
                .time("")
                .map(start -> new Span(start, start.plusMillis(Math.round(seconds * 1000))))
                .stream();
    }

    private static double number(Element element, String attribute) {
        return fields(element.getAttribute(attribute)).number().orElse(0.0);
    }

    private static Optional<String> attribute(Element element, String name) {
        return fields(element.getAttribute(name)).text();
    }

    private static Fields fields(String text) {
        return new Fields(TextNode.valueOf(text));
    }

    private static boolean has(Element element, String child) {
        return !children(element, child).isEmpty();
    }

    private static List<Element> children(Element element, String tag) {
        List<Element> children = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element found && found.getTagName().equals(tag)) {
                children.add(found);
            }
        }
        return children;
    }

    /** However deep: suites may stand within suites. */
    private static List<Element> all(Element root, String tag) {
        List<Element> all = new ArrayList<>();
        NodeList nodes = root.getElementsByTagName(tag);
        for (Node node = nodes.item(0); node != null; node = nodes.item(all.size())) {
            all.add((Element) node);
        }
        return all;
    }
}
