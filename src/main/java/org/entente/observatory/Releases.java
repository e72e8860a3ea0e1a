package org.entente.observatory;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.entente.access.Changes;
import org.entente.access.Epoch;
import org.entente.access.Idempotency;
import org.entente.access.Request;
import org.entente.agreement.AgreementFacts;
import org.entente.catalogue.Dataset;
import org.entente.catalogue.DatasetVersions;
import org.entente.catalogue.LegalBasis;
import org.entente.kernel.Canonical;
import org.entente.kernel.HubException;
import org.entente.policy.DatasetKind;
import org.entente.policy.PolicyInput;
import org.entente.policy.Regime;

/** Gives results an access level of their own: one steward proposes, another confirms, the end of an agreement freezes. */
@ApplicationScoped
class Releases {
    private static final String PROPOSE = "proposeRelease";

    private final AgroalDataSource database;
    private final ReleaseStore releases;
    private final DatasetVersions versions;
    private final AgreementFacts agreements;
    private final Idempotency idempotency;
    private final Changes changes;
    private final Epoch epoch;
    private final ObjectMapper json;
    private final Clock clock;

    Releases(
            AgroalDataSource database,
            ReleaseStore releases,
            DatasetVersions versions,
            AgreementFacts agreements,
            Idempotency idempotency,
            Changes changes,
            Epoch epoch,
            ObjectMapper json,
            Clock clock) {
        this.database = database;
        this.releases = releases;
        this.versions = versions;
        this.agreements = agreements;
        this.idempotency = idempotency;
        this.changes = changes;
        this.epoch = epoch;
        this.json = json;
        this.clock = clock;
    }

    /** By a steward of the owner. With a key that was used before: the release of then. Decides nothing yet. */
    @Transactional(rollbackOn = Exception.class)
    Release propose(Request request, UUID id, ReleaseInput input, String idempotencyKey) throws SQLException {
        var dataset = result(request, id);
        var asked = json.createObjectNode().put("dataset", id.toString()).set("release", json.valueToTree(input));
        var use = new Idempotency.Use(PROPOSE, request.caller(), idempotencyKey, asked);
        var done = idempotency.find(use);
        if (done.isPresent()) {
            return releases.find(done.get()).orElseThrow(HubException::notFound);
        }
        requireLawful(dataset, input.legalBasis(), "release.legalBasis");
        var release = new Release(
                UUID.randomUUID(),
                id,
                1,
                ReleaseState.PROPOSED,
                input.accessLevel(),
                Map.of(
                        "fr",
                        SeriesRegistration.text(input.titleFr().strip(), "release.titleFr"),
                        "en",
                        SeriesRegistration.text(input.titleEn().strip(), "release.titleEn")),
                Canonical.freeText(input.method().strip(), "release.method"),
                input.minimumGroupSize(),
                input.legalBasis(),
                shared(id),
                request.caller().subject(),
                clock.instant());
        releases.add(release, request.caller());
        idempotency.keep(use, release.id());
        record(request, PROPOSE, release);
        return release;
    }

