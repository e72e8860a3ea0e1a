package org.entente.portal;

import java.util.Locale;

/** What results can be narrowed by, in the order of the page; the names of the catalogue's facets. */
public enum FacetName {
    THEME("theme"),
    ACCESS("accessLevel"),
    OWNER("owner"),
    FORMAT("format"),
    LICENCE("licence");

    private final String facet;

    FacetName(String facet) {
        this.facet = facet;
    }

    /** In the page's address. */
    public String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In the catalogue's answer. */
    String facet() {
        return facet;
    }
}
