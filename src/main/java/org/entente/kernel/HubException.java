package org.entente.kernel;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A failure the caller is told of: the code, the message and the details leave the hub, the cause does not. */
public class HubException extends RuntimeException {
    private final ErrorCode code;
    private final transient Map<String, Object> details;

    public HubException(ErrorCode code, String message, Map<String, Object> details) {
        this(code, message, details, null);
    }

    public HubException(ErrorCode code, String message, Map<String, Object> details, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.details = Map.copyOf(details);
    }

    /** @param path where in the caller's input, such as {@code filter.and[1].eq.value} */
    public static HubException badInput(String path, String message) {
        return new HubException(ErrorCode.BAD_INPUT, message, Map.of("path", path));
    }

    /** One message for what does not exist and for what the caller may not know of, so that they cannot be told apart. */
    public static HubException notFound() {
        return new HubException(ErrorCode.NOT_FOUND, "Not found", Map.of());
    }

    /** A refusal that no decision about a dataset stands behind. */
    public static HubException denied(String reason, String message) {
        return new HubException(
                ErrorCode.ACCESS_DENIED, message, Map.of("reasons", List.of(Map.of("code", reason, "text", message))));
    }

    public static HubException conflict(long currentVersion) {
        return conflict(currentVersion, "It changed meanwhile; read it again");
    }

    /** @param message what it has become */
    public static HubException conflict(long currentVersion, String message) {
        return new HubException(ErrorCode.CONFLICT, message, Map.of("currentVersion", currentVersion));
    }

    public static HubException rateLimited(Duration retryAfter, String message) {
        return new HubException(ErrorCode.RATE_LIMITED, message, Map.of("retryAfter", retryAfter.toSeconds()));
    }

    /** @param path where in the caller's input the limit was passed */
    public static HubException limitExceeded(String path, String message) {
        return new HubException(ErrorCode.LIMIT_EXCEEDED, message, Map.of("path", path));
    }

    public ErrorCode code() {
        return code;
    }

    public Map<String, Object> details() {
        return details;
    }
}
