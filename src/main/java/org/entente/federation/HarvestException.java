package org.entente.federation;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.URI;
import java.time.Duration;

/** Why a source could not be read to its end. The message is a sentence for stewards, the code is stable. */
public abstract sealed class HarvestException extends RuntimeException {
    private HarvestException(String message) {
        super(message);
    }

    public abstract String code();

    /** Whether another attempt may succeed. */
    boolean passing() {
        return false;
    }

    /** No answer, or one that is not 200. */
    public static final class SourceUnreachable extends HarvestException {
        private final int status;

        SourceUnreachable(URI address, int status) {
            super("The source answered %d for %s.".formatted(status, address));
            this.status = status;
        }

        SourceUnreachable(URI address, String why) {
            super("The source could not be reached at %s: %s.".formatted(address, why));
            this.status = 0;
        }

        /** The HTTP status; 0 when there was no whole answer. */
        public int status() {
            return status;
        }

        @Override
        public String code() {
            return "source.unreachable";
        }

        @Override
        boolean passing() {
            return status == 0 || status == 429 || status >= 500;
        }
    }

    public static final class SourceTooLarge extends HarvestException {
        SourceTooLarge(String what, long limit) {
            super("The source holds more than %d %s, which is the limit.".formatted(limit, what));
        }

        @Override
        public String code() {
            return "source.too_large";
        }
    }

    public static final class SourceTimedOut extends HarvestException {
        SourceTimedOut(URI address, Duration limit) {
            super("The source did not finish its answer for %s within %s seconds."
                    .formatted(address, limit.toMillis() / 1000.0));
        }

        @Override
        public String code() {
            return "source.timed_out";
        }

        @Override
        boolean passing() {
            return true;
        }
    }

    public static final class TooManyRedirects extends HarvestException {
        TooManyRedirects(URI address, int limit) {
            super("The source redirected more than %d times from %s.".formatted(limit, address));
        }

        @Override
        public String code() {
            return "source.too_many_redirects";
        }
    }

    public static final class ForbiddenAddress extends HarvestException {
        ForbiddenAddress(String address, String why) {
            super("The address %s is not allowed: %s.".formatted(address, why));
        }

        @Override
        public String code() {
            return "source.forbidden_address";
        }
    }

    /** The document breaks the rules of its own syntax. */
    public static final class MalformedDocument extends HarvestException {
        private final long line;
        private final long column;

        MalformedDocument(long line, long column, String message) {
            super(
                    line < 1
                            ? "The document is malformed: %s".formatted(message)
                            : "The document is malformed at line %d, column %d: %s".formatted(line, column, message));
            this.line = line;
            this.column = column;
        }

        MalformedDocument(JsonProcessingException cause) {
            this(line(cause.getLocation()), column(cause.getLocation()), cause.getOriginalMessage());
        }

        MalformedDocument(String message) {
            this(0, 0, message);
        }

        private static long line(JsonLocation at) {
            return at == null ? 0 : at.getLineNr();
        }

        private static long column(JsonLocation at) {
            return at == null ? 0 : at.getColumnNr();
        }

        /** From 1; 0 where it is not known. */
        public long line() {
            return line;
        }

        /** From 1; 0 where it is not known. */
        public long column() {
            return column;
        }

        @Override
        public String code() {
            return "source.malformed";
        }
    }

    /** A source that had datasets and now, without any error, has none: more likely broken than empty. */
    public static final class EmptySource extends HarvestException {
        EmptySource(long known) {
            super("The source sent no dataset at all where it had %d; nothing was changed.".formatted(known));
        }

        @Override
        public String code() {
            return "source.empty";
        }
    }

    /** Fewer items than the source said it has, or a page that breaks off. */
    public static final class TruncatedPage extends HarvestException {
        TruncatedPage(long declared, long received) {
            super("The source said it has %d datasets but sent only %d.".formatted(declared, received));
        }

        TruncatedPage(String message) {
            super(message);
        }

        @Override
        public String code() {
            return "source.truncated";
        }
    }
}
