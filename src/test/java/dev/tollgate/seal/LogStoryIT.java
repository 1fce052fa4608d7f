package dev.tollgate.seal;

import dev.tollgate.http.Packaged;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusIntegrationTest
@TestProfile(Packaged.class)
class LogStoryIT extends LogStoryTest {}
