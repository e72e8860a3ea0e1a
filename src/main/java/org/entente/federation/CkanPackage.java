package org.entente.federation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.entente.catalogue.DataTheme;
import org.entente.catalogue.DatasetDraft;
import org.entente.catalogue.Distribution;
import org.entente.policy.AccessLevel;

/**
 * Reads one CKAN package.
 *
 * @param portal address of the portal, to link to the package's page
 * @param row from 1, to name a package that has no id
 */
record CkanPackage(JsonNode row, CkanFields said, String portal, int number) {
    CkanPackage(JsonNode row, String portal, int number) {
        this(row, new CkanFields(row), portal, number);
    }

    void read(DraftSink sink) {
        try {
            sink.draft(draft());
        } catch (UnusableItem e) {
            sink.reject(key(), atMost(), e.getMessage(), RawText.of(row.toString()));
        }
    }

    /** Nothing but its id is known, its access right neither. */
    void rejectAsTooLong(DraftSink sink) {
        var reason = "It is longer than the %d bytes that a dataset may be.".formatted(CkanPage.LONGEST_ROW);
        sink.reject(key(), AccessLevel.DISCOVERABLE, reason, "");
    }

    private String key() {
        var key = said.first("id", "name");
        return key == null ? "row " + number : key;
    }

    private DatasetDraft draft() {
        var titles = said.byLanguage("title", "title_translated");
        return new DatasetDraft(
                required(said.first("id", "name"), "It has no id."),
                titles.isEmpty() ? required(null, "It has no title.") : titles,
                said.byLanguage("notes", "notes_translated"),
                keywords(),
                themes(),
                publisher(),
                licence(),
                accessLevel(),
                Legislation.regime(said.all("applicable_legislation")),
                landingPage(),
                said.first("frequency", "accrualPeriodicity", "accrual_periodicity", "updateInterval"),
                Said.moment(said.first("issued", "metadata_created")),
                Said.moment(said.first("modified", "metadata_modified")),
                distributions());
    }

    private static <T> T required(T value, String reason) {
        if (value == null) {
            throw new UnusableItem(reason);
        }
        return value;
    }

    private List<String> keywords() {
        return each("tags")
                .map(tag -> new CkanFields(tag).first("display_name", "name"))
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }

    private SortedSet<String> themes() {
        var groups = Stream.concat(each("groups"), each("tags")).map(CkanFields::new);
        var named = groups.flatMap(
                group -> Stream.of("name", "title", "display_name").flatMap(n -> group.all(n).stream()));
        var fields = Stream.of("theme", "themes", "superTheme").flatMap(name -> said.all(name).stream());
        return Stream.concat(named, fields)
                .flatMap(text -> DataTheme.of(text).stream())
                .map(DataTheme::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String publisher() {
        var organisation = new CkanFields(row.path("organization")).first("title", "name");
        var named = said.first("publisher_name", "publisher");
        return named != null ? named : organisation != null ? organisation : said.first("author", "maintainer");
    }

    private String licence() {
        var page = WebAddress.link(said.first("license_url"));
        var named = said.first("license_title", "license_id");
        return page != null ? page : "notspecified".equals(said.first("license_id")) ? null : named;
    }

    private AccessLevel accessLevel() {
        var level = AccessRights.level(rights());
        return isPrivate() ? AccessLevel.HIDDEN : level;
    }

    private AccessLevel atMost() {
        return isPrivate() ? AccessLevel.HIDDEN : AccessRights.atMost(rights());
    }

    private List<String> rights() {
        return said.all("access_rights");
    }

    private boolean isPrivate() {
        return row.path("private").asBoolean();
    }

    private String landingPage() {
        var page = WebAddress.link(said.first("landing_page", "url"));
        return page != null ? page : WebAddress.link(portal + "/dataset/" + said.first("name", "id"));
    }

    private List<Distribution> distributions() {
        return each("resources").map(CkanResource::read).toList();
    }

    private Stream<JsonNode> each(String name) {
        return StreamSupport.stream(row.path(name).spliterator(), false);
    }
}
