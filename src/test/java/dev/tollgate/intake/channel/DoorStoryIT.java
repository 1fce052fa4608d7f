package dev.tollgate.intake.channel;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusIntegrationTest
@TestProfile(Packaged.class)
class DoorStoryIT extends DoorStoryTest {}
