package org.entente.local.node;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.TrimFilter;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.util.ElisionFilter;
import org.elasticsearch.cluster.node.DiscoveryNodes;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.features.NodeFeature;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.PreConfiguredTokenFilter;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.ActionPlugin;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.rest.RestHandler;
import org.tartarus.snowball.SnowballStemmer;
import org.tartarus.snowball.ext.DutchStemmer;
import org.tartarus.snowball.ext.EnglishStemmer;
import org.tartarus.snowball.ext.FrenchStemmer;

/**
 * Registers Lucene's analysis components under the names and settings that a stock cluster gives them, so that one body of
 * index settings works on both. What is not here is refused by the node with its name: an index never silently differs.
 * ({@code stop} and {@code lowercase} are part of the server itself.)
 */
public final class LocalAnalysisPlugin extends Plugin implements AnalysisPlugin, ActionPlugin {

    @Override
    public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
        return Map.of(
                "asciifolding", normalizing(LocalAnalysisPlugin::asciifolding),
                "lowercase", normalizing((environment, settings) -> org.apache.lucene.analysis.LowerCaseFilter::new),
                "trim", normalizing((environment, settings) -> TrimFilter::new),
                "elision", normalizing(LocalAnalysisPlugin::elision),
                "stemmer", filtering((environment, settings) -> stemmer(settings.get("language", "english"))),
                "edge_ngram", filtering(LocalAnalysisPlugin::edgeNgram));
    }

    /** The filters that may be named without settings; normalizers can use only these and configured ones. */
    @Override
    public List<PreConfiguredTokenFilter> getPreConfiguredTokenFilters() {
        return List.of(
                PreConfiguredTokenFilter.singleton("asciifolding", true, ASCIIFoldingFilter::new),
                PreConfiguredTokenFilter.singleton("trim", true, TrimFilter::new));
    }

    @Override
    public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
        return Map.of(
                "keyword",
                        (index, environment, name, settings) ->
                                TokenizerFactory.newFactory(name, KeywordTokenizer::new),
                "whitespace",
                        (index, environment, name, settings) ->
                                TokenizerFactory.newFactory(name, WhitespaceTokenizer::new));
    }

    @Override
    public Collection<RestHandler> getRestHandlers(
            RestHandlersServices services, Supplier<DiscoveryNodes> nodes, Predicate<NodeFeature> features) {
        return List.of(new NodeInformation());
    }

    private static TokenFilter asciifolding(Environment environment, Settings settings) {
        boolean keepOriginal = settings.getAsBoolean("preserve_original", false);
        return tokens -> new ASCIIFoldingFilter(tokens, keepOriginal);
    }

    private static TokenFilter elision(Environment environment, Settings settings) {
        var given = Analysis.parseArticles(environment, settings);
        var articles = given == null ? FrenchAnalyzer.DEFAULT_ARTICLES : given;
        return tokens -> new ElisionFilter(tokens, articles);
    }

    private static TokenFilter edgeNgram(Environment environment, Settings settings) {
        int shortest = settings.getAsInt("min_gram", 1);
        int longest = settings.getAsInt("max_gram", 2);
        boolean keepOriginal = settings.getAsBoolean("preserve_original", false);
        return tokens -> new EdgeNGramTokenFilter(tokens, shortest, longest, keepOriginal);
    }

    private static TokenFilter stemmer(String language) {
        return switch (language) {
            case "light_french" -> FrenchLightStemFilter::new;
            case "french" -> snowball(FrenchStemmer::new);
            case "english" -> PorterStemFilter::new;
            case "porter2" -> snowball(EnglishStemmer::new);
            case "dutch" -> snowball(DutchStemmer::new);
            default -> throw new IllegalArgumentException("the local node has no stemmer [" + language + "]");
        };
    }

    private static TokenFilter snowball(Supplier<SnowballStemmer> stemmer) {
        return tokens -> new SnowballFilter(tokens, stemmer.get());
    }

    private static AnalysisProvider<TokenFilterFactory> filtering(ConfiguredFilter filter) {
        return (index, environment, name, settings) ->
                new LocalFilterFactory.Filtering(name, filter.with(environment, settings));
    }

    private static AnalysisProvider<TokenFilterFactory> normalizing(ConfiguredFilter filter) {
        return (index, environment, name, settings) ->
                new LocalFilterFactory.Normalizing(name, filter.with(environment, settings));
    }

    /** Reads the settings once, when the index is opened. */
    private interface ConfiguredFilter {
        TokenFilter with(Environment environment, Settings settings);
    }

    /** One step of an analysis chain. */
    interface TokenFilter {
        TokenStream of(TokenStream tokens);
    }
}
