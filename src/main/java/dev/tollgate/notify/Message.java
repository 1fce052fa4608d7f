package dev.tollgate.notify;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One webhook as Standard Webhooks 1.0 has it.
 *
 * @param id the event's id, the same for every attempt: a receiver knows by it what it has had
 * @param body exactly the bytes that are signed and sent
 */
record Message(String id, byte[] body) {

    static final String MEDIA_TYPE = "application/cloudevents+json";

    private static final String ALGORITHM = "HmacSHA256";

    /** The headers of an attempt at this moment, one signature for each secret, separated by spaces. */
    Map<String, String> headers(List<Secret> secrets, Instant now) {
        long timestamp = now.getEpochSecond();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", MEDIA_TYPE);
        headers.put("user-agent", "Tollgate-Webhooks");
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(timestamp));
        headers.put(
                "webhook-signature",
                secrets.stream().map(secret -> sign(secret, timestamp)).collect(Collectors.joining(" ")));
        return headers;
    }

    private String sign(Secret secret, long timestamp) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.bytes(), ALGORITHM));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