    /**
     * By another steward of the owner than who proposed it. Confirming what is confirmed changes nothing.
     *
     * @param expectedVersion the release's, as it was read
     */
    @Transactional(rollbackOn = Exception.class)
    Release confirm(Request request, UUID id, int expectedVersion) throws SQLException {
        var dataset = releases.find(id).orElseThrow(HubException::notFound).dataset();
        releases.lock(dataset);
        var result = result(request, dataset);
        var release = releases.find(id).orElseThrow(HubException::notFound);
        if (release.state() == ReleaseState.CONFIRMED && release.version() == expectedVersion + 1) {
            return release;
        }
        if (release.version() != expectedVersion) {
            throw HubException.conflict(release.version());
        }
        if (release.state() != ReleaseState.PROPOSED) {
            throw HubException.badInput("release", "Only what is proposed is confirmed: propose anew");
        }
        if (release.proposer().equals(request.caller().subject())) {
            throw HubException.denied("release.second_steward", "Another steward than who proposed it confirms it");
        }
        if (releases.isStale(id)) {
            throw HubException.badInput("release", "Another release was decided on meanwhile: propose anew");
        }
        if (!shared(dataset).equals(release.agreements())) {
            throw HubException.badInput("release", "Its sources are shared under other agreements now: propose anew");
        }
        requireLawful(result, release.legalBasis(), "release");
        for (var former : releases.inForce(List.of(dataset))) {
            releases.step(former.id(), former.version() + 1, ReleaseState.REPLACED, request.caller());
        }
        releases.step(id, expectedVersion + 1, ReleaseState.CONFIRMED, request.caller());
        releases.govern(dataset, id);
        versions.inherit(dataset);
        var confirmed = releases.find(id).orElseThrow();
        record(request, "confirmRelease", confirmed);
        epoch.advance();
        return confirmed;
    }

    /** Those whose agreements ended: their results are governed by their sources again, and their owners are told. */
    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    void freezeEnded() throws SQLException {
        var inForce = releases.inForce();
        var standing = standing(
                inForce.stream().flatMap(each -> each.agreements().stream()).collect(Collectors.toSet()));
        boolean any = false;
        for (var each : inForce) {
            if (!standing.containsAll(each.agreements())) {
                releases.lock(each.dataset());
                any |= freeze(each.id());
            }
        }
        if (any) {
            epoch.advance();
        }
    }

    /** Unless another replica did so meanwhile. */
    private boolean freeze(UUID id) throws SQLException {
        var release = releases.find(id).orElseThrow();
        if (release.state() != ReleaseState.CONFIRMED) {
            return false;
        }
        releases.step(id, release.version() + 1, ReleaseState.FROZEN, null);
        releases.govern(release.dataset(), null);
        versions.inherit(release.dataset());
        try (var connection = database.getConnection()) {
            changes.recordOwn(
                    connection,
                    "freezeRelease",
                    release.dataset(),
                    json.createObjectNode().put("release", id.toString()));
        }
        return true;
    }

    private static Dataset result(Request request, UUID id) {
        return Optional.of(DatasetVersions.own(request, id))
                .filter(dataset -> dataset.kind == DatasetKind.RESULT)
                .orElseThrow(() -> HubException.badInput("dataset", "Only results are released"));
    }

    private static void requireLawful(Dataset result, LegalBasis basis, String path) {
        if (result.regime != Regime.NONE && basis == null) {
            throw HubException.badInput(path, "Its sources hold personal data: a release of them needs a legal basis");
        }
    }

    /** The agreements in force under which the result's sources are shared now. */
    private List<UUID> shared(UUID result) throws SQLException {
        return standing(releases.agreements(result)).stream().sorted().toList();
    }

    /** Those of them that are in force. */
    private Set<UUID> standing(Collection<UUID> ids) throws SQLException {
        try (var connection = database.getConnection()) {
            var now = clock.instant();
            return agreements.withoutArticles(connection, ids, null).stream()
                    .filter(each -> holds(each, now))
                    .map(each -> UUID.fromString(each.id()))
                    .collect(Collectors.toSet());
        }
    }

    private static boolean holds(PolicyInput.AgreementFacts agreement, Instant now) {
        return agreement.signed()
                && !agreement.from().isAfter(now)
                && (agreement.until() == null || agreement.until().isAfter(now))
                && (agreement.terminated() == null || agreement.terminated().isAfter(now));
    }

    private void record(Request request, String action, Release release) throws SQLException {
        changes.record(
                request,
                action,
                release.dataset(),
                json.createObjectNode()
                        .put("release", release.id().toString())
                        .put("version", release.version())
                        .put("accessLevel", release.accessLevel().name())
                        .put("method", release.method()));
    }
}
