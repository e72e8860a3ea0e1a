package org.entente.local;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the tourist office shows to visitors. */
final class PointsOfInterest {

    static final int ROWS = 300;
    private static final String[] NAMES = {
        "de la Corderie", "du Phare-Blanc", "des Salins", "de la Vigie", "du Vieux-Chantier", "des Calfats",
        "de la Darse", "du Levant", "des Pêcheurs", "de la Consigne", "du Mistral", "des Oursins",
        "de l'Amiral", "de la Tour-Carrée", "des Voiliers", "du Belvédère", "de la Criée", "des Tamaris",
        "du Lavoir", "de la Poudrière", "des Cordages", "de l'Estacade", "du Sémaphore", "des Grands-Pins",
        "de la Madrague", "du Petit-Môle"
    };

    private PointsOfInterest() {}

    private record Name(PlaceKind kind, String name) {}

    static Stream<Row> rows() {
        Random random = new Random(2_001);
        List<District> districts = District.all();
        List<Name> names = names(random);
        return IntStream.range(0, ROWS).mapToObj(i -> row(i, names.get(i), districts, random));
    }

    /** Every pair of a kind and a name once, in a drawn order: no two places are called the same. */
    private static List<Name> names(Random random) {
        List<Name> names = new ArrayList<>();
        for (PlaceKind kind : PlaceKind.values()) {
            Stream.of(NAMES).forEach(n -> names.add(new Name(kind, kind.noun + " " + n)));
        }
        Collections.shuffle(names, random);
        return names;
    }

    private static Row row(int index, Name name, List<District> districts, Random random) {
        District district = name.kind.pull.draw(districts, random);
        return Row.at(district.somewhere(random))
                .with("poi_id", "POI-%04d".formatted(index + 1))
                .with("name", name.name)
                .with("kind", name.kind.code)
                .with("district", district.code())
                .with("accessible", random.nextInt(100) < 64)
                .with("price_euros", price(name.kind, random))
                .with("open_all_year", random.nextInt(100) < 71);
    }

    private static BigDecimal price(PlaceKind kind, Random random) {
        long halfEuros = kind.ticketed ? 6 + random.nextInt(20) : 0;
        return BigDecimal.valueOf(halfEuros * 50, 2);
    }
}
