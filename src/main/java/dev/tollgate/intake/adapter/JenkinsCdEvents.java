package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Bodies;
import dev.tollgate.intake.Content;
import dev.tollgate.intake.Delivery;
import dev.tollgate.intake.Field;
import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Format;
import dev.tollgate.intake.Sign;
import dev.tollgate.intake.Transcript;
import dev.tollgate.intake.Unreadable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the CDEvents plugin of Jenkins sends. Its HTTP sink does not send JSON but what Java prints of the CloudEvent, with the CDEvent within as a list
 * of decimal bytes. Its outcome says success of an unstable build, so the build's own status comes first.
 */
final class JenkinsCdEvents {

    private static final String PRINTED = "CloudEvent{id='";
    private static final Pattern BYTES = Pattern.compile("BytesCloudEventData\\{value=\\[([-0-9, ]*+)\\]\\}");

    private JenkinsCdEvents() {}

    static Format format() {
        return Format.of("cdevents", "CDEvents plugin: a pipeline, a stage or a build")
                .knownBy(
                        CloudEvent.sign(
                                "CloudEvent with `type` beginning `dev.cdevents.` and a Jenkins build in its data",
                                CloudEvent.Owner.JENKINS),
                        Sign.document("text beginning `" + PRINTED + "`", JenkinsCdEvents::isPrinted),
                        Sign.body(
                                "`context.type` beginning `dev.cdevents.` with `customData.build.fullUrl`",
                                body -> CdEvent.isBare(body) && isOfJenkins(body)))
                .fills(Field.OUTCOME, "customData.build.status, else subject.content.outcome")
                .fills(Field.SUBJECT, "the path of customData.build.scmState.url")
                .fills(Field.VERSION, "customData.build.scmState.commit")
                .fills(Field.URL, "customData.build.fullUrl")
                .fills(Field.RUN, "the job and customData.build.number")
                .fills(Field.STARTED, "context.timestamp of what was queued or started")
                .fills(Field.FINISHED, "context.timestamp of everything else")
                .fills(Field.PRODUCER, "context.source")
                .fills(Field.AUTHOR, "customData.userId, who started the build")
                .fills(Field.KEY, "customData.build.fullUrl, context.type and context.id")
                .readsEach(CloudEvent::elements, JenkinsCdEvents::read);
    }

    /** The plugin describes the job and the build in what it adds to the CDEvent; its documentation shows them as the data itself. */
    static boolean isOfJenkins(Fields event) {
        return event.has("/customData/build/fullUrl") || event.has("/build/fullUrl");
    }

    private static boolean isPrinted(Content content) {
        return content.text().startsWith(PRINTED);
    }

    private static Transcript read(Format.Part part) {
        Delivery delivery = part.delivery();
        if (isPrinted(delivery.content())) {
            return read(CdEvent.bare(unprinted(delivery.content().text())), Fields.NONE);
        }
        return CloudEvent.isOne(part.body(), delivery)
                ? read(CloudEvent.of(part))
                : read(CdEvent.bare(part.body()), Fields.NONE);
    }

    static Transcript read(CloudEvent event) {
        return read(CdEvent.of(event), event.data());
    }

    /** The bytes are those of Java, from -128 to 127. */
    private static Fields unprinted(String text) {
        Matcher printed = BYTES.matcher(text);
        if (!printed.find()) {
            throw new Unreadable("no-event", "the printed CloudEvent holds no bytes");
        }
        String[] numbers = printed.group(1).split(",", -1);
        byte[] bytes = new byte[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            try {
                bytes[i] = Byte.parseByte(numbers[i].strip());
            } catch (NumberFormatException e) {
                throw new Unreadable("no-event", "the printed CloudEvent holds a number that is no byte");
            }
        }
        return Bodies.read(bytes).tree();
    }

    /** @param data of an envelope as the documentation shows it; else nothing */
    private static Transcript read(CdEvent event, Fields data) {
        boolean documented = data.has("/build/fullUrl");
        Fields job = documented ? data : event.customData();
        Fields build = job.at("/build");
        String id = build.text("/fullUrl").orElse("");
        if (id.isEmpty()) {
            return CdEvents.read(event);
        }
        Optional<String> status = build.text("/status");
        Optional<String> name = JenkinsBuild.job(build.text("/url")).or(() -> job.text("/name"));
        Optional<String> repository = GitRemote.repository(build.text("/scmState/url"));
        Transcript transcript = CdEvents.describe(event, id, event.type(), event.id())
                .summary("%s %s: %s"
                        .formatted(
                                name.map(n -> n + " #" + build.text("/number").orElse("?"))
                                        .orElse(id),
                                event.happened(),
                                status.or(() -> event.content().text("/outcome"))
                                        .orElse("no status")))
                .subject(repository)
                .version(build.text("/scmState/commit").filter(commit -> repository.isPresent()))
                .url(build.text("/fullUrl"))
                .run(name.flatMap(n -> build.text("/number").map(number -> n + "#" + number)))
                .author(JenkinsBuild.person(job.text("/userId")))
                .facet("job", name)
                .facet("repository", repository)
                .facet("branch", JenkinsBuild.branch(build.text("/scmState/branch")))
                .facet("commit", build.text("/scmState/commit"))
                .facet("status", status)
                .data("parameters", build.at("/parameters"));
        return status.isPresent() && !event.isUnfinished()
                ? transcript.verdict(JenkinsBuild.result(status))
                : transcript;
    }
}
