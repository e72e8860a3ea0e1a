package org.entente.local;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Coordinate;

/** Something that happened in Port-Lazare, in simulation. */
record CityEvent<K extends EventKind>(K kind, Instant at, District district, Coordinate where) {

    /** Draws events in the order of their time. The same random state gives the same events. */
    static <K extends EventKind> List<CityEvent<K>> draw(Random random, int count, K[] kinds) {
        List<District> districts = District.all();
        int[] weights = Stream.of(kinds).mapToInt(k -> k.occurrence().weight()).toArray();
        return Stream.generate(() -> one(random, districts, kinds[Weighted.index(weights, random)]))
                .limit(count)
                .sorted(Comparator.comparing(CityEvent::at))
                .toList();
    }

    private static <K extends EventKind> CityEvent<K> one(Random random, List<District> districts, K kind) {
        District district = kind.occurrence().pull().draw(districts, random);
        return new CityEvent<>(kind, kind.occurrence().rhythm().draw(random), district, district.somewhere(random));
    }
}
