package dev.tollgate.seal;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The keys with which this log is signed. While a key is being replaced there are two: the new one, and the one that retires, which signs
 * beside it until everybody who verifies has the new one.
 */
@Singleton
public final class LogKeys {

    public static final String KEY = "tollgate.log.key";
    public static final String RETIRING_KEY = "tollgate.log.retiring-key";

    private final SigningKey current;
    private final Optional<SigningKey> retiring;

    @Inject
    LogKeys(
            @ConfigProperty(name = KEY) Optional<String> current,
            @ConfigProperty(name = RETIRING_KEY) Optional<String> retiring,
            Instance<SpareKey> spare) {
        this(current.orElseGet(() -> spare.get().text()), retiring);
    }

    private LogKeys(String current, Optional<String> retiring) {
        this.current = parse(KEY, current);
        this.retiring = retiring.map(text -> parse(RETIRING_KEY, text));
        if (!this.retiring.map(SigningKey::name).orElse(this.current.name()).equals(this.current.name())) {
            throw new BrokenSealException(
                    "%s and %s have different names, and so are of different logs".formatted(KEY, RETIRING_KEY));
        }
    }

    /**
     * Reads the keys.
     *
     * @throws BrokenSealException where one is not a signing key, or both are not of the same log
     */
    public static LogKeys of(String current, Optional<String> retiring) {
        return new LogKeys(current, retiring);
    }

    private static SigningKey parse(String property, String text) {
        try {
            return SigningKey.parse(text.strip());
        } catch (BrokenSealException e) {
            throw new BrokenSealException("%s: %s".formatted(property, e.getMessage()));
        }
    }

    /** The name of the log. */
    public String origin() {
        return current.name();
    }

    List<SigningKey> signing() {
        List<SigningKey> keys = new ArrayList<>();
        keys.add(current);
        retiring.ifPresent(keys::add);
        return keys;
    }

    /** The public halves, the current one first. */
    public List<VerifierKey> verifiers() {
        return signing().stream().map(SigningKey::verifier).toList();
    }
}
