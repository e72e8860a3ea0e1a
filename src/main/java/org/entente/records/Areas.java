package org.entente.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.entente.kernel.Point;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.index.strtree.STRtree;

/** The named areas of the city, in which places are found when records are loaded. */
@ApplicationScoped
public class Areas {
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private final AgroalDataSource database;
    private final ObjectMapper json;

    Areas(AgroalDataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /**
     * Adds or replaces one; records that are loaded later are found in it.
     *
     * @param geometry a GeoJSON Polygon or MultiPolygon in WGS 84
     */
    public void define(String code, Map<String, String> names, JsonNode geometry) throws SQLException {
        polygons(geometry);
        try (var connection = database.getConnection();
                var upsert = connection.prepareStatement("""
                        insert into area (code, names, geometry) values (?, ?::jsonb, ?::jsonb)
                        on conflict (code) do update set names = excluded.names, geometry = excluded.geometry
                        """)) {
            upsert.setString(1, code);
            upsert.setString(2, json.valueToTree(names).toString());
            upsert.setString(3, geometry.toString());
            upsert.executeUpdate();
        }
    }

    /** Whether there is one of this code. */
    public boolean has(String code) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("select from area where code = ?")) {
            select.setString(1, code);
            try (var row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** As they are now, for one load. */
    public Located located() throws SQLException, IOException {
        var tree = new STRtree();
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("select code, geometry from area");
                var rows = select.executeQuery()) {
            while (rows.next()) {
                var shape = GEOMETRY.createMultiPolygon(polygons(json.readTree(rows.getString(2))));
                tree.insert(
                        shape.getEnvelopeInternal(),
                        new Area(rows.getString(1), PreparedGeometryFactory.prepare(shape)));
            }
        }
        tree.build();
        return new Located(tree);
    }

    private record Area(String code, PreparedGeometry shape) {}

    public record Located(STRtree tree) {
        /** The codes of the areas in which a place lies, their borders included. */
        public List<String> of(Point place) {
            var at = GEOMETRY.createPoint(new Coordinate(place.longitude(), place.latitude()));
            var codes = new ArrayList<String>();
            for (Object candidate : tree.query(at.getEnvelopeInternal())) {
                var area = (Area) candidate;
                if (area.shape.covers(at)) {
                    codes.add(area.code);
                }
            }
            codes.sort(null);
            return codes;
        }
    }

    private static Polygon[] polygons(JsonNode geometry) {
        var polygons = new ArrayList<Polygon>();
        switch (geometry.path("type").asText()) {
            case "Polygon" -> polygons.add(polygon(geometry.get("coordinates")));
            case "MultiPolygon" ->
                geometry.get("coordinates").forEach(coordinates -> polygons.add(polygon(coordinates)));
            default -> throw new IllegalArgumentException("a Polygon or MultiPolygon is expected");
        }
        return polygons.toArray(Polygon[]::new);
    }

    private static Polygon polygon(JsonNode rings) {
        var holes = new ArrayList<LinearRing>();
        for (int i = 1; i < rings.size(); i++) {
            holes.add(ring(rings.get(i)));
        }
        return GEOMETRY.createPolygon(ring(rings.get(0)), holes.toArray(LinearRing[]::new));
    }

    private static LinearRing ring(JsonNode positions) {
        var coordinates = new Coordinate[positions.size()];
        for (int i = 0; i < coordinates.length; i++) {
            var position = positions.get(i);
            coordinates[i] = new Coordinate(
                    position.get(0).doubleValue(), position.get(1).doubleValue());
        }
        return GEOMETRY.createLinearRing(coordinates);
    }
}
