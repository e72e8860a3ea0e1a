package org.entente.local;

/**
 * The addresses that a partner's catalogue gives.
 *
 * @param base scheme, host and port by which the portals were reached
 * @param partner the partner's id
 */
record PortalLinks(String base, String partner) {

    static final Bilingual NOTICE = new Bilingual(
            "Port-Lazare n'existe pas : cette ville, ses partenaires et toutes leurs données sont simulés.",
            "Port-Lazare does not exist: this city, its partners and all their data are simulated.");

    /** A name that stays the same when the portals move to another port; nothing answers there. */
    String identifier(String kind, String name) {
        return "https://donnees.port-lazare.example/" + partner + "/" + kind + "/" + name;
    }

    String home() {
        return base + "/" + partner;
    }

    String landingPage(DemoDataset dataset) {
        return home() + "/dataset/" + dataset.key();
    }

    String file(DemoDataset.Distribution distribution) {
        return home() + "/data/" + distribution.file();
    }

    /** Where a distribution is reached: its file, or the page that describes it. */
    String access(DemoDataset dataset, DemoDataset.Distribution distribution) {
        return distribution.file() == null ? landingPage(dataset) : file(distribution);
    }

    String licence(DemoDataset dataset) {
        return dataset.licence().url(base);
    }
}
