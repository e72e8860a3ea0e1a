package org.entente.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback interface. */
final class Ports {

    private Ports() {}

    /**
     * Below the ports that systems give to outgoing connections (from 32,768 on Linux, 49,152 elsewhere): one of those may be
     * taken again between the choice and its use.
     */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;

    /** The port asked for, or a free one where any will do (0). */
    static int choose(int asked) {
        int port = asked;
        while (port == 0) {
            int candidate = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            port = isFree(candidate) ? candidate : 0;
        }
        return port;
    }

    private static boolean isFree(int port) {
        try (var socket = listen(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /** @throws LocalStackException.PortTaken naming the port and the property that changes it */
    static void requireFree(Part part, int port) {
        if (!isFree(port)) throw new LocalStackException.PortTaken(part.title, port, part.portProperty());
    }

    private static ServerSocket listen(int port) throws IOException {
        var socket = new ServerSocket();
        socket.setReuseAddress(true); // connections of a server that has just stopped linger and do no harm
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }
}
