package io.invoicepay.aptean;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers each operation with laid-down bytes, as cheaply as can be: a thread a connection, and nothing allocated for a request. Where an
 * answer holds the placeholder, it stands for the reference that was asked for, which is as long. The first request of each operation is
 * kept, so that a peer can send the same bytes.
 */
final class LoopbackServer implements AutoCloseable {
    static final String PLACEHOLDER = "INV-?????????";

    private static final byte[] REFERENCE = ascii("\"queryString\":\"");
    private static final byte[] LENGTH = ascii("Content-Length: ");
    private static final byte[] BLANK_LINE = ascii("\r\n\r\n");

    private final ServerSocket door;
    private final List<Canned> answers;
    private final Map<String, byte[]> first = new ConcurrentHashMap<>();

    private static final class Canned {
        final String name;
        /** What only the requests of this answer hold. */
        final byte[] needle;

        final byte[] answer;
        final int placeholder;

        Canned(String needle, String body) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            byte[] head = ascii("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length
                    + "\r\n\r\n");
            this.name = needle;
            this.needle = ascii(needle);
            this.answer = Arrays.copyOf(head, head.length + bytes.length);
            System.arraycopy(bytes, 0, answer, head.length, bytes.length);
            this.placeholder = indexOf(answer, answer.length, ascii(PLACEHOLDER));
        }
    }

    /** @param answers JSON bodies by what the request holds; the first that fits is given */
    LoopbackServer(Map<String, String> answers) {
        this.answers = answers.entrySet().stream()
                .map(entry -> new Canned(entry.getKey(), entry.getValue()))
                .toList();
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    /** The first request that got that answer, head and body. */
    String first(String needle) {
        return new String(first.getOrDefault(needle, new byte[0]), StandardCharsets.UTF_8);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "loopback");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = door.accept();
                socket.setTcpNoDelay(true);
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            byte[] request = new byte[1 << 17];
            byte[][] own = answers.stream().map(canned -> canned.answer.clone()).toArray(byte[][]::new);
            while (true) {
                int size = read(in, request);
                if (size < 0) {
                    return;
                }
                answer(out, request, size, own);
            }
        } catch (IOException e) {
            // the client has gone
        }
    }

    private void answer(OutputStream out, byte[] request, int size, byte[][] own) throws IOException {
        for (int n = 0; n < own.length; n++) {
            Canned canned = answers.get(n);
            if (indexOf(request, size, canned.needle) >= 0) {
                if (!first.containsKey(canned.name)) {
                    first.put(canned.name, Arrays.copyOf(request, size));
                }
                if (canned.placeholder >= 0) {
                    int from = indexOf(request, size, REFERENCE) + REFERENCE.length;
                    System.arraycopy(request, from, own[n], canned.placeholder, PLACEHOLDER.length());
                }
                out.write(own[n]);
                return;
            }
        }
        throw new IOException("no answer for this");
    }

    private static int read(InputStream in, byte[] request) throws IOException {
        int size = 0;
        int wanted = -1;
        while (wanted < 0 || size < wanted) {
            int read = in.read(request, size, request.length - size);
            if (read < 0) {
                return -1;
            }
            size += read;
            if (wanted < 0) {
                int head = indexOf(request, size, BLANK_LINE);
                if (head >= 0) {
                    wanted = head + BLANK_LINE.length + length(request, head);
                }
            }
        }
        return size;
    }

    private static int length(byte[] request, int head) {
        int at = indexOf(request, head, LENGTH) + LENGTH.length;
        int length = 0;
        for (; request[at] >= '0' && request[at] <= '9'; at++) {
            length = 10 * length + request[at] - '0';
        }
        return length;
    }

    private static int indexOf(byte[] bytes, int size, byte[] wanted) {
        for (int at = 0; at <= size - wanted.length; at++) {
            if (bytes[at] == wanted[0] && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
