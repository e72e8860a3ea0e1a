package org.entente.federation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The {@code package_search} of a CKAN portal that holds these packages, each as JSON text. */
record CkanPortal(List<String> packages) implements LoopbackServer.Handler {
    static final String SEARCH = "/api/3/action/package_search";

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var query = exchange.getRequestURI().getQuery();
        int start = Math.min(number("start", query), packages.size());
        int end = Math.min(start + number("rows", query), packages.size());
        var json = new ObjectMapper();
        var results = json.createArrayNode();
        for (var row : packages.subList(start, end)) {
            results.add(json.readTree(row));
        }
        var result = Map.of("count", packages.size(), "results", results);
        LoopbackServer.answer(
                exchange, "application/json", json.writeValueAsBytes(Map.of("success", true, "result", result)));
    }

    private static int number(String name, String query) {
        var matcher = Pattern.compile("\\b" + name + "=(\\d+)").matcher(query);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
