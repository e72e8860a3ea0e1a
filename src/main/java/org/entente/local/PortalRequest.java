package org.entente.local;

import com.sun.net.httpserver.HttpExchange;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a portal needs of a request.
 *
 * @param base scheme, host and port as the asker wrote them
 */
record PortalRequest(String path, String base, Map<String, String> query) {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+(:[0-9]{1,5})?");

    static PortalRequest of(HttpExchange exchange) {
        return new PortalRequest(exchange.getRequestURI().getPath(), base(exchange), query(exchange));
    }

    /** The host goes into catalogues, so one that is not a plain name or address is not repeated. */
    private static String base(HttpExchange exchange) {
        return "http://"
                + Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                        .filter(h -> HOST.matcher(h).matches())
                        .orElse("127.0.0.1:" + exchange.getLocalAddress().getPort());
    }

    private static Map<String, String> query(HttpExchange exchange) {
        return Stream.ofNullable(exchange.getRequestURI().getQuery())
                .flatMap(q -> Arrays.stream(q.split("&")))
                .map(p -> p.split("=", 2))
                .filter(p -> p.length == 2)
                .collect(Collectors.toMap(p -> p[0], p -> p[1], (first, second) -> first));
    }

    /** A whole number of the query, empty when it is not one or is negative. */
    Optional<Integer> number(String name, int otherwise) {
        String given = query.getOrDefault(name, String.valueOf(otherwise));
        return given.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(given)) : Optional.empty();
    }
}
