package dev.tollgate.dev;

import dev.tollgate.seal.SigningKey;
import dev.tollgate.seal.SpareKey;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The key that signs the log of dev mode: made at the first start and kept beside the data, since the log outlives the process. */
@Singleton
@IfBuildProfile("dev")
class DevLogKey implements SpareKey {

    private static final String ORIGIN = "localhost/tollgate-dev/log";

    private final DevFolder folder;

    DevLogKey(@ConfigProperty(name = "tollgate.dev.folder") Path folder) {
        this.folder = new DevFolder(folder.toAbsolutePath().normalize());
    }

    @Override
    public String text() {
        return folder.secret("log.key", () -> SigningKey.generate(ORIGIN).text());
    }
}
