package org.entente.journeys;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.graphql.api.federation.Resolver;
import jakarta.annotation.security.RolesAllowed;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.graphql.Source;
import org.entente.access.Governed;
import org.entente.access.OpenToAll;

/** One GraphQL field that a Java method answers, as reflection finds it. */
record Operation(Method method, Kind kind) {
    enum Kind {
        QUERY,
        MUTATION,
        SUBSCRIPTION,
        /** Of an entity that a gateway names by its key. */
        RESOLVER,
        /** A field below another. */
        SOURCE
    }

    static List<Operation> all() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.entente").stream()
                        .filter(type -> type.isAnnotatedWith(GraphQLApi.class))
                        .flatMap(type -> type.getMethods().stream())
                        .map(JavaMethod::reflect)
                        .flatMap(Operation::of)
                        .toList();
    }

    private static Stream<Operation> of(Method method) {
        var kinds = new ArrayList<Kind>();
        if (method.isAnnotationPresent(Query.class)) kinds.add(Kind.QUERY);
        if (method.isAnnotationPresent(Mutation.class)) kinds.add(Kind.MUTATION);
        if (method.isAnnotationPresent(io.smallrye.graphql.api.Subscription.class)) kinds.add(Kind.SUBSCRIPTION);
        if (method.isAnnotationPresent(Resolver.class)) kinds.add(Kind.RESOLVER);
        if (Stream.of(method.getParameters()).anyMatch(Operation::isSource)) kinds.add(Kind.SOURCE);
        return kinds.stream().map(kind -> new Operation(method, kind));
    }

    private static boolean isSource(Parameter parameter) {
        return parameter.isAnnotationPresent(Source.class);
    }

    String name() {
        var name = method.getAnnotation(Name.class);
        return kind.name().toLowerCase(Locale.ROOT) + " " + (name == null ? method.getName() : name.value());
    }

    /** Each of the method's guards, in words. */
    List<String> guards() {
        var guards = new ArrayList<String>();
        var governed = method.getAnnotation(Governed.class);
        var roles = method.getAnnotation(RolesAllowed.class);
        if (governed != null) guards.add("governed " + governed.value());
        if (roles != null) guards.add("roles " + String.join(", ", roles.value()));
        if (method.isAnnotationPresent(OpenToAll.class)) guards.add("open");
        return guards;
    }
}
