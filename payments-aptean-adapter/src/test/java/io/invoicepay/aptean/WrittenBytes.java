package io.invoicepay.aptean;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;

/**
 * Makes sockets and keeps every byte that is written to them: what left is counted where it leaves, not where it is believed to.
 * Whoever wrote in vain tries the same bytes once more as it closes; on a socket that is broken they cannot leave twice.
 */
final class WrittenBytes extends SocketFactory {
    private final List<ByteArrayOutputStream> written = new ArrayList<>();

    /** How often a text has left in cleartext. */
    int count(String text) {
        int count = 0;
        synchronized (written) {
            for (ByteArrayOutputStream bytes : written) {
                String sent = bytes.toString(StandardCharsets.ISO_8859_1);
                for (int at = sent.indexOf(text); at >= 0; at = sent.indexOf(text, at + 1)) {
                    count++;
                }
            }
        }
        return count;
    }

    @Override
    public Socket createSocket() {
        ByteArrayOutputStream copy = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int from, int length) {
                super.write(bytes, from, length);
            }
        };
        synchronized (written) {
            written.add(copy);
        }
        return new Socket() {
            @Override
            public OutputStream getOutputStream() throws IOException {
                return new FilterOutputStream(super.getOutputStream()) {
                    private boolean broken;

                    @Override
                    public void write(byte[] bytes, int from, int length) throws IOException {
                        if (!broken) {
                            copy.write(bytes, from, length);
                        }
                        broken = true;
                        out.write(bytes, from, length);
                        broken = false;
                    }
                };
            }
        };
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return createSocket(InetAddress.getByName(host), port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(InetAddress.getByName(host), port, localHost, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        Socket socket = createSocket();
        socket.connect(new InetSocketAddress(host, port));
        return socket;
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        Socket socket = createSocket();
        socket.bind(new InetSocketAddress(localAddress, localPort));
        socket.connect(new InetSocketAddress(address, port));
        return socket;
    }
}
