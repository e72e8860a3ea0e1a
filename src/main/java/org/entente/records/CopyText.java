package org.entente.records;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.entente.kernel.Point;

/** Lines of PostgreSQL's COPY text format. */
final class CopyText {
    private static final String NULL = "\\N";

    private final StringBuilder line = new StringBuilder(256);

    CopyText value(Object value) {
        switch (value) {
            case null -> cell(NULL);
            case Point place -> cell(String.valueOf(place.longitude())).cell(String.valueOf(place.latitude()));
            case Instant instant -> cell(instant.toString());
            case List<?> codes -> array(codes);
            default -> escaped(value.toString());
        }
        return this;
    }

    /** A place that is absent is absent in both of its columns. */
    CopyText noPlace() {
        return cell(NULL).cell(NULL);
    }

    private void array(List<?> codes) {
        var text = new StringBuilder("{");
        for (int i = 0; i < codes.size(); i++) {
            text.append(i == 0 ? "\"" : ",\"")
                    .append(codes.get(i).toString().replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        escaped(text.append('}').toString());
    }

    private void escaped(String text) {
        separate();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> line.append("\\\\");
                case '\t' -> line.append("\\t");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                default -> line.append(c);
            }
        }
    }

    private CopyText cell(String text) {
        separate();
        line.append(text);
        return this;
    }

    private void separate() {
        if (!line.isEmpty()) {
            line.append('\t');
        }
    }

    void end(ByteArrayOutputStream out) {
        out.writeBytes(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        line.setLength(0);
    }
}
