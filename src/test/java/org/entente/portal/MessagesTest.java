package org.entente.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.i18n.Message;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A missing text would be shown in the other language. */
class MessagesTest {
    @Test
    void everything_is_said_in_english() throws IOException {
        assertThat(keys("en")).isEqualTo(Stream.concat(plain(), constants()).collect(Collectors.toSet()));
    }

    @Test
    void every_constant_is_said_in_french() throws IOException {
        assertThat(keys("fr")).isEqualTo(constants().collect(Collectors.toSet()));
    }

    private static Set<String> keys(String language) throws IOException {
        var file = MessagesTest.class.getResourceAsStream("/messages/msg_" + language + ".properties");
        try (var reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            var texts = new Properties();
            texts.load(reader);
            assertThat(texts.values())
                    .allSatisfy(text -> assertThat(text.toString()).isNotBlank());
            return texts.stringPropertyNames();
        }
    }

    private static Stream<String> plain() {
        return Arrays.stream(Messages.class.getMethods())
                .filter(method -> !isOfConstants(method))
                .map(Method::getName);
    }

    private static Stream<String> constants() {
        return Arrays.stream(Messages.class.getMethods())
                .filter(MessagesTest::isOfConstants)
                .flatMap(MessagesTest::keys);
    }

    private static boolean isOfConstants(Method method) {
        return method.getAnnotation(Message.class).value().equals(Message.DEFAULT_VALUE);
    }

    private static Stream<String> keys(Method method) {
        var names = Arrays.stream(method.getParameterTypes()[0].getEnumConstants())
                .map(Object::toString)
                .toList();
        var separator = names.stream().anyMatch(name -> name.contains("_")) ? "_$" : "_";
        return names.stream().map(name -> method.getName() + separator + name);
    }
}
