package dev.tollgate.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An export holds one page of events, however many there are. */
class ExportPagesTest {

    /** How far the source was asked, each time. */
    private final List<Long> asked = new ArrayList<>();

    private Pages pages(Export export, int events) {
        return new Pages(
                Header.ofLog(Export.ORIGIN, export.checkpoint(events)),
                (after, last, limit) -> {
                    asked.add(after);
                    return LongStream.rangeClosed(after + 1, Math.min(after + limit, last))
                            .mapToObj(position -> new Pages.Row(
                                    position,
                                    Optional.of("churn"),
                                    export.entry((int) position - 1),
                                    Optional.of(position)))
                            .toList();
                },
                events);
    }

    private static Export export(int events) {
        Export export = new Export();
        for (int i = 0; i < events; i++) {
            if (i == 0) {
                export.create(Export.CHURN, "churn");
            } else {
                export.add(Export.CHURN, "gate.decided", "{}");
            }
        }
        return export;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Pages.SIZE - 1, Pages.SIZE, Pages.SIZE + 1, 3 * Pages.SIZE})
    void aLogOfAnySizeIsWhole(int events) {
        Pages pages = pages(export(events), events);
        var file = new ByteArrayOutputStream();
        for (Optional<byte[]> page = pages.next(); page.isPresent(); page = pages.next()) {
            file.writeBytes(page.get());
        }

        Report report = Export.verify(file.toByteArray(), Trust.NOTHING);

        assertThat(report.fault()).isEmpty();
        assertThat(report.events()).isEqualTo(events);
    }

    @Test
    void aPageIsReadWhenItIsAskedForAndNotBefore() {
        Pages pages = pages(export(5 * Pages.SIZE), 5 * Pages.SIZE);

        for (int page = 1; page <= 5; page++) {
            assertThat(asked).hasSize(page - 1);
            assertThat(pages.next()).isPresent();
            assertThat(asked).hasSize(page).endsWith((long) (page - 1) * Pages.SIZE);
        }
        assertThat(pages.next()).isEmpty();
        assertThat(asked).hasSize(5);
    }

    @Test
    void eventsThatAreGoneAreNotGlossedOver() {
        Export export = export(20);
        Pages pages = new Pages(
                Header.ofLog(Export.ORIGIN, export.checkpoint(20)),
                (after, last, limit) -> LongStream.rangeClosed(after + 1, last)
                        .filter(position -> position != 7)
                        .mapToObj(position -> new Pages.Row(
                                position,
                                Optional.of("churn"),
                                export.entry((int) position - 1),
                                Optional.of(position)))
                        .toList(),
                20);

        Fault fault =
                Export.verify(pages.next().orElseThrow(), Trust.NOTHING).fault().orElseThrow();

        assertThat(fault.line()).isEqualTo(8);
        assertThat(fault.reason()).contains("event 7 is missing before it");
    }
}
