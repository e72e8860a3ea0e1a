package org.entente.federation;

import java.net.URI;

/** What one request brought. */
sealed interface Answer permits FetchedDocument, Answer.Redirect {
    record Redirect(URI target) implements Answer {}
}
