package org.entente.records;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.entente.faults.HubClient;
import org.entente.federation.LoopbackServer;
import org.entente.federation.Publication;
import org.entente.federation.SourceFormat;
import org.entente.federation.Steward;
import org.entente.federation.Store;

/** The generated persons as a dataset of the hub, loaded, classified and published as a steward does it over GraphQL. */
final class PublishedCity implements AutoCloseable {
    static final String ASK = """
            query ($id: ID!, $by: [AggregateGroup!], $metrics: [AggregateMetric!]!, $filter: Filter) {
                aggregate(dataset: $id, groupBy: $by, metrics: $metrics, filter: $filter, first: 10000) {
                    cells { group values { value } } cube { snapshotTakenAt } } }
            """;
    private static final String LOAD =
            "mutation ($id: ID!) { loadRecords(dataset: $id) { state loaded rejected reason } }";
    private static final String CLASSIFY = """
            mutation ($id: ID!, $field: String!, $sensitivity: Sensitivity!, $version: BigInteger!) {
                classifyField(dataset: $id, field: $field, sensitivity: $sensitivity, expectedVersion: $version) { name } }
            """;
    private static final String PUBLISH = """
            mutation ($id: ID!, $cube: CubeInput!, $version: Int!, $key: String!) {
                publishCube(dataset: $id, cube: $cube, expectedVersion: $version, idempotencyKey: $key) { version } }
            """;

    private final LoopbackServer server = new LoopbackServer();
    private final Steward steward = Steward.of("steward-ville");
    private final Store store;
    private final Publication published;
    private final String source;
    final String dataset;
    private byte[] file;

    PublishedCity(Store store) throws Exception {
        this.store = store;
        server.on("/persons", exchange -> LoopbackServer.answer(exchange, "text/csv", file));
        published = new Publication(server, "disclosure");
        source = steward.register(published.address, SourceFormat.RDF);
        published.dataset(
                "persons",
                "Persons of a generated city",
                "; dcat:distribution [ dcat:downloadURL <%s> ; dct:format \"CSV\" ]"
                        .formatted(server.address("/persons")));
        steward.harvest(source);
        dataset = store.text(
                "select id from dataset where source = ?::uuid and source_key = ?", source, published.key("persons"));
    }

    void load(List<Person> persons) {
        file = persons.stream()
                .map(person -> "%s,D%02d,%d,%s,%b,%d"
                        .formatted(
                                person.code(),
                                person.district(),
                                person.age(),
                                person.sex() == 0 ? "F" : "M",
                                person.ill(),
                                person.cost()))
                .collect(Collectors.joining("\n", "code,district,age,sex,ill,cost\n", "\n"))
                .getBytes(StandardCharsets.UTF_8);
        var load = steward.hub().ask(LOAD, "id", dataset).data();
        if (load.path("loaded").asLong() != persons.size()) {
            throw new AssertionError(load.toString());
        }
    }

    void classify() throws Exception {
        var sensitivities = Map.of(
                "code",
                "IDENTIFIER",
                "district",
                "PERSONAL",
                "age",
                "PERSONAL",
                "sex",
                "PERSONAL",
                "ill",
                "SPECIAL_CATEGORY",
                "cost",
                "PERSONAL");
        for (var field : sensitivities.entrySet()) {
            var version = store.number("select version from dataset where id = ?::uuid", dataset);
            steward.hub()
                    .ask(
                            CLASSIFY,
                            "id",
                            dataset,
                            "field",
                            field.getKey(),
                            "sensitivity",
                            field.getValue(),
                            "version",
                            version)
                    .data();
        }
    }

    /** Down to single years of age, and a budget that is never spent: the tables alone must hold. */
    void publish() {
        publish(0, 10_000).data();
    }

    /** With another budget alone; the code of the refusal. */
    String republish() {
        return publish(1, 9_999).code();
    }

