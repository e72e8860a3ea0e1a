package org.entente.agreement;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** Of each agreement the newest version and the one that holds, however many there are. */
    private static final class Read {
        private final Map<UUID, AgreementStates> states;
        private final Map<Agreement.Key, Agreement> versions;
        private final Map<Agreement.Key, List<AgreementSignature>> signatures;
        private final String language;
        private final Instant now;

        Read(List<UUID> ids, String language, Instant now) {
            this.language = language;
            this.now = now;
            states = AgreementStep.of(ids).stream()
                    .collect(Collectors.groupingBy(
                            step -> step.agreement,
                            Collectors.collectingAndThen(Collectors.toList(), AgreementStates::new)));
            var told = ids.stream().flatMap(this::told).distinct().toList();
            versions = Agreement.of(told).stream().collect(Collectors.toMap(Agreement::key, version -> version));
            signatures =
                    AgreementSignature.of(told).stream().collect(Collectors.groupingBy(AgreementSignature::signed));
        }

        private Stream<Agreement.Key> told(UUID id) {
            return Stream.concat(Stream.of(states.get(id).newest()), states.get(id).holding(now).stream())
                    .map(step -> new Agreement.Key(id, step.version));
        }

        AgreementView view(UUID id) {
            var newest = states.get(id).newest();
            var holding = states.get(id).holding(now);
            return new AgreementView(
                    id.toString(),
                    newest.version,
                    newest.state,
                    List.of(version(newest).parties),
                    states.get(id).terminatesAt(now).orElse(null),
                    view(newest),
                    holding.map(this::view).orElse(null));
        }

        private Agreement version(AgreementStep last) {
            return versions.get(new Agreement.Key(last.agreement, last.version));
        }

        private VersionView view(AgreementStep last) {
            var version = version(last);
            return VersionView.of(version, last.state, signatures.getOrDefault(version.key(), List.of()), language);
        }
    }
}
