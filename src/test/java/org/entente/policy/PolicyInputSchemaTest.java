package org.entente.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The Java records and the schemas that the policies are checked with say the same. */
class PolicyInputSchemaTest {

    private static final int INPUTS = 500;

    @Test
    void decision_inputs_fit_their_schema() throws IOException {
        var schema = validator("input");
        var inputs = new PolicyInputs(5);

        Stream.generate(inputs::next)
                .limit(INPUTS)
                .forEach(input -> assertThat(schema.validate(PolicyJson.MAPPER.valueToTree(input)))
                        .isEmpty());
    }

    @Test
    void visibility_inputs_fit_their_schema() throws IOException {
        var schema = validator("visibility");
        var inputs = new PolicyInputs(6);

        Stream.generate(inputs::nextVisibility)
                .limit(INPUTS)
                .forEach(input -> assertThat(schema.validate(PolicyJson.MAPPER.valueToTree(input)))
                        .isEmpty());
    }

    @Test
    void a_fact_that_the_schema_does_not_know_is_refused() throws IOException {
        var input = PolicyJson.MAPPER.<ObjectNode>valueToTree(new PolicyInputs(7).next());

        assertThat(validator("input").validate(input.put("partnr", "aphm"))).hasSize(1);
    }

    @Test
    void the_schemas_have_the_facts_of_the_records_and_no_others() throws IOException {
        assertSame(schema("input"), PolicyInput.class, "input");
        assertSame(schema("visibility"), VisibilityInput.class, "visibility");
    }

    private static void assertSame(JsonNode schema, Type type, String path) {
        switch (type) {
            case ParameterizedType list -> assertSame(schema.path("items"), list.getActualTypeArguments()[0], path);
            case Class<?> record when record.isRecord() -> assertSameRecord(schema, record, path);
            case Class<?> constants
            when constants.isEnum() ->
                assertThat(strings(schema.path("enum")))
                        .as(path)
                        .containsExactlyElementsOf(Arrays.stream(constants.getEnumConstants())
                                .map(Object::toString)
                                .toList());
            default -> assertThat(schema.path("type").isMissingNode()).as(path).isFalse();
        }
    }

    private static void assertSameRecord(JsonNode schema, Class<?> type, String path) {
        var components = type.getRecordComponents();
        var names = Arrays.stream(components).map(RecordComponent::getName).toList();
        assertThat(schema.path("additionalProperties").asBoolean(true)).as(path).isFalse();
        assertThat(strings(schema.path("required"))).as(path).isEqualTo(names);
        assertThat(schema.path("properties").fieldNames()).toIterable().as(path).containsExactlyElementsOf(names);
        for (var component : components) {
            var name = component.getName();
            assertSame(schema.path("properties").path(name), component.getGenericType(), path + "." + name);
        }
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .filter(value -> !value.isNull())
                .map(JsonNode::asText)
                .toList();
    }

    private static JsonSchema validator(String name) throws IOException {
        return JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(schema(name));
    }

    private static JsonNode schema(String name) throws IOException {
        return PolicyJson.MAPPER.readTree(
                OpaCommand.POLICIES.resolve("schemas").resolve(name + ".json").toFile());
    }
}
