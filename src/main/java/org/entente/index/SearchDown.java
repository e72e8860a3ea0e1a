package org.entente.index;

import java.util.Map;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.HubException;

/** What is said when Elasticsearch does not answer or may not be asked yet. */
final class SearchDown {
    private SearchDown() {}

    static HubException because(String message, Throwable cause) {
        return new HubException(ErrorCode.SEARCH_UNAVAILABLE, message, Map.of(), cause);
    }

    static HubException database(Throwable cause) {
        return new HubException(ErrorCode.STORE_UNAVAILABLE, "The database does not answer", Map.of(), cause);
    }
}
