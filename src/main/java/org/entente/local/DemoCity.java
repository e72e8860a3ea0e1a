package org.entente.local;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Port-Lazare, a city that does not exist: its partners and their catalogues. All its data is simulated. */
public record DemoCity(List<Catalogue> catalogues) {

    private static final List<String> PARTNERS = List.of("ville", "aphm", "police", "rtm", "sdis", "tourisme");
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    /** @param competentAuthority whether Directive (EU) 2016/680 binds this partner */
    public record Partner(String id, Bilingual name, boolean competentAuthority) {

        public String nameFr() {
            return name.fr();
        }

        public String nameEn() {
            return name.en();
        }
    }

    /**
     * Where a partner publishes its catalogue.
     *
     * @param path below the portals' base URL; for CKAN, of {@code package_search}
     * @param defaultAccessLevel OPEN, DISCOVERABLE or HIDDEN, for datasets that do not say theirs
     * @param defaultRegime GDPR, LED or NONE, for datasets that name no law
     */
    public record Source(String name, Syntax format, String path, String defaultAccessLevel, String defaultRegime) {}

    /** How a portal writes its catalogue. */
    public enum Syntax {
        TURTLE("text/turtle; charset=utf-8"),
        JSONLD("application/ld+json"),
        RDFXML("application/rdf+xml"),
        CKAN("application/json");

        final String contentType;

        Syntax(String contentType) {
            this.contentType = contentType;
        }
    }

    /** What one partner publishes. */
    public record Catalogue(Partner partner, Source source, List<DemoDataset> datasets) {}

    /** Reads the demo's own resources. */
    public static DemoCity load() {
        return new DemoCity(
                PARTNERS.stream().map(id -> read(id + ".json", Catalogue.class)).toList());
    }

    public List<Partner> partners() {
        return catalogues.stream().map(Catalogue::partner).toList();
    }

    /** The sensitivity of each field, by dataset key and field name, of the datasets that come with records. */
    @SuppressWarnings("unchecked")
    public static Map<String, Map<String, String>> fieldSensitivities() {
        return read("fields.json", Map.class);
    }

    Partner publisherOf(String key) {
        return catalogues.stream()
                .filter(catalogue -> catalogue.datasets().stream()
                        .anyMatch(dataset -> dataset.key().equals(key)))
                .map(Catalogue::partner)
                .findFirst()
                .orElseThrow();
    }

    Stream<DemoDataset> datasets() {
        return catalogues.stream().flatMap(c -> c.datasets().stream());
    }

    static <T> T read(String resource, Class<T> type) {
        return read(resource, JSON.constructType(type));
    }

    static <T> T read(String resource, TypeReference<T> type) {
        return read(resource, JSON.constructType(type));
    }

    private static <T> T read(String resource, JavaType type) {
        try (InputStream in = DemoCity.class.getResourceAsStream("/demo/" + resource)) {
            return JSON.readValue(in, type);
        } catch (IOException e) {
            throw new UncheckedIOException("The demo's resource " + resource + " cannot be read", e);
        }
    }
}
