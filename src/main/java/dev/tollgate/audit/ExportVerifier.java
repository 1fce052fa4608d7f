package dev.tollgate.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.seal.BrokenSealException;
import dev.tollgate.seal.Checkpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads an export once, from its first line to its last, and stops at the first thing that is wrong. Needs the memory of its longest line
 * and of one event a project. For one export.
 */
final class ExportVerifier {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final byte[] END = "{\"end\":".getBytes(StandardCharsets.US_ASCII);

    private final Trust trust;
    private final LineReader lines;
    private final EventLine event = new EventLine();
    private final EventHash hash = new EventHash();
    private final Chains chains = new Chains();
    private @Nullable Header header;
    private @Nullable Seal opened;
    private long events;
    /** Whether the line that is read is one of an event. */
    private boolean atEvent;
    /** 1 where the fault is not in the line that was read last, but behind it. */
    private int missing;

    private ExportVerifier(InputStream in, Trust trust) {
        this.lines = new LineReader(in);
        this.trust = trust;
    }

    /**
     * Verifies an export.
     *
     * @throws IOException where it cannot be read
     * @throws IncomparableException where it cannot be held against the checkpoint that was kept
     */
    static Report verify(InputStream in, Trust trust) throws IOException {
        return new ExportVerifier(in, trust).run();
    }

    private Report run() throws IOException {
        try {
            read();
            return report(Optional.empty());
        } catch (BrokenExportException broken) {
            return report(Optional.of(fault(broken.reason())));
        } catch (BrokenSealException broken) {
            return report(Optional.of(fault("proves nothing: " + broken.getMessage())));
        }
    }

    private void read() throws IOException, BrokenExportException {
        Seal seal = begin();
        boolean ended = false;
        while (lines.next()) {
            if (ended) {
                throw new BrokenExportException("stands behind the end");
            }
            ended = startsWith(END);
            if (ended) {
                end(seal);
            } else {
                follow(seal);
            }
        }
        if (!ended) {
            missing = 1;
            throw new BrokenExportException(
                    "is missing: the export ends without its last line, so the download broke off");
        }
    }

    private Seal begin() throws IOException, BrokenExportException {
        if (!lines.next()) {
            missing = 1;
            throw new BrokenExportException("is missing: there is nothing to verify");
        }
        Header read = json(Header.class, "is not the first line of an export in the format " + Header.FORMAT);
        header = read;
        opened = read.scope() == Scope.LOG ? new LogSeal(read, trust) : new ProjectSeal(read, trust);
        return opened;
    }

    private void follow(Seal seal) throws BrokenExportException {
        atEvent = true;
        event.read(lines.bytes(), lines.from(), lines.to());
        hash.take(event);
        chains.follow(event, hash, lines.number());
        seal.take(event, hash);
        events++;
        atEvent = false;
    }

    private void end(Seal seal) throws IOException, BrokenExportException {
        EndLine.End end =
                json(EndLine.class, "is not the last line of an export").end();
        if (end.events() != events) {
            throw new BrokenExportException(
                    "says that %d events stand before it, and there are %d".formatted(end.events(), events));
        }
        seal.end(end, events);
    }

    private boolean startsWith(byte[] start) {
        return lines.to() - lines.from() >= start.length
                && Arrays.equals(lines.bytes(), lines.from(), lines.from() + start.length, start, 0, start.length);
    }

    private <T> T json(Class<T> type, String otherwise) throws IOException, BrokenExportException {
        try {
            return JSON.readValue(lines.bytes(), lines.from(), lines.to() - lines.from(), type);
        } catch (JsonProcessingException e) {
            throw new BrokenExportException(otherwise);
        }
    }

    private Fault fault(String reason) {
        String said = reason;
        if (missing == 0 && !lines.isEnded()) {
            said += "; the export ends in the middle of this line, so the download may have broken off";
        }
        return atEvent ? Fault.at(lines.number(), event, said) : Fault.at(lines.number() + missing, said);
    }

    private Report report(Optional<Fault> fault) {
        Optional<Seal> seal = fault.isPresent() ? Optional.empty() : Optional.ofNullable(opened);
        Optional<Checkpoint> checkpoint = seal.flatMap(Seal::checkpoint);
        return new Report(
                Optional.ofNullable(header),
                events,
                chains.size(),
                checkpoint,
                checkpoint.isPresent() && !trust.keys().isEmpty(),
                seal.flatMap(Seal::kept),
                fault);
    }
}
