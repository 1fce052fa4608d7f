package dev.tollgate.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The checklist that the README shows is one. */
class ReadmeChecklistTest {

    private static final Pattern YAML =
            Pattern.compile("^```yaml\\n(# our-models\\.yaml.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    @Test
    void itIsReadAsItStands() throws IOException {
        Matcher block = YAML.matcher(Files.readString(Path.of("README.md")));
        assertThat(block.find()).isTrue();

        ChecklistDocument document =
                Draft.parse("README.md", Draft.YAML, block.group(1)).read();

        assertThat(document.id()).isEqualTo("our-models");
        assertThat(document.rules().items()).hasSize(4);
        assertThat(document.items()).extracting(item -> item.title()).contains("Goal agreed");
        assertThat(document.phases().getFirst().gate().title()).isEqualTo("Worth it");
    }
}
