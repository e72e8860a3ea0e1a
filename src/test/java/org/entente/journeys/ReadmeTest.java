package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.ConfigMapping;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.entente.access.IdempotencyConfig;
import org.entente.catalogue.CatalogueConfig;
import org.entente.consent.ConsentConfig;
import org.entente.federation.FederationConfig;
import org.entente.index.IndexConfig;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.entente.observatory.KafkaConfig;
import org.entente.observatory.ModelsConfig;
import org.entente.observatory.ObservatoryConfig;
import org.entente.policy.PolicyConfig;
import org.entente.records.RecordsConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The README's first screen is run as it stands, and its tables name everything they are about. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class ReadmeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern BLOCK = Pattern.compile("(?s)```(bash|json)\\n(.*?)```");
    private static final Pattern BODY = Pattern.compile("(?s)-d '(.*?)'\\n");

    @Inject
    City city;

    private String readme;
    private List<String> blocks;

    @BeforeEach
    void readme() throws Exception {
        city.await();
        readme = Files.readString(Path.of("README.md"));
        blocks = BLOCK.matcher(readme).results().map(block -> block.group(2)).toList();
    }

    @Test
    void the_query_is_answered_as_printed() throws IOException {
        var reply = Hub.as("agent-aphm", "health-service").post(query());

        assertContains(reply.json(), JSON.readTree(blocks.get(1)), "reply");
    }

    @Test
    void the_refusal_is_as_printed() throws IOException {
        var refusal = Hub.citizen().post(query()).refused(ErrorCode.UNAUTHENTICATED);

        assertContains(refusal, JSON.readTree(blocks.get(2)), "error");
    }

    @Test
    void the_other_answers_it_tells_of_are_given() {
        assertThat(Hub.as("agent-aphm", "statistics").post(query()).reasons(ErrorCode.ACCESS_DENIED))
                .containsExactly("consent.other_purpose");
        var shown = Hub.as("agent-police", "public-safety")
                .post(query())
                .data("/datasets/edges/0/node/records/edges/0/node/values");
        assertThat(shown.size()).isEqualTo(8);
    }

    @Test
    void every_error_code_is_explained() {
        assertThat(Stream.of(ErrorCode.values()).map(code -> "| `" + code + "` |"))
                .allSatisfy(row -> assertThat(readme).contains(row));
    }

    @Test
    void every_property_of_the_features_is_in_the_table() {
        var rows = readme.lines().filter(line -> line.startsWith("| `")).toList();
        for (var config : List.of(
                CatalogueConfig.class,
                ConsentConfig.class,
                FederationConfig.class,
                IdempotencyConfig.class,
                IndexConfig.class,
                KafkaConfig.class,
                ModelsConfig.class,
                ObservatoryConfig.class,
                PolicyConfig.class,
                RecordsConfig.class)) {
            var prefix = config.getAnnotation(ConfigMapping.class).prefix();
            assertThat(Stream.of(config.getDeclaredMethods()).map(Method::getName))
                    .allSatisfy(name -> assertThat(rows)
                            .anyMatch(row -> row.contains(prefix + ".") && row.contains("." + kebab(name) + "`")));
        }
    }

    private String query() {
        return BODY.matcher(blocks.getFirst())
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    /** Everything that is expected is there, in lists at the same place; what else is there is not printed. */
    private static void assertContains(JsonNode found, JsonNode expected, String path) {
        if (expected.isObject()) {
            expected.properties()
                    .forEach(property -> assertContains(
                            found.path(property.getKey()), property.getValue(), path + "." + property.getKey()));
        } else if (expected.isArray()) {
            for (int i = 0; i < expected.size(); i++) {
                assertContains(found.path(i), expected.get(i), path + "[" + i + "]");
            }
        } else {
            assertThat(found).as(path).isEqualTo(expected);
        }
    }

    private static String kebab(String camelCase) {
        return Pattern.compile("[A-Z]")
                .matcher(camelCase)
                .replaceAll((MatchResult upper) -> "-" + upper.group().toLowerCase());
    }
}
