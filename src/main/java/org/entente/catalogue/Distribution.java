package org.entente.catalogue;

/**
 * One way to obtain a dataset (dcat:Distribution). Every part may be null: partners often say little.
 *
 * @param accessUrl an http or https address of a page or a file
 * @param downloadUrl an http or https address of the file itself, where the partner says so
 * @param format upper-case code such as CSV, JSON, GEOJSON
 * @param mediaType such as text/csv
 * @param byteSize bytes, as declared
 */
public record Distribution(
        String title, String accessUrl, String downloadUrl, String format, String mediaType, Long byteSize) {
    /** What there is, without where: the publisher's own servers may not ask who reads. */
    Distribution withoutAddresses() {
        return new Distribution(title, null, null, format, mediaType, byteSize);
    }
}
