package dev.tollgate.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only addresses of the public Internet are called unasked; the others are here, in every form in which they can be written. */
class AddressRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                // this host and network
                "0.0.0.0",
                "0.1.2.3",
                "127.0.0.1",
                "127.255.255.254",
                "::",
                "::1",
                // private
                "10.0.0.1",
                "10.255.255.255",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "fc00::1",
                "fd12:3456::1",
                // link-local, metadata services
                "169.254.169.254",
                "169.254.0.1",
                "fe80::1",
                "febf::1",
                "fd00:ec2::254",
                "fec0::1",
                // carrier-grade NAT
                "100.64.0.1",
                "100.127.255.255",
                "100.100.100.200",
                // multicast, broadcast, reserved
                "224.0.0.1",
                "239.255.255.255",
                "255.255.255.255",
                "240.0.0.1",
                "ff02::1",
                "ff0e::1",
                // documentation, benchmarks, assignments
                "192.0.2.1",
                "198.51.100.7",
                "203.0.113.9",
                "198.18.0.1",
                "198.19.255.255",
                "192.0.0.8",
                "192.88.99.1",
                "2001:db8::1",
                "3fff::1",
                "100::1",
                "5f00::1",
                // IPv4 inside IPv6: mapped, compatible, translated, NAT64, 6to4, Teredo
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "::ffff:0:127.0.0.1",
                "::ffff:0:10.0.0.1",
                "64:ff9b::10.0.0.1",
                "64:ff9b::169.254.169.254",
                "64:ff9b:1::8.8.8.8",
                "2002:7f00:1::",
                "2002:a00:1::1",
                "2002:a9fe:a9fe::",
                "2001:0:53aa:64c:0:fffe:f5ff:fffe"
            })
    void isNotPublic(String address) throws UnknownHostException {
        assertThat(AddressRules.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450::1",
                "2001:4860:4860::8888",
                "::ffff:8.8.8.8",
                "64:ff9b::8.8.8.8",
                "2002:808:808::1"
            })
    void isPublic(String address) throws UnknownHostException {
        assertThat(AddressRules.isPublic(InetAddress.getByName(address))).isTrue();
    }

    /** The Java platform makes IPv4 of a mapped address when it parses one, but an address can also be built from its bytes. */
    @Test
    void aMappedAddressThatStayedOneIsNotPublic() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        mapped[12] = 10;

        assertThat(AddressRules.isPublic(Inet6Address.getByAddress("mapped", mapped, -1)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "::/129", "hooks.example", "10.0.0/x", "", "1.2.3.4.5", "a::b::c"})
    void aBlockThatIsNoneIsRefused(String block) {
        assertThatThrownBy(() -> Cidr.of(block)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBlockEndsWhereItsPrefixSays() throws UnknownHostException {
        Cidr block = Cidr.of("172.16.0.0/12");

        assertThat(block.contains(InetAddress.getByName("172.31.255.255"))).isTrue();
        assertThat(block.contains(InetAddress.getByName("172.32.0.0"))).isFalse();
        assertThat(Cidr.of("0.0.0.0/0").contains(InetAddress.getByName("8.8.8.8")))
                .isTrue();
        assertThat(Cidr.of("0.0.0.0/0").contains(InetAddress.getByName("::1"))).isFalse();
        assertThat(Cidr.of("8.8.8.8").contains(InetAddress.getByName("8.8.8.9")))
                .isFalse();
    }
}
