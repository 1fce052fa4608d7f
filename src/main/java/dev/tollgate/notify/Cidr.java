package dev.tollgate.notify;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** A block of addresses, such as {@code 10.0.0.0/8}; an address without a prefix is a block of one. */
record Cidr(byte[] network, int prefix) {

    private static final Pattern FORM = Pattern.compile("[0-9a-fA-F:.]+(/[0-9]{1,3})?");

    static boolean isOne(String text) {
        return FORM.matcher(text).matches() && (text.contains(":") || text.matches("[0-9.]+(/[0-9]+)?"));
    }

    /** @throws IllegalArgumentException where the text is no block */
    static Cidr of(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(text + " is no block of addresses");
        }
        int slash = text.indexOf('/');
        try {
            // Literals only, as the form has made sure: nothing is looked up.
            byte[] network = InetAddress.getByName(slash < 0 ? text : text.substring(0, slash))
                    .getAddress();
            int prefix = slash < 0 ? network.length * 8 : Integer.parseInt(text.substring(slash + 1));
            if (prefix > network.length * 8) {
                throw new IllegalArgumentException(text + " has too long a prefix");
            }
            return new Cidr(network, prefix);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text + " is no block of addresses", e);
        }
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        int whole = prefix / 8;
        int rest = prefix % 8;
        return Arrays.equals(bytes, 0, whole, network, 0, whole)
                && (rest == 0 || ((bytes[whole] ^ network[whole]) & 0xff) >>> (8 - rest) == 0);
    }

    /** The four bytes from {@code offset} as an address. */
    static Inet4Address ipv4(byte[] bytes, int offset) {
        try {
            return (Inet4Address) InetAddress.getByAddress(Arrays.copyOfRange(bytes, offset, offset + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
