package dev.tollgate.answer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The key of a GitHub App, and the tokens that it signs: JWTs with RS256 (RFC 7518 section 3.3), as GitHub asks for. */
final class AppKey {

    /** GitHub's clock may be behind ours, and it takes no token that is good for more than ten minutes. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    private static final Duration LIFE = Duration.ofMinutes(9);

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (RSA )?PRIVATE KEY-----(.+)-----END (RSA )?PRIVATE KEY-----", Pattern.DOTALL);

    /** Version 0 and the algorithm rsaEncryption: what PKCS #8 (RFC 5208) puts before a key as PKCS #1 has it. */
    private static final byte[] RSA_ENCRYPTION = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;

    private final PrivateKey key;

    private AppKey(PrivateKey key) {
        this.key = key;
    }

    /** @throws IllegalArgumentException where it is no RSA key in PEM, be it as PKCS #1 or as PKCS #8; says nothing of the text */
    static AppKey read(String pem) {
        Matcher block = PEM.matcher(pem.replace("\\n", "\n"));
        if (block.find()) {
            try {
                byte[] bytes = Base64.getMimeDecoder().decode(block.group(2));
                byte[] pkcs8 = block.group(1) == null ? bytes : wrapped(bytes);
                return new AppKey(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
            } catch (GeneralSecurityException | IllegalArgumentException notAKey) {
                // Said below, without what was found.
            }
        }
        throw new IllegalArgumentException("tollgate.github.private-key is no RSA private key in PEM");
    }

    private static byte[] wrapped(byte[] pkcs1) {
        byte[] inner = element(OCTET_STRING, pkcs1);
        var content = new ByteArrayOutputStream();
        content.writeBytes(RSA_ENCRYPTION);
        content.writeBytes(inner);
        return element(SEQUENCE, content.toByteArray());
    }

    /** In DER (X.690 section 8.1): tag, length, content. Keys are longer than 255 bytes and shorter than 65536. */
    private static byte[] element(int tag, byte[] content) {
        var element = new ByteArrayOutputStream();
        element.write(tag);
        element.write(0x82);
        element.write(content.length >> 8);
        element.write(content.length & 0xff);
        element.writeBytes(content);
        return element.toByteArray();
    }

    /** A token with which the app shows that it is this app. */
    String token(String app, Instant now) {
        String claims = "{\"iat\":%d,\"exp\":%d,\"iss\":\"%s\"}"
                .formatted(now.minus(SKEW).getEpochSecond(), now.plus(LIFE).getEpochSecond(), app);
        String signed = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8))
                + "."
                + base64(claims.getBytes(StandardCharsets.UTF_8));
        return signed + "." + base64(signature(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private byte[] signature(byte[] text) {
        try {
            Signature rsa = Signature.getInstance("SHA256withRSA");
            rsa.initSign(key);
            rsa.update(text);
            return rsa.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA256withRSA", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Never the key: this ends up in logs. */
    @Override
    public String toString() {
        return "the key of a GitHub App";
    }
}
