package dev.tollgate.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetGuardTest {

    private static final Map<String, List<String>> NAMES = Map.of(
            "hooks.example", List.of("93.184.215.14", "2606:4700::1"),
            "internal.example", List.of("10.1.2.3"),
            "two-faced.example", List.of("93.184.215.14", "169.254.169.254"),
            "inner.corp.example", List.of("10.9.9.9"));

    private static InetAddress[] resolve(String host) throws java.net.UnknownHostException {
        List<String> addresses = NAMES.get(host);
        if (addresses == null) {
            return InetAddress.getAllByName(host);
        }
        InetAddress[] resolved = new InetAddress[addresses.size()];
        for (int i = 0; i < resolved.length; i++) {
            resolved[i] = InetAddress.getByName(addresses.get(i));
        }
        return resolved;
    }

    private static TargetGuard guard(String... allowed) {
        return new TargetGuard(false, List.of(allowed), TargetGuardTest::resolve);
    }

    @Test
    void aPublicTargetIsTakenApart() throws Exception {
        Target target = guard().parse("https://Hooks.Example:8443/a%20b?key=s3cret&x=");

        assertThat(target.host()).isEqualTo("hooks.example");
        assertThat(target.port()).isEqualTo(8443);
        assertThat(target.path()).isEqualTo("/a%20b?key=s3cret&x=");
        assertThat(target.isSecure()).isTrue();
        assertThat(target.origin()).isEqualTo("https://hooks.example:8443");
        assertThat(target.toString()).doesNotContain("s3cret");
        assertThat(guard().addresses(target))
                .extracting(InetAddress::getHostAddress)
                .containsExactly("93.184.215.14", "2606:4700:0:0:0:0:0:1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://hooks.example/            | must begin with https://
            ftp://hooks.example/             | must begin with https://
            file:///etc/passwd               | must begin with https://
            //hooks.example/                 | must begin with https://
            hooks.example                    | must begin with https://
            https://user:pw@hooks.example/   | must not hold a user name or password
            https://@hooks.example/          | must not hold a user name or password
            https://hooks.example/#top       | must not have a fragment
            https:///path                    | must name a host by letters, digits, hyphens and dots, or by its address
            https:hooks.example              | must name a host by letters, digits, hyphens and dots, or by its address
            https://under_score.example/     | must name a host by letters, digits, hyphens and dots, or by its address
            https://hööks.example/           | must be in ASCII; write a host name in its xn-- form
            https://hooks.example:22/        | must use port 443, 80 or one from 1024 to 65535
            https://hooks.example:25/        | must use port 443, 80 or one from 1024 to 65535
            https://hooks.example:0/         | must use port 443, 80 or one from 1024 to 65535
            https://hooks.example:70000/     | must use port 443, 80 or one from 1024 to 65535
            https://hooks.example/a b        | is not a URL
            """)
    void aUrlThatWillNotDoIsRefusedWithItsReason(String url, String reason) {
        assertThatThrownBy(() -> guard().parse(url))
                .isInstanceOfSatisfying(
                        Target.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @Test
    void aUrlThatIsTooLongIsRefused() {
        assertThatThrownBy(() -> guard().parse("https://hooks.example/" + "a".repeat(2_000)))
                .isInstanceOf(Target.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://internal.example/",
                "https://two-faced.example/",
                "https://localhost/",
                "https://127.0.0.1/",
                "https://127.1/",
                "https://2130706433/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[fe80::1%25lo]/",
                "https://169.254.169.254/latest/meta-data/",
                "https://[64:ff9b::a9fe:a9fe]/"
            })
    void aTargetThatIsNotPublicIsRefused(String url) {
        assertThatThrownBy(() -> guard().addresses(guard().parse(url))).isInstanceOf(Target.Refused.class);
    }

    @Test
    void aNameThatNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> guard().addresses(guard().parse("https://nobody.invalid/")))
                .isInstanceOfSatisfying(
                        Target.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo("names a host that is not known"));
    }

    @Test
    void namesPatternsAndBlocksOpenTheDoorForThemselvesOnly() throws Exception {
        Target internal = guard().parse("https://internal.example/");
        Target inner = guard().parse("https://inner.corp.example/");

        assertThat(guard("internal.example").addresses(internal)).hasSize(1);
        assertThat(guard("*.corp.example").addresses(inner)).hasSize(1);
        assertThat(guard("10.9.0.0/16").addresses(inner)).hasSize(1);
        for (String other :
                List.of("corp.example", "*.example.corp", "10.8.0.0/16", "10.9.9.8", "*.ner.corp.example")) {
            assertThatThrownBy(() -> guard(other).addresses(inner)).isInstanceOf(Target.Refused.class);
        }
        assertThatThrownBy(() -> guard("10.9.0.0/16").addresses(guard().parse("https://two-faced.example/")))
                .isInstanceOf(Target.Refused.class);
    }

    @Test
    void plainHttpIsForThoseWhoAllowIt() throws Exception {
        var open = new TargetGuard(true, List.of(), TargetGuardTest::resolve);

        assertThat(open.parse("http://hooks.example/").port()).isEqualTo(80);
        assertThatThrownBy(() -> open.addresses(open.parse("http://internal.example/")))
                .isInstanceOf(Target.Refused.class);
    }
}
