package org.entente.observatory;

import java.text.MessageFormat;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** Puts an {@link Anomaly} into words, of {@code messages/anomalies_*.properties}: what was seen, how rare it is, what was like it. */
public final class AnomalyText {
    private static final ResourceBundle.Control AS_ASKED =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    private static final double FOUR_DIGITS = 1e4;
    private static final double MILLION = 1e6;

    private final ResourceBundle words;
    private final Locale locale;
    private final ZoneId zone;

    /** In a language that there is a bundle for: fr or en. */
    public AnomalyText(Locale locale, ZoneId zone) {
        words = ResourceBundle.getBundle("messages/anomalies", locale, AS_ASKED);
        this.locale = locale;
        this.zone = zone;
    }

    /**
     * The whole of it.
     *
     * @param occasions what of the calendar held then
     */
    public String of(Anomaly anomaly, List<String> occasions) {
        var sentences = new ArrayList<String>();
        sentences.add(said(
                anomaly.kind().name(), rounded(anomaly.value()), rounded(anomaly.expected()), rounded(anomaly.band())));
        rarity(anomaly, sentences);
        if (!anomaly.similar().isEmpty()) {
            var likest = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                    .localizedBy(locale)
                    .format(anomaly.similar().getFirst().at().atZone(zone));
            sentences.add(said("similar", anomaly.similar().size(), likest));
        }
        if (!occasions.isEmpty()) {
            sentences.add(said("occasions", String.join(", ", occasions)));
        }
        return String.join(" ", sentences);
    }

    /** Of a neighbourhood, whose numbers are no measured values. */
    String ofTheMedian(int neighbours) {
        return said("median", neighbours);
    }

    private void rarity(Anomaly anomaly, List<String> sentences) {
        if (anomaly.isByRule()) {
            return;
        }
        if (anomaly.kind().isCounted()) {
            boolean never = anomaly.oneIn() > anomaly.observations();
            sentences.add(
                    never
                            ? said("never", anomaly.observations())
                            : said("one_in", anomaly.oneIn(), anomaly.observations()));
        }
        sentences.add(
                anomaly.probability() < 1 / MILLION
                        ? said("hardly_ever")
                        : said("once_in_days", Math.round(1 / anomaly.probability())));
    }

    private String said(String key, Object... values) {
        return new MessageFormat(words.getString(key), locale).format(values);
    }

    /** To four significant digits. */
    private static double rounded(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value;
        }
        double unit = Math.pow(10, Math.floor(Math.log10(Math.abs(value))) + 1) / FOUR_DIGITS;
        return unit == 0 ? value : Math.rint(value / unit) * unit;
    }
}
