package org.entente.observatory;

import jakarta.json.JsonBuilderFactory;
import jakarta.json.spi.JsonProvider;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.entente.kernel.Point;
import org.entente.observatory.SeriesView.Shown;
import org.entente.policy.Action;
import org.entente.policy.MaskMethod;
import org.entente.records.Masking;

/** Shows a series with its fields masked as its records' would be. */
final class SeriesViews {
    private static final JsonBuilderFactory JSON = JsonProvider.provider().createBuilderFactory(Map.of());

    private SeriesViews() {}

    static SeriesView of(
            Series series,
            GrantedSeries granted,
            GrantedSeries.Part part,
            Map<String, MaskMethod> masks,
            Masking masking,
            boolean whole) {
        var fields = granted.fields();
        var keys = JSON.createObjectBuilder();
        for (var field : fields.keys()) {
            var shown = (String) shown(masks, masking, field.name, SeriesFields.key(series, field));
            if (shown != null) {
                keys.add(field.name, shown);
            }
        }
        return new SeriesView(
                series.id().toString(),
                granted.decided().dataset().toString(),
                (String) shown(masks, masking, SeriesFields.MEASURE, series.measure()),
                masks.containsKey(SeriesFields.MEASURE) ? null : series.unit(),
                series.frequency().toString(),
                series.lateness().toString(),
                place(series, masks, masking),
                keys.build(),
                masks.keySet().stream().sorted().toList(),
                whole || granted.isDerived(series) || granted.decided().action() == Action.SUBSCRIBE
                        ? null
                        : newest(series, part),
                IndicatorView.of(series.indicator()),
                ComparisonView.of(series.comparison()),
                series.comparedBy() == null || !granted.showsComparing()
                        ? null
                        : series.comparedBy().toString(),
                series,
                new Shown(granted, part, whole));
    }

    private static Object shown(Map<String, MaskMethod> masks, Masking masking, String field, Object value) {
        var method = masks.get(field);
        return method == null ? value : masking.masked(method, value);
    }

    /** The areas are those of the exact place. */
    private static SeriesView.Place place(Series series, Map<String, MaskMethod> masks, Masking masking) {
        var exact = !masks.containsKey(SeriesFields.PLACE);
        return shown(masks, masking, SeriesFields.PLACE, series.place())
                        instanceof Point(double longitude, double latitude)
                ? new SeriesView.Place(longitude, latitude, exact ? series.areas() : List.of())
                : null;
    }

    /** Told only to who may see every observation. */
    private static Instant newest(Series series, GrantedSeries.Part part) {
        return part.observations().takesAll() ? series.newest() : null;
    }
}
