package org.entente.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.FilterBounds;
import org.entente.kernel.FilterJson;
import org.entente.kernel.HubException;
import org.entente.policy.Action;
import org.entente.policy.Decision;
import org.entente.policy.Decision.Grant;
import org.entente.policy.Decision.Mask;
import org.entente.policy.Decision.Obligation;
import org.entente.policy.Decision.Reason;
import org.entente.policy.Decision.Source;

/** Puts a decision into words for the one who asked: under {@code extensions.governance}, or as the error of a refusal. */
@ApplicationScoped
class Explanation {
    private static final String SIGN_IN = "sign_in.required";
    private static final String PURPOSE = "purpose.required";
    /** Among the reasons only where nothing else is missing for some grant. */
    private static final String JUSTIFICATION = "justification.required";

    /** @param path where in the answer; not asked for where the entrance has no place for it */
    void tell(Request request, Decided decided, Supplier<String> path) {
        if (request.governance() != null) {
            request.governance().add(path.get(), said(request, decided));
        }
    }

    private Map<String, Object> said(Request request, Decided decided) {
        var decision = decided.decision();
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("dataset", decided.dataset().toString());
        said.put("action", decided.action().name());
        said.put("outcome", decision.outcome().name());
        said.put("reasons", reasons(request.language(), decision));
        said.put(
                "grants",
                decision.grants().stream()
                        .map(grant -> grant(grant, decided.action()))
                        .toList());
        said.put(
                "obligations",
                decision.obligations().stream().map(Explanation::obligation).toList());
        said.put("validUntil", decision.validUntil().toString());
        said.put("release", decision.release());
        return said;
    }

    /**
     * What a grant shows: the rule by which rows are withheld, never its constants and never how many. To know of a dataset is not to
     * see rows of it.
     */
    private static Map<String, Object> grant(Grant grant, Action action) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("source", source(grant.source()));
        if (action == Action.DISCOVER) {
            return said;
        }
        said.put("rows", FilterText.of(FilterJson.read(grant.rowFilter(), "rowFilter", FilterBounds.COMBINED)));
        said.put("masked", grant.masks().stream().map(Explanation::mask).toList());
        return said;
    }

    private static Map<String, Object> mask(Mask mask) {
        return Map.of("field", mask.field(), "method", mask.method().name());
    }

    private static Map<String, Object> obligation(Obligation obligation) {
        return Map.of(
                "kind", obligation.kind().name(), "value", obligation.value(), "source", source(obligation.source()));
    }

    HubException refusal(Request request, Decided decided) {
        var codes = decided.decision().reasons().stream().map(Reason::code).toList();
        var reasons = reasons(request.language(), decided.decision());
        var code = code(codes);
        return new HubException(code, sentence(decisive(code, reasons)), Map.of("reasons", reasons));
    }

    /** What the one who asked can do about it comes alone, where there is something; all that stood against it is in the reasons. */
    private static List<Map<String, Object>> decisive(ErrorCode code, List<Map<String, Object>> reasons) {
        var decisive = switch (code) {
            case UNAUTHENTICATED -> SIGN_IN;
            case PURPOSE_REQUIRED -> PURPOSE;
            case JUSTIFICATION_REQUIRED -> JUSTIFICATION;
            default -> null;
        };
        return decisive == null
                ? reasons
                : reasons.stream()
                        .filter(reason -> decisive.equals(reason.get("code")))
                        .toList();
    }

    static ErrorCode code(List<String> reasons) {
        if (reasons.contains(SIGN_IN)) {
            return ErrorCode.UNAUTHENTICATED;
        }
        if (reasons.contains(PURPOSE)) {
            return ErrorCode.PURPOSE_REQUIRED;
        }
        return reasons.contains(JUSTIFICATION) ? ErrorCode.JUSTIFICATION_REQUIRED : ErrorCode.ACCESS_DENIED;
    }

    static String sentence(List<Map<String, Object>> reasons) {
        return reasons.stream()
                .map(reason -> reason.get("text").toString())
                .distinct()
                .reduce((one, other) -> one + " " + other)
                .orElseThrow();
    }

    static List<Map<String, Object>> reasons(String language, Decision decision) {
        return decision.reasons().stream()
                .map(reason -> reason(language, reason))
                .toList();
    }

    private static Map<String, Object> reason(String language, Reason reason) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("code", reason.code());
        said.put("text", ReasonText.of(language, reason.code()));
        said.put("source", source(reason.source()));
        said.values().removeIf(Objects::isNull);
        return said;
    }

    private static Map<String, Object> source(Source source) {
        if (source == null) {
            return null;
        }
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("kind", source.kind().name().toLowerCase(Locale.ROOT));
        said.put("id", source.id());
        said.put("version", source.version());
        said.put("article", source.article());
        said.values().removeIf(Objects::isNull);
        return said;
    }
}
