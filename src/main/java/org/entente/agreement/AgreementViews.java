package org.entente.agreement;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.entente.agreement.AgreementView.VersionView;

/** What is told of agreements, read with three queries however many they are. */
@ApplicationScoped
class AgreementViews {
    private final Clock clock;

    AgreementViews(Clock clock) {
        this.clock = clock;
    }

    /** In the order asked for. */
    List<AgreementView> of(List<UUID> ids, String language) {
        var read = new Read(ids, language, clock.instant());
        return ids.stream().map(read::view).toList();
    }

    AgreementView of(Agreement agreement, String language) {
        return of(List.of(agreement.id), language).getFirst();
    }

    private static final class Read {
        private final Map<UUID, List<Agreement>> versions;
        private final Map<UUID, List<AgreementStep>> steps;
        private final Map<UUID, List<AgreementSignature>> signatures;
        private final String language;
        private final Instant now;

        Read(List<UUID> ids, String language, Instant now) {
            versions = Agreement.versions(ids).stream().collect(Collectors.groupingBy(version -> version.id));
            steps = AgreementStep.of(ids).stream().collect(Collectors.groupingBy(step -> step.agreement));
            signatures = AgreementSignature.of(ids).stream()
                    .collect(Collectors.groupingBy(signature -> signature.agreement));
            this.language = language;
            this.now = now;
        }

        AgreementView view(UUID id) {
            var states = new AgreementStates(steps.get(id));
            var newest = versions.get(id).getFirst();
            return new AgreementView(
                    id.toString(),
                    newest.version,
                    states.of(newest),
                    List.of(newest.parties),
                    states.last().stream()
                            .filter(step -> step.state == AgreementState.TERMINATED)
                            .map(step -> step.at)
                            .max(Comparator.naturalOrder())
                            .orElse(null),
                    version(newest, states),
                    versions.get(id).stream()
                            .filter(version -> decides(states.last(version)))
                            .findFirst()
                            .map(version -> version(version, states))
                            .orElse(null));
        }

        /** A version that was given notice still does until its end. */
        private boolean decides(AgreementStep last) {
            return last.state == AgreementState.SIGNED
                    || last.state == AgreementState.TERMINATED
                            && last.at.isAfter(last.recordedAt)
                            && last.at.isAfter(now);
        }

        private VersionView version(Agreement agreement, AgreementStates states) {
            return VersionView.of(
                    agreement,
                    states.of(agreement),
                    signatures.getOrDefault(agreement.id, List.of()).stream()
                            .filter(signature -> signature.version == agreement.version)
                            .toList(),
                    language);
        }
    }
}
