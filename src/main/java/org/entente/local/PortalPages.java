package org.entente.local;

import java.util.stream.Collectors;

/** The portals' web pages, in French and English on the same page. */
final class PortalPages {

    private PortalPages() {}

    static String index(DemoCity city) {
        String portals = city.catalogues().stream()
                .map(c -> "<li><a href=\"/%s\">%s</a> · <span lang=\"en\">%s</span></li>"
                        .formatted(
                                c.partner().id(),
                                text(c.partner().nameFr()),
                                text(c.partner().nameEn())))
                .collect(Collectors.joining("\n"));
        return page(new Bilingual("Portails de Port-Lazare", "Portals of Port-Lazare"), "<ul>" + portals + "</ul>");
    }

    static String portal(DemoCity.Catalogue catalogue) {
        String id = catalogue.partner().id();
        String datasets = catalogue.datasets().stream()
                .map(d -> "<li><a href=\"/%s/dataset/%s\">%s</a> · <span lang=\"en\">%s</span></li>"
                        .formatted(
                                id,
                                d.key(),
                                text(d.title().fr()),
                                text(d.title().en())))
                .collect(Collectors.joining("\n"));
        String link = "<p><a href=\"%s\">Catalogue (%s)</a></p>"
                .formatted(catalogue.source().path(), catalogue.source().format());
        return page(catalogue.partner().name(), link + "<ul>" + datasets + "</ul>");
    }

    static String dataset(DemoCity.Catalogue catalogue, DemoDataset dataset) {
        String files = dataset.distributions().stream()
                .filter(d -> d.file() != null)
                .map(d -> "<li><a href=\"/%s/data/%s\">%s</a></li>"
                        .formatted(catalogue.partner().id(), d.file(), d.file()))
                .collect(Collectors.joining("\n"));
        return page(
                dataset.title(),
                both(dataset.description()) + (files.isEmpty() ? both(NO_FILE) : "<ul>" + files + "</ul>"));
    }

    private static final Bilingual NO_FILE = new Bilingual(
            "Cette démonstration décrit ce jeu de données sans en fournir le fichier.",
            "This demonstration describes this dataset and does not hand out its file.");

    static String conditions() {
        return page(
                new Bilingual("Conditions d'accès", "Terms of access"),
                both(new Bilingual(
                        "Ces données ne sont transmises que dans le cadre d'une convention avec le partenaire qui les détient.",
                        "These data are passed on only under a convention with the partner that holds them.")));
    }

    static String notFound() {
        return page(new Bilingual("Page introuvable", "Page not found"), "<p><a href=\"/\">Port-Lazare</a></p>");
    }

    private static String page(Bilingual title, String body) {
        return """
                <!doctype html>
                <html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>%s</title></head><body><main><h1>%s</h1><p lang="en"><strong>%s</strong></p>
                %s
                </main><footer>%s</footer></body></html>
                """.formatted(text(title.fr()), text(title.fr()), text(title.en()), body, both(PortalLinks.NOTICE));
    }

    private static String both(Bilingual text) {
        return "<p>" + text(text.fr()) + "</p><p lang=\"en\">" + text(text.en()) + "</p>";
    }

    private static String text(String raw) {
        return raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
