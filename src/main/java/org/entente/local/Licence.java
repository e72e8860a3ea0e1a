package org.entente.local;

/** The terms under which a demo distribution is handed out. */
enum Licence {
    LICENCE_OUVERTE("fr-lo", "Licence Ouverte 2.0", "https://www.etalab.gouv.fr/licence-ouverte-open-licence"),
    ODBL("odc-odbl", "Open Database License 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
    CC_BY("cc-by", "Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    /** Not an open licence: the portal's own page says that a convention is needed. */
    CONVENTION("other-closed", "Sous convention / Under a convention", null);

    final String ckanId;
    final String title;
    private final String url;

    Licence(String ckanId, String title, String url) {
        this.ckanId = ckanId;
        this.title = title;
        this.url = url;
    }

    String url(String base) {
        return url == null ? base + "/conditions" : url;
    }
}
