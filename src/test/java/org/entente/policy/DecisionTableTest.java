package org.entente.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table in {@code policies/README.md} says what the policies do: the same tests, the same reasons. */
class DecisionTableTest {

    @Test
    void the_table_names_every_test_of_the_policies_and_no_other() throws IOException {
        assertThat(found("`(test_\\w+)`", readme())).isEqualTo(found("(?m)^(test_\\w+)", rego(true)));
    }

    @Test
    void the_table_names_every_reason_of_the_policies_and_no_other() throws IOException {
        var codes = found("(?:\"code\": |(?:about\\w*|public_offer)\\()\"([a-z_.]+)\"", rego(false));
        var dotted = codes.stream().filter(code -> code.contains(".")).collect(Collectors.toSet());

        assertThat(codes).hasSizeGreaterThan(dotted.size());
        assertThat(found("`([a-z_.]+)`", tables())).containsAll(codes);
        assertThat(found("`([a-z_]+(?:\\.[a-z_]+)+)`", tables())).isEqualTo(dotted);
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String tables() throws IOException {
        return readme().lines().filter(line -> line.startsWith("|")).collect(Collectors.joining("\n"));
    }

    private static String readme() throws IOException {
        return Files.readString(OpaCommand.POLICIES.resolve("README.md"));
    }

    private static String rego(boolean tests) throws IOException {
        var text = new StringBuilder();
        try (var files = Files.walk(OpaCommand.POLICIES)) {
            for (var file : (Iterable<Path>) files::iterator) {
                var name = file.toString();
                if (name.endsWith(".rego") && name.endsWith("_test.rego") == tests) {
                    text.append(Files.readString(file));
                }
            }
        }
        return text.toString();
    }
}
