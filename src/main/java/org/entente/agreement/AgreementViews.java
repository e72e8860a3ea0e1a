package org.entente.agreement;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.entente.agreement.AgreementView.VersionView;

/** What is told of agreements, read with three queries however many they are. */
final class AgreementViews {
    private final Map<UUID, List<Agreement>> versions;
    private final Map<UUID, List<AgreementStep>> steps;
    private final Map<UUID, List<AgreementSignature>> signatures;
    private final String language;
    private final Instant now;

    private AgreementViews(List<UUID> ids, String language, Instant now) {
        this.now = now;
        versions = Agreement.versions(ids).stream().collect(Collectors.groupingBy(version -> version.id));
        steps = AgreementStep.of(ids).stream().collect(Collectors.groupingBy(step -> step.agreement));
        signatures =
                AgreementSignature.of(ids).stream().collect(Collectors.groupingBy(signature -> signature.agreement));
        this.language = language;
    }

    /** In the order asked for. */
    static List<AgreementView> of(List<UUID> ids, String language) {
        var views = new AgreementViews(ids, language, Instant.now());
        return ids.stream().map(views::view).toList();
    }

    static AgreementView of(Agreement agreement, String language) {
        return of(List.of(agreement.id), language).getFirst();
    }

    private AgreementView view(UUID id) {
        var states = steps.get(id).stream()
                .collect(Collectors.toMap(
                        step -> step.version,
                        Function.identity(),
                        (one, other) -> one.state.compareTo(other.state) > 0 ? one : other));
        var newest = versions.get(id).getFirst();
        return new AgreementView(
                id.toString(),
                newest.version,
                states.get(newest.version).state,
                List.of(newest.parties),
                states.values().stream()
                        .filter(step -> step.state == AgreementState.TERMINATED)
                        .map(step -> step.at)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                version(newest, states),
                versions.get(id).stream()
                        .filter(version -> decides(version, states.get(version.version)))
                        .findFirst()
                        .map(version -> version(version, states))
                        .orElse(null));
    }

    /** A version that was given notice still does until its end. */
    private boolean decides(Agreement version, AgreementStep last) {
        return last.state == AgreementState.SIGNED
                || last.state == AgreementState.TERMINATED && last.at.isAfter(last.recordedAt) && last.at.isAfter(now);
    }

    private VersionView version(Agreement agreement, Map<Integer, AgreementStep> states) {
        return VersionView.of(
                agreement,
                states.get(agreement.version).state,
                signatures.getOrDefault(agreement.id, List.of()).stream()
                        .filter(signature -> signature.version == agreement.version)
                        .toList(),
                language);
    }
}
