package org.entente.local.node;

import org.apache.lucene.analysis.TokenStream;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;
import org.elasticsearch.index.analysis.NormalizingTokenFilterFactory;
import org.entente.local.node.LocalAnalysisPlugin.TokenFilter;

/** The two kinds of filter that the server knows: only a normalizing one may stand in a keyword's normalizer. */
abstract sealed class LocalFilterFactory extends AbstractTokenFilterFactory {

    private final TokenFilter filter;

    private LocalFilterFactory(String name, TokenFilter filter) {
        super(name);
        this.filter = filter;
    }

    @Override
    public TokenStream create(TokenStream tokens) {
        return filter.of(tokens);
    }

    static final class Filtering extends LocalFilterFactory {
        Filtering(String name, TokenFilter filter) {
            super(name, filter);
        }
    }

    static final class Normalizing extends LocalFilterFactory implements NormalizingTokenFilterFactory {
        Normalizing(String name, TokenFilter filter) {
            super(name, filter);
        }
    }
}
