package org.entente.access;

import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.execution.AbortExecutionException;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.language.Field;
import graphql.language.Node;
import graphql.language.NodeTraverser;
import graphql.language.NodeVisitorStub;
import graphql.parser.ParserOptions;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import io.smallrye.graphql.spi.EventingService;

/**
 * Bounds that SmallRye has no setting for, beside its own (depth, complexity): tokens of a document, aliases and entities of an operation. Named
 * in META-INF/services; it adds to SmallRye's instrumentation and keeps all of it.
 */
public class QueryLimits implements EventingService {
    private static final int TOKENS = 4_000;
    private static final int ALIASES = 30;

    @Override
    public String getConfigKey() {
        return null;
    }

    @Override
    public GraphQL.Builder beforeGraphQLBuild(GraphQL.Builder builder) {
        // quarkus.smallrye-graphql.parser-max-tokens sets the options of schemas, not those of operations
        ParserOptions.setDefaultOperationParserOptions(
                ParserOptions.getDefaultOperationParserOptions().transform(options -> options.maxTokens(TOKENS)));
        return builder.instrumentation(WholeOperations.of(builder.build().getInstrumentation(), new FieldLimits()));
    }

    private static final class FieldLimits extends SimplePerformantInstrumentation {
        @Override
        public InstrumentationContext<ExecutionResult> beginExecuteOperation(
                InstrumentationExecuteOperationParameters parameters, InstrumentationState state) {
            int[] aliases = {0};
            int[] entities = {0};
            new NodeTraverser()
                    .preOrder(
                            new NodeVisitorStub() {
                                @Override
                                public TraversalControl visitField(Field field, TraverserContext<Node> context) {
                                    aliases[0] += field.getAlias() == null ? 0 : 1;
                                    entities[0] += field.getName().equals(Entities.FIELD) ? 1 : 0;
                                    return TraversalControl.CONTINUE;
                                }
                            },
                            parameters.getExecutionContext().getDocument().getDefinitions());
            if (aliases[0] > ALIASES) {
                throw new AbortExecutionException("More than " + ALIASES + " aliases");
            }
            if (entities[0] > 1) {
                throw new AbortExecutionException("More than one list of entities");
            }
            return SimpleInstrumentationContext.noOp();
        }
    }
}
