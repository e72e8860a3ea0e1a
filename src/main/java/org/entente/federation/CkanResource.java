package org.entente.federation;

import com.fasterxml.jackson.databind.JsonNode;
import org.entente.catalogue.Distribution;

/** Reads one resource of a CKAN package. */
record CkanResource(CkanFields said) {
    static Distribution read(JsonNode resource) {
        return new CkanResource(new CkanFields(resource)).distribution();
    }

    private Distribution distribution() {
        var address = WebAddress.link(said.first("url", "accessURL"));
        var mediaType = FormatCode.mediaType(said.first("mimetype"));
        return new Distribution(
                said.first("name", "title"),
                address,
                download(address),
                FormatCode.of(said.first("format"), mediaType, address),
                mediaType,
                Said.bytes(said.first("size")));
    }

    /** CKAN has one address for page and file; it is the file's where the portal holds the file or says so. */
    private String download(String address) {
        var download = WebAddress.link(said.first("download_url", "downloadURL"));
        boolean isFile = String.valueOf(said.first("url_type")).equals("upload")
                || String.valueOf(said.first("resource_type")).startsWith("file");
        return download == null && isFile ? address : download;
    }
}
