package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/tour.md, run by a shell as they stand there, against this hub. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class TourTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)```bash\\n(.*?)```");

    private static final int AFTER_WITHDRAWAL = 10;

    @Inject
    City city;

    @TempDir
    Path folder;

    private Path output;

    @BeforeEach
    void the_city_is_there() throws Exception {
        city.await();
        output = folder.resolve("output");
    }

    /** Others are told all that stands against a request, withdrawn consents among it, and say which of the city's datasets have fields. */
    @AfterEach
    void the_tours_consent_and_fields_are_forgotten() throws Exception {
        city.execute("delete from dataset_field where dataset in"
                + " (select dataset from series where keys::text like '%tour-series-%')");
        city.execute("delete from consent_dataset where consent in"
                + " (select id from consent where withdrawn_at is not null and consumer = 'aphm' and owner = 'ville')");
        city.execute("update governance_epoch set epoch = epoch + 1");
    }

    @Test
    void every_command_gives_what_the_tour_says() throws Exception {
        assumeTrue(hasJq(), "jq is not on the path, which the tour's commands need");
        var answers = answers();

        assertThat(answers).hasSize(16);
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).path("errors").isEmpty())
                    .as(answers.get(i).toString())
                    .isEqualTo(i != AFTER_WITHDRAWAL);
        }
        assertThat(text(answers.get(0), "/data/requestAccess/state")).isEqualTo("OPEN");
        assertThat(text(answers.get(1), "/data/decideRequest/state")).isEqualTo("GRANTED_IN_PART");
        var granted = answers.get(2).at("/data/records/edges/0/node");
        assertThat(granted.path("values").has("district")).isTrue();
        assertThat(answers.get(4).at("/data/simulate/changes").findValuesAsText("partner"))
                .contains("aphm");
        var masked = answers.get(6).at("/data/records/edges/0/node");
        assertThat(Reply.texts(masked.path("masked"))).contains("district");
        assertThat(masked.path("values").has("district")).isFalse();
        assertThat(text(answers.get(7), "/data/explain/outcome")).isEqualTo("PERMIT");
        assertThat(answers.get(7).at("/data/explain/considered").findValuesAsText("code"))
                .contains("rule.masked");
        assertThat(text(answers.get(9), "/data/withdrawConsent/withdrawnAt")).isNotEmpty();
        assertThat(answers.get(AFTER_WITHDRAWAL)
                        .at("/errors/0/extensions/reasons")
                        .findValuesAsText("code"))
                .contains("consent.withdrawn");
        assertThat(answers.get(12).at("/data/aggregate/cells").findValuesAsText("state"))
                .contains("PERTURBED");
        assertThat(text(answers.get(14), "/data/appendObservations/setAside/0/value"))
                .isEqualTo("900");
        assertThat(answers.get(15).at("/data/series/points/0/count").asInt()).isEqualTo(2);
    }

    private static boolean hasJq() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "jq")));
    }

    private static String text(JsonNode answer, String pointer) {
        return answer.at(pointer).asText();
    }

    /** In their order; what is kept in a variable is not printed. */
    private List<JsonNode> answers() throws Exception {
        var shell = new ProcessBuilder("bash", "-c", commands())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        shell.environment()
                .put(
                        "ENTENTE_LOCAL_KEYCLOAK_PORT",
                        String.valueOf(URI.create(Tokens.realm()).getPort()));
        var running = shell.start();
        try {
            assertThat(running.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            running.destroy();
        }
        var printed = Files.readString(output);
        assertThat(running.exitValue()).as(printed).isZero();
        try (var documents = new ObjectMapper().readerFor(JsonNode.class).<JsonNode>readValues(printed)) {
            return documents.readAll();
        }
    }

    private static String commands() throws Exception {
        var blocks = BLOCK.matcher(Files.readString(Path.of("docs/tour.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks).hasSizeGreaterThan(4);
        return blocks.stream()
                .collect(Collectors.joining("\n", "set -e\n", ""))
                .replace("http://127.0.0.1:8080", "http://127.0.0.1:" + RestAssured.port);
    }
}
