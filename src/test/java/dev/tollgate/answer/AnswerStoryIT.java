package dev.tollgate.answer;

import dev.tollgate.http.Packaged;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;

@QuarkusIntegrationTest
@TestProfile(AnswerStoryIT.PackagedWithTools.class)
class AnswerStoryIT extends AnswerStoryTest {

    public static class PackagedWithTools extends Packaged {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(ToolsResource.class));
        }
    }
}
