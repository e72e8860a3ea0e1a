package org.entente.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.entente.policy.PolicyInput.DatasetFacts;
import org.entente.policy.PolicyInput.FieldFacts;
import org.entente.policy.PolicyInput.LawFacts;
import org.entente.policy.PolicyInput.Subject;

/** A second real release: the policies of this hub with one rule changed, compiled by opa. Under it, nothing is open. */
public final class ChangedRelease {
    private static final Path CHANGED = Path.of("entente", "decision", "open.rego");

    private ChangedRelease() {}

    /** Skips the test on a machine without opa. */
    public static Release compiled(Path folder) throws IOException, InterruptedException {
        OpaCommand.assumePresent();
        var policies = copyPolicies(folder.resolve("policies"));
        var rego = Files.readString(policies.resolve(CHANGED));
        Files.writeString(
                policies.resolve(CHANGED), rego.replace("accessLevel == \"OPEN\"", "accessLevel == \"NEVER\""));
        var built = OpaCommand.build(policies.resolve("build"));
        if (built.status() != 0) {
            throw new IllegalStateException(built.output());
        }
        return read(policies);
    }

    private static Release read(Path policies) throws IOException {
        var sources = new TreeMap<String, String>();
        for (var line : Files.readAllLines(policies.resolve("release.sha256"))) {
            var file = line.split("  ", 2)[1];
            if (file.endsWith(".rego")) {
                sources.put(file, Files.readString(policies.resolve(file)));
            }
        }
        var sha256 = Files.readAllLines(policies.resolve("release.sha256"))
                .getFirst()
                .split("  ")[0];
        return Release.kept(sha256, Files.readAllBytes(policies.resolve("policy.wasm")), sources);
    }

    static Path copyPolicies(Path target) throws IOException {
        try (var files = Files.walk(OpaCommand.POLICIES)) {
            for (var file : (Iterable<Path>) files::iterator) {
                Files.copy(file, target.resolve(OpaCommand.POLICIES.relativize(file)));
            }
        }
        return target;
    }

    /** A citizen reads open data: permitted by this hub's policies, by the changed ones not. */
    public static PolicyInput openRead() {
        return new PolicyInput(
                PolicyInputs.NOW,
                new Subject(null, null, List.of(), List.of(), false),
                false,
                List.of(),
                Action.READ,
                new DatasetFacts(
                        "dataset-1",
                        "ville",
                        AccessLevel.OPEN,
                        Regime.NONE,
                        Secrecy.NONE,
                        DatasetKind.SOURCE,
                        List.of("TRAN"),
                        LawFacts.NONE,
                        List.of(new FieldFacts("street", Sensitivity.PUBLIC)),
                        null),
                List.of(),
                List.of(),
                List.of());
    }
}
