package dev.tollgate.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What holds for every adapter there is. Each format has at least one fixture, {@code intake/<source>/<format>[.<variant>].<extension>}, with what
 * headers it needs in a file of the same name and {@code .headers} behind it.
 */
public class AdaptersTest {

    private static final Path FIXTURES = Path.of("src/test/resources/intake");

    /** All adapters, as they stand in the package: one that CDI would not find is found here, and fails. */
    public static List<Adapter> adapters() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.tollgate.intake.adapter")
                        .stream()
                        .filter(type -> type.isAssignableTo(Adapter.class)
                                && !type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(type -> instance(type.reflect()))
                        .toList();
    }

    private static Adapter instance(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return (Adapter) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type + " is made with no argument", e);
        }
    }

    @Test
    void namesAreUnique() {
        Detection detection = new Detection(adapters().stream());
        assertThat(detection.formats().stream().map(Detection.Known::name)).doesNotHaveDuplicates();
        assertThat(detection.formats().stream().map(Detection.Known::name))
                .allMatch(name -> name.matches("[a-z0-9-]+\\.[a-z0-9-]+"));
    }

    @Test
    void everyAdapterIsABean() {
        assertThat(adapters())
                .isNotEmpty()
                .allMatch(adapter -> adapter.getClass().isAnnotationPresent(Singleton.class));
    }

    @TestFactory
    Stream<DynamicTest> everyFixtureIsDetectedAmongAllFormats() {
        Detection all = new Detection(adapters().stream());
        return fixtures()
                .map(fixture -> dynamicTest(fixture.toString(), () -> {
                    Optional<Detection.Known> found = all.detect(delivery(fixture), Optional.empty());
                    assertThat(found.map(Detection.Known::name))
                            .hasValue(fixture.getParent().getFileName() + "."
                                    + fixture.getFileName().toString().split("\\.", 2)[0]);
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyFormatFillsWhatItSays() {
        return new Detection(adapters().stream())
                .formats().stream()
                        .map(known -> dynamicTest(known.name(), () -> {
                            List<Path> own = fixtures(known);
                            assertThat(own).as("fixtures of " + known.name()).isNotEmpty();
                            Set<Field> filled = EnumSet.noneOf(Field.class);
                            for (Path fixture : own) {
                                if (known.read(delivery(fixture)) instanceof Message.Evidence evidence) {
                                    evidence.readings().forEach(reading -> filled.addAll(filled(reading)));
                                }
                            }
                            assertThat(new TreeSet<>(known.format().fields().keySet()))
                                    .isEqualTo(new TreeSet<>(filled));
                        }));
    }

    private static Set<Field> filled(Reading reading) {
        Set<Field> filled = EnumSet.of(Field.KEY);
        add(filled, Field.OUTCOME, reading.verdict() != Verdict.INFO);
        add(filled, Field.METRICS, !reading.metrics().isEmpty());
        add(filled, Field.SUBJECT, reading.subject().isPresent());
        add(
                filled,
                Field.VERSION,
                reading.subject().filter(s -> s.version().isPresent()).isPresent());
        add(
                filled,
                Field.DIGEST,
                reading.subject().filter(s -> s.digest().isPresent()).isPresent());
        add(filled, Field.URL, reading.url().isPresent());
        add(filled, Field.RUN, reading.run().isPresent());
        add(filled, Field.STARTED, reading.startedAt().isPresent());
        add(filled, Field.FINISHED, reading.finishedAt().isPresent());
        add(filled, Field.PRODUCER, reading.producer().isPresent());
        add(filled, Field.AUTHOR, reading.author().isPresent());
        return filled;
    }

    private static void add(Set<Field> filled, Field field, boolean there) {
        if (there) {
            filled.add(field);
        }
    }

    private static List<Path> fixtures(Detection.Known known) {
        return fixtures()
                .filter(path -> path.getParent()
                                .getFileName()
                                .toString()
                                .equals(known.adapter().source())
                        && path.getFileName()
                                .toString()
                                .startsWith(known.format().id() + "."))
                .toList();
    }

    private static Stream<Path> fixtures() {
        try (Stream<Path> files = Files.walk(FIXTURES)) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(path -> !path.toString().endsWith(".headers"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new AssertionError("the fixtures are not there", e);
        }
    }

    private static Delivery delivery(Path fixture) throws IOException {
        Path headers = fixture.resolveSibling(fixture.getFileName() + ".headers");
        List<String> pairs = new ArrayList<>();
        if (Files.exists(headers)) {
            Files.readAllLines(headers).forEach(line -> pairs.addAll(List.of(line.split(": ", 2))));
        }
        return AdapterKit.delivery(Files.readAllBytes(fixture), pairs.toArray(String[]::new));
    }
}
