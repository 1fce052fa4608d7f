package dev.tollgate.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and notes, against the examples of C2SP signed-note and of Go's note package, where the format comes from. */
class SignedNoteTest {

    private static final String SECRET =
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private static final String PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final String ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
    private static final String TEXT =
            "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    private static final String BY_PETER =
            "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    private static final String BY_ENOCH =
            "\u2014 EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

    private final VerifierKey peter = VerifierKey.parse(PETER);
    private final VerifierKey enoch = VerifierKey.parse(ENOCH);

    @Test
    void aKeySignsWhatIsPublished() {
        SigningKey key = SigningKey.parse(SECRET);
        assertThat(key.verifier()).isEqualTo(peter);
        assertThat(key.verifier().text()).isEqualTo(PETER);
        assertThat(key.text()).isEqualTo(SECRET);
        assertThat(SignedNote.sign(TEXT, List.of(key)).format()).isEqualTo(TEXT + "\n" + BY_PETER);
    }

    @Test
    void theNoteOfTheSpecificationVerifies() {
        SignedNote note = SignedNote.parse("""
                This is an example message.

                \u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
                """);
        VerifierKey key = VerifierKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
        assertThat(note.verify(List.of(key))).containsExactly(key);
        assertThat(note.text()).isEqualTo("This is an example message.\n");
    }

    @Test
    void aNoteOfTwoVerifiesWithEither() {
        SignedNote note = SignedNote.parse(TEXT + "\n" + BY_PETER + BY_ENOCH);
        assertThat(note.format()).isEqualTo(TEXT + "\n" + BY_PETER + BY_ENOCH);
        assertThat(note.verify(List.of(peter))).containsExactly(peter);
        assertThat(note.verify(List.of(enoch))).containsExactly(enoch);
        assertThat(note.verify(List.of(peter, enoch))).containsExactly(peter, enoch);
    }

    @Test
    void whoIsNotTrustedDoesNotCount() {
        SignedNote note = SignedNote.parse(TEXT + "\n" + BY_PETER);
        assertThatThrownBy(() -> note.verify(List.of(enoch))).hasMessageContaining("none of the signatures");
        assertThatThrownBy(() -> note.verify(List.of())).hasMessageContaining("none of the signatures");
        // The same name, another key
        VerifierKey other = SigningKey.generate("PeterNeumann").verifier();
        assertThatThrownBy(() -> note.verify(List.of(other))).hasMessageContaining("none of the signatures");
    }

    @Test
    void anotherTextIsNotSigned() {
        SignedNote note = SignedNote.parse(TEXT.replace("answer", "Answer") + "\n" + BY_PETER + BY_ENOCH);
        assertThatThrownBy(() -> note.verify(List.of(peter)))
                .isInstanceOf(BrokenSealException.class)
                .hasMessageContaining("PeterNeumann (key c74f20a3) does not fit the text");
    }

    @Test
    void oneBadSignatureOfATrustedKeySpoilsTheNote() {
        SignedNote good = SignedNote.parse(TEXT + "\n" + BY_PETER + BY_ENOCH);
        var forged = new SignedNote.Signed("EnochRoot", enoch.id(), new byte[64]);
        var note = new SignedNote(TEXT, List.of(good.signatures().getFirst(), forged));
        assertThat(note.verify(List.of(peter))).containsExactly(peter);
        assertThatThrownBy(() -> note.verify(List.of(peter, enoch))).hasMessageContaining("does not fit");
        var tooShort = new SignedNote(TEXT, List.of(new SignedNote.Signed("EnochRoot", enoch.id(), new byte[3])));
        assertThatThrownBy(() -> tooShort.verify(List.of(enoch))).hasMessageContaining("does not fit");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text\\n                          | a note is a text
            text\\n\\n                       | a signature line reads
            text\\n\\n\u2014 Peter x08go/ZJkuBS  | a note is a text
            text\\n\\n\u2014 Peter x08go/ZJkuBS\\r\\n | is not base64
            te\\rxt\\n\\n\u2014 Peter x08go/ZJkuBS\\n | no control characters
            text\\n\\n- Peter x08go/ZJkuBS\\n | a signature line reads
            text\\n\\n\u2014 Bad Name x08go/ZJkuBS\\n | a signature line reads
            text\\n\\n\u2014 Bad+Name x08go/ZJkuBS\\n | no plus
            text\\n\\n\u2014  x08go/ZJkuBS\\n        | a key's name
            text\\n\\n\u2014 Peter x08g\\n           | too short
            text\\n\\n\u2014 Peter x08go/ZJkuB\\n    | is not base64
            text\\n\\n\u2014 Peter x08go/ZJkuBS\\nmore\\n | a signature line reads
            """)
    void whatIsNoNoteIsRefusedWithTheReason(String note, String reason) {
        assertThatThrownBy(() -> SignedNote.parse(note.replace("\\n", "\n").replace("\\r", "\r")))
                .isInstanceOf(BrokenSealException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void signaturesAreCounted() {
        assertThat(SignedNote.parse(TEXT + "\n" + BY_PETER.repeat(100)).verify(List.of(peter)))
                .containsExactly(peter);
        assertThatThrownBy(() -> SignedNote.parse(TEXT + "\n" + BY_PETER.repeat(101)))
                .hasMessageContaining("1 to 100 signatures");
    }

    @Test
    void noPieceOfAKeyAndNoChangedKeyIsOne() {
        for (String key : List.of(PETER, SECRET)) {
            for (int from = 0; from <= key.length(); from++) {
                for (int to = from; to <= key.length(); to++) {
                    if (to - from < key.length()) {
                        assertRefused(key.substring(from, to));
                    }
                }
            }
            for (int at = 0; at < key.length(); at++) {
                var changed = new StringBuilder(key);
                changed.setCharAt(at, (char) (key.charAt(at) + 1));
                assertRefused(changed.toString());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Another length and another algorithm, each with the id that fits
                "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
                "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PRIVATE+KEY+"
            })
    void otherKindsOfKeysAreRefused(String key) {
        assertRefused(key);
    }

    @Test
    void aNewKeyIsReadBack() {
        SigningKey made = SigningKey.generate("tollgate.example.com/log");
        SigningKey read = SigningKey.parse(made.text());
        assertThat(read.verifier()).isEqualTo(made.verifier());
        assertThat(VerifierKey.parse(read.verifier().text())).isEqualTo(made.verifier());
        assertThat(SigningKey.generate("tollgate.example.com/log").text()).isNotEqualTo(made.text());
        byte[] message = {1, 2, 3};
        assertThat(made.verifier().verifies(message, read.sign(message))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "a+b", "line\nbreak", "\u00a0"})
    void aKeyIsNamedPlainly(String name) {
        assertThatThrownBy(() -> SigningKey.generate(name)).hasMessageContaining("a key's name");
    }

    @Test
    void theSecretIsNeverQuoted() {
        assertThatThrownBy(() -> SigningKey.parse(SECRET.replace("c74f20a3", "c74f20a4")))
                .hasMessageNotContaining("AYEKFALVFGyNhPJEMzD1QIDr");
    }

    private static void assertRefused(String key) {
        assertThatThrownBy(() -> VerifierKey.parse(key)).as(key).isInstanceOf(BrokenSealException.class);
        assertThatThrownBy(() -> SigningKey.parse(key)).as(key).isInstanceOf(BrokenSealException.class);
    }
}
