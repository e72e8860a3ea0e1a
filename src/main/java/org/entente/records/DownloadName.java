package org.entente.records;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.UUID;

/** What a download is called where it is kept: after its dataset's title, in characters and of a length that file systems take. */
final class DownloadName {
    private static final int LONGEST = 50;
    private static final int SHORT_ID = 8;

    private DownloadName() {}

    /** A {@code Content-Disposition} (RFC 6266); letters with accents and of other scripts stand in {@code filename*} (RFC 8187). */
    static String disposition(String title, UUID dataset, String extension) {
        var rest = dataset.toString().substring(0, SHORT_ID) + "." + extension;
        var name = words(Normalizer.normalize(title, Normalizer.Form.NFC)) + rest;
        var plain = words(Normalizer.normalize(title, Normalizer.Form.NFD)
                        .replaceAll("\\p{M}", "")
                        .replaceAll("[^\\p{ASCII}]", " "))
                + rest;
        var said = "attachment; filename=\"" + plain + "\"";
        return name.equals(plain)
                ? said
                : said + "; filename*=UTF-8''" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    /** With a hyphen behind each; none for a title without letters and digits. */
    private static String words(String title) {
        var words = title.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}]+", "-")
                .replaceFirst("^-", "");
        int length = Math.min(words.codePointCount(0, words.length()), LONGEST);
        var cut = words.substring(0, words.offsetByCodePoints(0, length)).replaceFirst("-$", "");
        return cut.isEmpty() ? "" : cut + "-";
    }
}
