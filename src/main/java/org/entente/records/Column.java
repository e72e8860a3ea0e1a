package org.entente.records;

import org.entente.kernel.FieldType;
import org.entente.kernel.Point;

/**
 * One column of a download.
 *
 * @param position of its field among those that are read
 * @param type of what is in it, after masking
 * @param scale digits after the decimal point
 */
record Column(String name, int position, Part part, FieldType type, int scale) {
    enum Part {
        WHOLE,
        LONGITUDE,
        LATITUDE
    }

    /** @param shown the field's value, masked */
    Object cell(Object shown) {
        return switch (part) {
            case WHOLE -> shown;
            case LONGITUDE -> shown == null ? null : ((Point) shown).longitude();
            case LATITUDE -> shown == null ? null : ((Point) shown).latitude();
        };
    }
}
