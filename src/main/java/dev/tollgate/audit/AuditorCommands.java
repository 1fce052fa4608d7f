package dev.tollgate.audit;

import dev.tollgate.seal.BrokenSealException;
import dev.tollgate.seal.SignedNote;
import dev.tollgate.seal.SigningKey;
import dev.tollgate.seal.VerifierKey;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * What the jar does besides being the service: nothing of the service is started for it, and no setting is read. Exit codes: 0 valid, 1
 * broken, 2 asked wrongly or not readable.
 */
@Command(
        name = "tollgate",
        mixinStandardHelpOptions = true,
        versionProvider = AuditorCommands.Version.class,
        synopsisSubcommandLabel = "[COMMAND]",
        description = "Without a command, starts the service; these need no service:",
        footer = {"", "Exit codes: 0 valid, 1 broken, 2 asked wrongly or not readable."})
public final class AuditorCommands {

    static final int VALID = 0;
    static final int BROKEN = 1;
    static final int UNREADABLE = 2;

    private static final Set<String> WORDS = Set.of("verify", "key", "help", "--help", "-h", "--version", "-V");
    private static final String STDIN = "-";
    private static final int GZIP_MAGIC = 0x1f8b;

    private final InputStream in;

    @Spec
    @Nullable CommandSpec spec;

    AuditorCommands(InputStream in) {
        this.in = in;
    }

    /** Does what the arguments ask for. @return how to exit; empty where the service is to be started instead */
    public static OptionalInt run(String... arguments) {
        if (arguments.length == 0 || !WORDS.contains(arguments[0])) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(commandLine(System.in).execute(arguments));
    }

    static CommandLine commandLine(InputStream in) {
        return new CommandLine(new AuditorCommands(in))
                .addSubcommand(new CommandLine.HelpCommand())
                .setExecutionExceptionHandler((e, line, parsed) -> refused(e, line));
    }

    private static int refused(Exception e, CommandLine line) throws Exception {
        String reason = switch (e) {
            case IncomparableException incomparable -> incomparable.getMessage();
            case BrokenSealException broken -> broken.getMessage();
            case NoSuchFileException missing -> "there is no file " + missing.getMessage();
            case IOException unreadable -> "cannot be read: " + unreadable.getMessage();
            default -> throw e;
        };
        line.getErr().println("tollgate: " + reason);
        return UNREADABLE;
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            exitCodeOnExecutionException = UNREADABLE,
            description =
                    "Verifies an export: every hash of it, in order, up to a signed checkpoint. Names the first broken line.")
    int verify(
            @Parameters(paramLabel = "EXPORT", description = "A file, also compressed with gzip; - for standard input.")
                    String export,
            @Option(
                            names = "--key",
                            paramLabel = "KEY",
                            description =
                                    "The log's key as GET /v1/log/key shows it, or a file with such keys, one a line. Without it, no"
                                            + " signature is checked.")
                    @Nullable List<String> keys,
            @Option(
                            names = "--checkpoint",
                            paramLabel = "FILE",
                            description =
                                    "A checkpoint that was kept elsewhere: the export must hold every event that it covers.")
                    @Nullable Path checkpoint,
            @Option(names = "--json", description = "Answers in JSON.") boolean json)
            throws IOException {
        List<VerifierKey> trusted = new ArrayList<>();
        for (String key : keys == null ? List.<String>of() : keys) {
            trusted.addAll(keys(key));
        }
        Optional<SignedNote> kept =
                checkpoint == null ? Optional.empty() : Optional.of(SignedNote.parse(Files.readString(checkpoint)));
        Report report;
        try (InputStream file = open(export)) {
            report = ExportVerifier.verify(file, new Trust(trusted, kept));
        }
        PrintWriter out = out();
        out.print(json ? ReportText.json(report) : ReportText.plain(report));
        out.flush();
        return report.valid() ? VALID : BROKEN;
    }

    @Command(
            name = "key",
            mixinStandardHelpOptions = true,
            exitCodeOnExecutionException = UNREADABLE,
            description = "Prints a new key for signing the log, which is a secret, and then the key that verifies it.")
    int key(
            @Parameters(paramLabel = "ORIGIN", description = "Name of the log, such as tollgate.example.com/log.")
                    String origin) {
        SigningKey key = SigningKey.generate(origin);
        PrintWriter out = out();
        out.println(key.text());
        out.println(key.verifier().text());
        out.flush();
        return VALID;
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private static List<VerifierKey> keys(String textOrFile) throws IOException {
        String text = Files.isRegularFile(Path.of(textOrFile)) ? Files.readString(Path.of(textOrFile)) : textOrFile;
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(VerifierKey::parse)
                .toList();
    }

    private InputStream open(String export) throws IOException {
        var file = new BufferedInputStream(export.equals(STDIN) ? in : Files.newInputStream(Path.of(export)));
        file.mark(2);
        int magic = file.read() << 8 | file.read();
        file.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(file) : file;
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = AuditorCommands.class.getPackage().getImplementationVersion();
            return new String[] {"tollgate " + (version == null ? "(not packaged)" : version)};
        }
    }
}
