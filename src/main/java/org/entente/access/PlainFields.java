package org.entente.access;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.LightDataFetcher;
import io.smallrye.graphql.execution.datafetcher.PlugableDataFetcher;
import io.smallrye.graphql.schema.model.Field;
import io.smallrye.graphql.schema.model.Reference;
import io.smallrye.graphql.schema.model.ReferenceType;
import io.smallrye.graphql.schema.model.Type;
import io.smallrye.graphql.schema.model.Wrapper;
import io.smallrye.graphql.spi.ClassloadingService;
import io.smallrye.graphql.spi.DataFetcherService;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.function.Supplier;

/**
 * Reads the plain fields of an answer, of which it has hundreds, without describing each one's place in the query first: SmallRye's own
 * fetcher lists the selected fields at every value, and asks for an environment that graphql-java then has to build. Fields whose values are
 * transformed on their way out are left to it. Found by {@link java.util.ServiceLoader}.
 */
public class PlainFields implements DataFetcherService {
    /** Before Quarkus' own, which has 1. */
    private static final int FIRST = 2;

    @Override
    public Integer getPriority() {
        return FIRST;
    }

    /** Null for what the next service, or SmallRye itself, should read. */
    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // as it is declared
    public PlugableDataFetcher getFieldDataFetcher(Field field, Type type, Reference owner) {
        return isPlain(field) ? new PlainField(accessor(field, owner)) : null;
    }

    private static boolean isPlain(Field field) {
        var reference = field.getReference();
        return field.getMethodName() != null
                && (!field.hasWrapper() || isList(field.getWrapper()))
                && !field.hasTransformation()
                && !field.isAdaptingTo()
                && !field.isAdaptingWith()
                && !reference.isAdaptingTo()
                && !reference.isAdaptingWith()
                && (reference.getType() != ReferenceType.SCALAR
                        || reference.getClassName().equals(reference.getGraphQLClassName()));
    }

    private static boolean isList(Wrapper wrapper) {
        return wrapper.isCollection() && wrapper.getWrapper() == null;
    }

    private static Method accessor(Field field, Reference owner) {
        try {
            var accessor =
                    ClassloadingService.get().loadClass(owner.getClassName()).getMethod(field.getMethodName());
            accessor.setAccessible(true);
            return accessor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a field of the schema cannot be read", e);
        }
    }

    private record PlainField<T>(Method accessor) implements LightDataFetcher<T>, PlugableDataFetcher<T> {
        @Override
        public T get(GraphQLFieldDefinition field, Object source, Supplier<DataFetchingEnvironment> environment)
                throws Exception {
            return read(source);
        }

        @Override
        public T get(DataFetchingEnvironment environment) throws Exception {
            return read(environment.getSource());
        }

        @SuppressWarnings("unchecked") // what the accessor gives is what the schema was made of
        private T read(Object source) throws Exception {
            try {
                return (T) accessor.invoke(source);
            } catch (InvocationTargetException e) {
                throw e.getCause() instanceof Exception failure ? failure : e;
            }
        }
    }
}
