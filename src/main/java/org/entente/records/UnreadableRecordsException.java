package org.entente.records;

/** A file that is not what its distribution says; nothing of it was loaded. */
final class UnreadableRecordsException extends RuntimeException {
    UnreadableRecordsException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
