package org.entente.federation;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.entente.federation.HarvestException.ForbiddenAddress;

/**
 * Refuses names and literals that lead into a private network. The HTTP client connects to what this returns and resolves
 * nothing a second time, so that an answer which changes between check and use is of no use to an attacker.
 */
record NetworkGuard(DnsResolver names) implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var addresses = names.resolve(host);
        for (var address : addresses) {
            if (isPrivate(address)) {
                throw new ForbiddenAddress(host, "it leads into a private network");
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    static boolean isPrivate(InetAddress address) {
        byte[] b = address.getAddress();
        return address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || (b.length == 4 ? isSpecial4(b[0] & 255, b[1] & 255, b[2] & 255) : isSpecial6(b));
    }

    /** IANA's registry of special-purpose IPv4 addresses (RFC 6890), without those that Java knows. */
    private static boolean isSpecial4(int a, int b, int c) {
        return a == 0
                || a >= 224
                || a == 100 && b >= 64 && b < 128
                || a == 192 && b == 0 && c <= 2
                || a == 198 && (b == 18 || b == 19 || b == 51 && c == 100)
                || a == 203 && b == 0 && c == 113;
    }

    /** Unique local fc00::/7, ::/8, discard 100::/16, NAT64 64:ff9b::/16, 6to4 2002::/16, Teredo and documentation. */
    private static boolean isSpecial6(byte[] b) {
        int first = (b[0] & 255) << 8 | b[1] & 255;
        int second = (b[2] & 255) << 8 | b[3] & 255;
        return (first & 0xfe00) == 0xfc00
                || first < 0x100
                || first == 0x100
                || first == 0x2002
                || first == 0x2001 && (second < 0x200 || second == 0xdb8);
    }
}
