package org.entente.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What a portal answers: the body is written straight to the connection, so that nothing is held in memory. */
record Reply(int status, String contentType, Body body) {

    interface Body {
        void write(OutputStream out) throws IOException;
    }

    static Reply of(String contentType, Body body) {
        return new Reply(200, contentType, body);
    }

    static Reply html(int status, String page) {
        return new Reply(status, "text/html; charset=utf-8", out -> out.write(page.getBytes(StandardCharsets.UTF_8)));
    }
}
