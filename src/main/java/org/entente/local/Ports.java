package org.entente.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of the loopback interface. */
final class Ports {

    private Ports() {}

    /** The port asked for, or a free one where any will do (0). */
    static int choose(int asked) {
        if (asked != 0) return asked;
        try (var socket = listen(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** @throws LocalStackException.PortTaken naming the port and the property that changes it */
    static void requireFree(Part part, int port) {
        try (var socket = listen(port)) {
            assert socket.isBound();
        } catch (IOException taken) {
            throw new LocalStackException.PortTaken(part.title, port, part.portProperty());
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        var socket = new ServerSocket();
        socket.setReuseAddress(true); // connections of a server that has just stopped linger and do no harm
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }
}
