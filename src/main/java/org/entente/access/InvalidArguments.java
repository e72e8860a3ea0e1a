package org.entente.access;

import graphql.GraphQLError;
import io.smallrye.graphql.validation.BeanValidationError;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.kernel.ErrorCode;

/** Arguments that break a constraint, each with its path below the field that was asked for. */
final class InvalidArguments {
    private record Violation(String path, String message) {
        @SuppressWarnings("unchecked")
        static Violation of(Map<String, Object> said) {
            // the method that the constraint stands on comes first
            var path =
                    ((List<String>) said.get("propertyPath")).stream().skip(1).toList();
            return new Violation(written(path), String.valueOf(said.get("message")));
        }

        /** Indices in brackets, as in all paths of the hub. */
        private static String written(List<String> path) {
            return path.stream()
                    .map(step -> step.matches("[0-9]+") ? "[" + step + "]" : "." + step)
                    .collect(Collectors.joining())
                    .replaceFirst("^\\.", "");
        }
    }

    private InvalidArguments() {}

    static GraphQLError of(BeanValidationError error) {
        var violations =
                violations(error).sorted(Comparator.comparing(Violation::path)).toList();
        Map<String, Object> extensions = new LinkedHashMap<>();
        extensions.put("code", ErrorCode.BAD_INPUT.name());
        extensions.put("path", violations.getFirst().path());
        var message = violations.stream()
                .map(violation -> violation.path() + ": " + violation.message())
                .distinct()
                .collect(Collectors.joining("; "));
        return new PublicError(message, error.getPath(), error.getLocations(), extensions);
    }

    @SuppressWarnings("unchecked")
    private static Stream<Violation> violations(BeanValidationError error) {
        return ((List<Map<String, Object>>) error.getExtensions().get("violations"))
                .stream().map(Violation::of);
    }
}
