package org.entente.portal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.entente.catalogue.Dataset;
import org.entente.catalogue.DatasetDraft;
import org.entente.catalogue.DatasetField;
import org.entente.catalogue.DatasetIndex;
import org.entente.catalogue.Distribution;
import org.entente.identity.Partner;
import org.entente.index.Outbox;
import org.entente.kernel.FieldType;
import org.entente.policy.AccessLevel;
import org.entente.policy.DatasetKind;
import org.entente.policy.Regime;
import org.entente.policy.Secrecy;
import org.entente.policy.Sensitivity;

/** Datasets that a reader finds by the word {@link #WORD}, which nothing else in the catalogue has. */
@ApplicationScoped
class PortalDatasets {
    static final String WORD = "Zéphyr";
    static final UUID OPEN = UUID.fromString("0b6f6c1c-52f0-4a43-9c39-6d1f0d6f7a01");
    static final UUID DISCOVERABLE = UUID.fromString("0b6f6c1c-52f0-4a43-9c39-6d1f0d6f7a02");
    static final UUID HIDDEN = UUID.fromString("0b6f6c1c-52f0-4a43-9c39-6d1f0d6f7a03");
    static final UUID HOSTILE = UUID.fromString("0b6f6c1c-52f0-4a43-9c39-6d1f0d6f7a04");
    /** Further open ones, so that results need a second page. */
    static final int FURTHER = 21;
    /** What a citizen may know of. */
    static final int VISIBLE = FURTHER + 3;

    static final String OWNER = "zephyr-meteo";
    private static final Instant DAY = Instant.parse("2026-09-01T00:00:00Z");

    private final EntityManager store;
    private final Outbox outbox;

    PortalDatasets(EntityManager store, Outbox outbox) {
        this.store = store;
        this.outbox = outbox;
    }

    @Transactional
    void save() throws SQLException {
        if (store.find(Partner.class, OWNER) != null) {
            return;
        }
        store.persist(partner());
        var datasets = datasets();
        datasets.forEach(store::persist);
        store.flush();
        fields().forEach(store::persist);
        store.flush();
        outbox.add(
                DatasetIndex.NAME, datasets.stream().map(dataset -> dataset.id).toList(), true);
    }

    static Partner partner() {
        var partner = new Partner();
        partner.id = OWNER;
        partner.names = Map.of("fr", "Office du vent", "en", "Wind Office");
        return partner;
    }

    static List<Dataset> datasets() {
        var datasets = new ArrayList<>(List.of(
                dataset(OPEN, AccessLevel.OPEN, "Mesures", "Measurements", "TRAN"),
                dataset(DISCOVERABLE, AccessLevel.DISCOVERABLE, "Personnes", "Persons", "HEAL"),
                dataset(HIDDEN, AccessLevel.HIDDEN, "Secret", "Secret", "JUST"),
                hostile()));
        for (int i = 0; i < FURTHER; i++) {
            var id = UUID.nameUUIDFromBytes(new byte[] {(byte) i});
            datasets.add(dataset(id, AccessLevel.OPEN, "Relevé " + i, "Reading " + i, "ENVI"));
        }
        return datasets;
    }

    static List<DatasetField> fields() {
        return List.of(
                field(0, "measured_at", FieldType.INSTANT, null, Sensitivity.PUBLIC),
                field(1, "speed", FieldType.DECIMAL, "m/s", Sensitivity.PUBLIC),
                field(2, "observer", FieldType.TEXT, null, Sensitivity.IDENTIFIER));
    }

    private static Dataset hostile() {
        var hostile = dataset(HOSTILE, AccessLevel.OPEN, "<script>alert(1)</script>", "<b>bold</b>", "TECH");
        var link = new Distribution("\"><img src=x onerror=alert(2)>", "javascript:alert(3)", null, "CSV", null, null);
        hostile.draft =
                draft(hostile, "TECH", Map.of("und", hostile.draft.titles().get("fr")), List.of(link));
        return hostile;
    }

    private static Dataset dataset(UUID id, AccessLevel level, String french, String english, String theme) {
        var dataset = new Dataset();
        dataset.id = id;
        dataset.owner = OWNER;
        dataset.kind = DatasetKind.SOURCE;
        dataset.accessLevel = level;
        dataset.regime = level == AccessLevel.OPEN ? Regime.NONE : Regime.GDPR;
        dataset.secrecy = Secrecy.NONE;
        dataset.recordedAt = DAY;
        dataset.version = 1;
        var file = new Distribution(
                null,
                "https://vent.example/mesures",
                "https://vent.example/mesures.csv",
                "CSV",
                "text/csv",
                1_234_567L);
        dataset.draft =
                draft(dataset, theme, Map.of("fr", WORD + " : " + french, "en", WORD + ": " + english), List.of(file));
        dataset.fingerprint = "";
        return dataset;
    }

    private static DatasetDraft draft(
            Dataset dataset, String theme, Map<String, String> titles, List<Distribution> distributions) {
        return new DatasetDraft(
                dataset.id.toString(),
                titles,
                Map.of("fr", WORD + ". Le vent sur le port. Données simulées."),
                List.of("vent"),
                new TreeSet<>(Set.of(theme)),
                "Station du môle",
                "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0",
                dataset.accessLevel,
                dataset.regime,
                "https://vent.example/page",
                "DAILY",
                DAY,
                DAY,
                distributions);
    }

    private static DatasetField field(int position, String name, FieldType type, String unit, Sensitivity sensitivity) {
        var field = new DatasetField();
        field.dataset = OPEN;
        field.name = name;
        field.position = position;
        field.type = type;
        field.unit = unit;
        field.sensitivity = sensitivity;
        return field;
    }
}
