package dev.tollgate.gate;

import dev.tollgate.http.Packaged;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusIntegrationTest
@TestProfile(Packaged.class)
class ValidationStoryIT extends ValidationStoryTest {}
