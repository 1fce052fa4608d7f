package dev.tollgate.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusIntegrationTest
@TestProfile(Packaged.class)
class TimeTravelStoryIT extends TimeTravelStoryTest {}
