package org.entente.federation;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.entente.kernel.HubException;

/**
 * Which addresses can be registered. Where a name leads is seen when it is fetched, each time anew; what leads into a private network on the face
 * of it is refused before.
 */
@ApplicationScoped
class SourceAddresses {
    private static final Pattern WEB = Pattern.compile("(?i)https?");

    /** Digits alone are an address too: 2130706433 is 127.0.0.1. */
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|\\[.*]|.*:.*");

    private final FederationConfig config;

    SourceAddresses(FederationConfig config) {
        this.config = config;
    }

    /** @throws HubException BAD_INPUT at the path */
    void require(String address, String path) {
        var uri = web(address, path);
        var host = uri.getHost().toLowerCase(Locale.ROOT);
        var allowed = config.allowedHosts().orElse(Set.of());
        if (!allowed.contains(host) && !allowed.contains(host + ":" + uri.getPort()) && isPrivate(host)) {
            throw HubException.badInput(path, "It leads into a private network");
        }
    }

    private static URI web(String address, String path) {
        try {
            var uri = URI.create(address);
            if (uri.getHost() != null
                    && WEB.matcher(String.valueOf(uri.getScheme())).matches()) {
                return uri;
            }
            throw HubException.badInput(path, "An http or https address is expected");
        } catch (IllegalArgumentException unreadable) {
            throw HubException.badInput(path, "An http or https address is expected");
        }
    }

    private static boolean isPrivate(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || LITERAL.matcher(host).matches() && isPrivateLiteral(host);
    }

    private static boolean isPrivateLiteral(String host) {
        try {
            return NetworkGuard.isPrivate(InetAddress.getByName(host));
        } catch (UnknownHostException noAddress) {
            return true;
        }
    }
}
