package org.entente.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes a demo catalogue as CKAN's action API answers {@code package_search}. */
final class CkanWriter {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CkanWriter() {}

    /** Writes the packages from {@code start} on, at most {@code rows}; {@code count} is of all. */
    static void write(DemoCity.Catalogue catalogue, String base, int rows, int start, OutputStream out)
            throws IOException {
        List<DemoDataset> all = catalogue.datasets();
        CkanPackage writer = new CkanPackage(
                catalogue, new PortalLinks(base, catalogue.partner().id()));
        ObjectNode answer = JSON.createObjectNode()
                .put("help", base + catalogue.source().path())
                .put("success", true);
        ArrayNode packages = answer.putObject("result").put("count", all.size()).putArray("results");
        all.stream().skip(start).limit(rows).forEach(d -> packages.add(writer.describe(d)));
        JSON.writeValue(out, answer);
    }
}