    private HubClient.Answer publish(int version, int budget) {
        var zones = IntStream.range(0, Person.DISTRICTS / Published.ZONE)
                .mapToObj(zone -> Map.of(
                        "name",
                        "Z" + zone,
                        "of",
                        IntStream.range(0, Published.ZONE)
                                .mapToObj(i -> district(zone * Published.ZONE + i))
                                .toList()))
                .toList();
        var districts = IntStream.range(0, Person.DISTRICTS)
                .mapToObj(i -> Map.of("name", district(i)))
                .toList();
        var cube = Map.of(
                "unit",
                "code",
                "budget",
                budget,
                "measures",
                List.of(Map.of("field", "cost", "lower", 0, "upper", 10_000)),
                "dimensions",
                List.of(
                        dimension(
                                "district",
                                Map.of("name", "1", "members", zones),
                                Map.of("name", "2", "members", districts)),
                        Map.of(
                                "field",
                                "age",
                                "lower",
                                0,
                                "upper",
                                Person.AGES,
                                "levels",
                                IntStream.range(1, Published.WIDTHS.length)
                                        .mapToObj(
                                                i -> Map.of("name", Integer.toString(i), "width", Published.WIDTHS[i]))
                                        .toList()),
                        dimension("sex", Map.of("name", "1", "members", members("F", "M"))),
                        dimension("ill", Map.of("name", "1", "members", members("false", "true")))));
        return steward.hub()
                .ask(
                        PUBLISH,
                        "id",
                        dataset,
                        "cube",
                        cube,
                        "version",
                        version,
                        "key",
                        UUID.randomUUID().toString());
    }

    private static String district(int i) {
        return "D%02d".formatted(i);
    }

    private static List<Map<String, String>> members(String... names) {
        return List.of(names).stream().map(name -> Map.of("name", name)).toList();
    }

    private static Map<String, Object> dimension(String field, Object... levels) {
        return Map.of("field", field, "levels", List.of(levels));
    }

    /** All tables that are given, in the order of their shapes. */
    List<Published> tables() {
        var tables = new ArrayList<Published>();
        for (var shape : Published.shapes()) {
            table(
                            shape,
                            shape.district() > 0
                                    ? List.of("district", "age", "sex", "ill")
                                    : List.of("ill", "sex", "age", "district"))
                    .ifPresent(tables::add);
        }
        return tables;
    }

    /** Empty when it is refused for its many small cells. */
    Optional<Published> table(Published shape, List<String> order) {
        var levels = new HashMap<String, Integer>();
        levels.put("district", shape.district());
        levels.put("age", shape.age());
        levels.put("sex", shape.sex() ? 1 : 0);
        levels.put("ill", shape.ill() ? 1 : 0);
        var by = order.stream()
                .filter(field -> levels.get(field) > 0)
                .map(field -> Map.of("field", field, "level", levels.get(field).toString()))
                .toList();
        var answer = ask(by, null);
        if (answer.code().equals("ACCESS_DENIED")) {
            return Optional.empty();
        }
        return Optional.of(read(
                shape,
                by.stream().map(axis -> axis.get("field")).toList(),
                answer.data().path("cells")));
    }

    HubClient.Answer ask(Object by, Object filter) {
        return steward.hub()
                .ask(
                        ASK,
                        "id",
                        dataset,
                        "by",
                        by,
                        "metrics",
                        List.of(Map.of("kind", "COUNT"), Map.of("kind", "SUM", "field", "cost")),
                        "filter",
                        filter);
    }

    private static Published read(Published shape, List<String> order, JsonNode cells) {
        var counts = new Long[shape.cells()];
        var sums = new BigDecimal[shape.cells()];
        for (var cell : cells) {
            var at = new HashMap<String, Integer>(Map.of("district", 0, "age", 0, "sex", 0, "ill", 0));
            for (int i = 0; i < order.size(); i++) {
                at.put(
                        order.get(i),
                        first(order.get(i), shape, cell.path("group").get(i).asText()));
            }
            int place = shape.cell(at.get("district"), at.get("age"), at.get("sex"), at.get("ill") == 1);
            var count = cell.at("/values/0/value");
            counts[place] = count.isNull() ? null : count.asLong();
            sums[place] = count.isNull() ? null : cell.at("/values/1/value").decimalValue();
        }
        return shape.with(Arrays.asList(counts), Arrays.asList(sums));
    }

    /** Some value that belongs to the member. */
    private static int first(String field, Published shape, String member) {
        return switch (field) {
            case "district" -> Integer.parseInt(member.substring(1)) * (shape.district() == 1 ? Published.ZONE : 1);
            case "age" -> member.startsWith("<") ? 0 : Integer.parseInt(member.replaceAll("^(>= )?(\\d+).*", "$2"));
            case "sex" -> member.equals("M") ? 1 : 0;
            default -> member.equals("true") ? 1 : 0;
        };
    }

    String snapshotTakenAt() {
        return ask(List.of(), null).data().at("/cube/snapshotTakenAt").asText();
    }

    @Override
    public void close() {
        published.empty().dataset("last", "Last");
        steward.harvest(source);
        server.close();
    }
}
