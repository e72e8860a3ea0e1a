package org.entente.federation;

import org.apache.jena.rdf.model.Resource;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.entente.catalogue.Distribution;

/** Reads one dcat:Distribution, typed as such or only linked. */
record DcatDistribution(DcatResource said) {
    static Distribution read(Resource thing) {
        return new DcatDistribution(new DcatResource(thing)).distribution();
    }

    private Distribution distribution() {
        var download = said.link(DCAT.downloadURL);
        var mediaType = FormatCode.mediaType(said.value(DCAT.mediaType));
        return new Distribution(
                Labels.one(said.thing(), DCTerms.title),
                access(download),
                download,
                FormatCode.of(said.value(DCTerms.format), mediaType, download),
                mediaType,
                Said.bytes(said.value(DCAT.byteSize)));
    }

    /** Where no address is given, its own IRI leads nearest to it. */
    private String access(String download) {
        var access = said.link(DCAT.accessURL);
        if (access != null) {
            return access;
        }
        return download != null ? download : WebAddress.link(said.thing().getURI());
    }
}
