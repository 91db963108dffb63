package io.invoicepay.aptean;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands between a client and a server, and can let connections go dead without a word, as a router does that has forgotten them: what
 * is written to them arrives nowhere, and nobody closes them. Connections made afterwards are alive.
 */
final class SilentRelay implements AutoCloseable {
    private final ServerSocket door;
    private final int server;
    private final List<Socket> sockets = new ArrayList<>();
    private int connections;
    private AtomicBoolean silent = new AtomicBoolean();

    SilentRelay(int server) {
        this.server = server;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + door.getLocalPort() + "/";
    }

    synchronized int connections() {
        return connections;
    }

    /** From now on nothing passes through the connections there are. */
    synchronized void silence() {
        silent.set(true);
        silent = new AtomicBoolean();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "silent-relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                relay(near, new Socket(InetAddress.getLoopbackAddress(), server));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private synchronized void relay(Socket near, Socket far) {
        connections++;
        sockets.addAll(List.of(near, far));
        AtomicBoolean dead = silent;
        daemon(() -> pump(near, far, dead));
        daemon(() -> pump(far, near, dead));
    }

    private static void pump(Socket from, Socket to, AtomicBoolean dead) {
        byte[] bytes = new byte[1 << 14];
        try {
            for (int size = from.getInputStream().read(bytes);
                    size >= 0;
                    size = from.getInputStream().read(bytes)) {
                if (!dead.get()) {
                    to.getOutputStream().write(bytes, 0, size);
                }
            }
        } catch (IOException e) {
            // one of them has gone
        }
    }

    @Override
    public void close() {
        try {
            door.close();
            synchronized (this) {
                for (Socket socket : sockets) {
                    socket.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
