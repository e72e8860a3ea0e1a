package org.entente.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/**
 * A district of Port-Lazare; its outline is in longitude and latitude (WGS 84).
 *
 * @param middle a point inside, kept because it is slow to find
 */
record District(String code, String name, Polygon outline, Coordinate middle) {

    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    /** The districts of {@code demo/districts.geojson}, in the order of their codes. */
    static List<District> all() {
        List<District> all = new ArrayList<>();
        DemoCity.read("districts.geojson", JsonNode.class).get("features").forEach(f -> all.add(of(f)));
        return List.copyOf(all);
    }

    private static District of(JsonNode feature) {
        JsonNode properties = feature.get("properties");
        Polygon outline = polygon(feature.at("/geometry/coordinates/0"));
        return new District(
                properties.get("code").asText(),
                properties.get("name_fr").asText(),
                outline,
                outline.getInteriorPoint().getCoordinate());
    }

    private static Polygon polygon(JsonNode ring) {
        List<Coordinate> corners = new ArrayList<>();
        ring.forEach(
                c -> corners.add(new Coordinate(c.get(0).asDouble(), c.get(1).asDouble())));
        return GEOMETRY.createPolygon(corners.toArray(Coordinate[]::new));
    }

    /** A point inside, drawn close to the middle more often than to the edge; rounded to 1e-5 degrees (about 1 m). */
    Coordinate somewhere(Random random) {
        return somewhere(random, 1e5);
    }

    /** @param perDegree how many steps a degree has: 1e3 rounds to about 100 m */
    Coordinate somewhere(Random random, double perDegree) {
        Envelope box = outline.getEnvelopeInternal();
        return near(middle, box.getWidth() / 4, box.getHeight() / 4, random, perDegree);
    }

    /** A point inside, about 200 m from another one. */
    Coordinate near(Coordinate other, Random random) {
        return near(other, 0.002, 0.002, random, 1e5);
    }

    private Coordinate near(Coordinate middle, double width, double height, Random random, double perDegree) {
        Coordinate drawn;
        do {
            drawn = new Coordinate(
                    Math.round((middle.x + random.nextGaussian() * width) * perDegree) / perDegree,
                    Math.round((middle.y + random.nextGaussian() * height) * perDegree) / perDegree);
        } while (!outline.contains(GEOMETRY.createPoint(drawn)));
        return drawn;
    }
}
