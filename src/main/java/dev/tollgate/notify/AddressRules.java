package dev.tollgate.notify;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses belong to the public Internet. The blocks are those that the IANA special-purpose registries (RFC 6890 and successors) do not
 * call globally reachable, and the IPv6 forms in which an IPv4 address can hide.
 */
final class AddressRules {

    private static final List<Cidr> NOT_PUBLIC = List.of(
            // IPv4
            Cidr.of("0.0.0.0/8"), // this network; 0.0.0.0 reaches the host itself
            Cidr.of("10.0.0.0/8"), // private, RFC 1918
            Cidr.of("100.64.0.0/10"), // carrier-grade NAT, RFC 6598
            Cidr.of("127.0.0.0/8"), // loopback
            Cidr.of("169.254.0.0/16"), // link-local, and the metadata service of clouds
            Cidr.of("172.16.0.0/12"), // private, RFC 1918
            Cidr.of("192.0.0.0/24"), // protocol assignments
            Cidr.of("192.0.2.0/24"), // documentation
            Cidr.of("192.88.99.0/24"), // 6to4 relays, deprecated
            Cidr.of("192.168.0.0/16"), // private, RFC 1918
            Cidr.of("198.18.0.0/15"), // benchmarks
            Cidr.of("198.51.100.0/24"), // documentation
            Cidr.of("203.0.113.0/24"), // documentation
            Cidr.of("224.0.0.0/4"), // multicast
            Cidr.of("240.0.0.0/4"), // reserved, and the broadcast address
            // IPv6
            Cidr.of("::/96"), // unspecified, loopback, IPv4-compatible
            Cidr.of("64:ff9b:1::/48"), // local-use NAT64, RFC 8215
            Cidr.of("100::/64"), // discard-only
            Cidr.of("2001::/23"), // protocol assignments, Teredo (which carries IPv4) among them
            Cidr.of("2001:db8::/32"), // documentation
            Cidr.of("3fff::/20"), // documentation
            Cidr.of("5f00::/16"), // segment routing
            Cidr.of("fc00::/7"), // unique local; fd00:ec2::254 is a metadata service
            Cidr.of("fe80::/10"), // link-local
            Cidr.of("fec0::/10"), // site-local, deprecated
            Cidr.of("ff00::/8")); // multicast

    /** Made of bytes: the Java platform would make a block of IPv4 addresses of the text. */
    private static final Cidr IPV4_MAPPED =
            new Cidr(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, 0, 0, 0, 0}, 96);

    private static final Cidr IPV4_TRANSLATED = Cidr.of("::ffff:0:0:0/96");
    private static final Cidr NAT64 = Cidr.of("64:ff9b::/96");
    private static final Cidr SIX_TO_FOUR = Cidr.of("2002::/16");

    private AddressRules() {}

    /** Whether the address, and the IPv4 address in it where it holds one, is public. */
    static boolean isPublic(InetAddress address) {
        return NOT_PUBLIC.stream().noneMatch(block -> block.contains(address))
                && embedded(address).map(AddressRules::isPublic).orElse(true);
    }

    /** The IPv4 address that a gateway or tunnel would take this IPv6 address for. */
    private static Optional<Inet4Address> embedded(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return Optional.empty();
        }
        byte[] bytes = address.getAddress();
        if (IPV4_MAPPED.contains(address) || NAT64.contains(address) || IPV4_TRANSLATED.contains(address)) {
            return Optional.of(Cidr.ipv4(bytes, 12));
        }
        return SIX_TO_FOUR.contains(address) ? Optional.of(Cidr.ipv4(bytes, 2)) : Optional.empty();
    }
}
