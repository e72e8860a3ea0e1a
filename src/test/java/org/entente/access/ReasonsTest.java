package org.entente.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.entente.observatory.SeriesReason;
import org.entente.records.AggregateReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the policies give as a reason is documented, and said in words to whoever asks. */
class ReasonsTest {
    private static final Path POLICIES = Path.of("policies");
    private static final Pattern CODE = Pattern.compile("`([a-z_]+(?:\\.[a-z_]+)*)`");
    private static final Pattern GIVEN = Pattern.compile("(?:\"code\": |(?:about\\w*|public_offer)\\()\"([a-z_.]+)\"");

    @Test
    void every_code_that_a_policy_gives_is_in_the_decision_table() throws IOException {
        var given = new TreeSet<String>();
        try (var files = Files.walk(POLICIES.resolve("entente"))) {
            for (var file : files.filter(ReasonsTest::isPolicy).toList()) {
                GIVEN.matcher(Files.readString(file)).results().forEach(match -> given.add(match.group(1)));
            }
        }

        assertThat(given).isNotEmpty();
        assertThat(documented()).containsAll(given);
    }

    private static boolean isPolicy(Path file) {
        return file.toString().endsWith(".rego") && !file.toString().endsWith("_test.rego");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void every_code_of_the_decision_table_and_of_the_enforcers_is_worded_and_no_other(String language)
            throws IOException {
        var worded = new Properties();
        try (Reader text =
                Files.newBufferedReader(Path.of("src/main/resources/messages/reasons_" + language + ".properties"))) {
            worded.load(text);
        }

        assertThat(worded.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(told());
        for (var code : told()) {
            assertThat(ReasonText.of(language, code))
                    .isEqualTo(worded.getProperty(code))
                    .hasSizeGreaterThan(10);
        }
    }

    @Test
    void the_languages_say_it_each_in_its_own_words() throws IOException {
        for (var code : told()) {
            assertThat(ReasonText.of("fr", code)).isNotEqualTo(ReasonText.of("en", code));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void to_others_the_partner_is_named(String language) throws IOException {
        for (var code : told()) {
            assertThat(ReasonText.of(language, code, "Port-Lazare Hospitals"))
                    .doesNotContainIgnoringCase("your partner")
                    .doesNotContainIgnoringCase("votre organisme");
        }
        assertThat(ReasonText.of(language, "consent.none", "Port-Lazare Hospitals"))
                .contains("Port-Lazare Hospitals");
    }

    private static Set<String> told() throws IOException {
        var codes = documented();
        Stream.of(SeriesReason.values()).map(SeriesReason::code).forEach(codes::add);
        Stream.of(AggregateReason.values()).map(AggregateReason::code).forEach(codes::add);
        return codes;
    }

    /** The reason's column: the third of the permissions' table, the first of the denials' and the explanations'. */
    private static Set<String> documented() throws IOException {
        var codes = new TreeSet<String>();
        var section = "";
        for (var line : Files.readAllLines(POLICIES.resolve("README.md"))) {
            section = line.startsWith("#") ? line : section;
            var cells = line.split("\\|");
            if (section.equals("### Permissions") && cells.length > 3) {
                CODE.matcher(cells[3]).results().forEach(match -> codes.add(match.group(1)));
            } else if (Set.of("### Denials", "### Explanations").contains(section) && cells.length > 1) {
                CODE.matcher(cells[1]).results().forEach(match -> codes.add(match.group(1)));
            }
        }
        assertThat(codes).hasSizeGreaterThan(10);
        return codes;
    }
}
