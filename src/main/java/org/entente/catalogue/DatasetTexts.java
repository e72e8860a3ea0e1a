package org.entente.catalogue;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch._types.query_dsl.TextQueryType;
import java.util.List;
import java.util.stream.Stream;

/** The texts of a dataset in the index, with their weight against each other, and how a word is looked for in them. */
enum DatasetTexts {
    TITLE(8, "title.all", "title.fr", "title.en"),
    KEYWORD(5, "keyword", "keyword.fr"),
    PUBLISHER(3, "publisher"),
    DESCRIPTION(2, "description.all", "description.fr", "description.en"),
    LEAD(2, "lead");

    /** Dyadic, as all weights of the ranking are. */
    final double weight;

    private final List<String> fields;

    DatasetTexts(double weight, String... fields) {
        this.weight = weight;
        this.fields = List.of(fields);
    }

    Query has(String word) {
        return Query.of(q -> q.multiMatch(m -> m.query(word).fields(fields)));
    }

    /** @param slop how many places words may be off */
    Query hasPhrase(String phrase, int slop) {
        return Query.of(q -> q.multiMatch(
                m -> m.query(phrase).fields(fields).type(TextQueryType.Phrase).slop(slop)));
    }

    /**
     * With one or two typing errors, the first letter right. All near words are taken ({@code constant_score} rewrite): any rewrite
     * with a budget would spend it on words that only hidden datasets have.
     */
    Query hasNearly(String word) {
        return Query.of(q -> q.match(m -> m.field(fields.getFirst())
                .query(word)
                .fuzziness("AUTO:4,7")
                .prefixLength(1)
                .fuzzyRewrite("constant_score")));
    }

    static Query anywhere(String word) {
        var all = Stream.of(TITLE, KEYWORD, PUBLISHER, DESCRIPTION)
                .flatMap(text -> text.fields.stream())
                .toList();
        return Query.of(q -> q.multiMatch(m -> m.query(word).fields(all)));
    }
}
