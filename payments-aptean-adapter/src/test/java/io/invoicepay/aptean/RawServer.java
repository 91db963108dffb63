package io.invoicepay.aptean;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Speaks bytes: says to a charge whatever a test has laid down, and closes; everything else is answered as it should be. */
final class RawServer implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: ([0-9]+)");

    private final ServerSocket door;
    private final byte[] answer;
    private final int bytesAtOnce;
    private final List<Socket> sockets = new ArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    /** @param bytesAtOnce how many bytes to send every 40 ms; 0: all at once */
    RawServer(String answer, int bytesAtOnce) throws IOException {
        this.door = new ServerSocket(0, 50, InetAddress.getByName("0.0.0.0"));
        this.answer = answer.getBytes(StandardCharsets.UTF_8);
        this.bytesAtOnce = bytesAtOnce;
        daemon(this::accept);
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return door.getLocalPort();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket socket = door.accept();
                synchronized (sockets) {
                    sockets.add(socket);
                }
                daemon(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            while (true) {
                String request = read(socket.getInputStream());
                if (request.isEmpty()) {
                    return;
                }
                if (!request.contains("createPayment")) {
                    String body = "{\"data\":{}}";
                    write(
                            socket,
                            ("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + body.length()
                                            + "\r\n\r\n" + body)
                                    .getBytes(StandardCharsets.UTF_8));
                    continue;
                }
                if (bytesAtOnce == 0) {
                    write(socket, answer);
                    return;
                }
                for (int at = 0; at < answer.length; at += bytesAtOnce) {
                    write(socket, java.util.Arrays.copyOfRange(answer, at, Math.min(answer.length, at + bytesAtOnce)));
                    if (closing.await(40, TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
                return;
            }
        } catch (IOException e) {
            // the client has gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(Socket socket, byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        int wanted = -1;
        for (int b = in.read(); b >= 0; b = in.read()) {
            request.write(b);
            String text = request.toString(StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            if (wanted < 0 && end >= 0) {
                Matcher matcher = LENGTH.matcher(text);
                wanted = end + 4 + (matcher.find() ? Integer.parseInt(matcher.group(1)) : 0);
            }
            if (wanted >= 0 && request.size() >= wanted) {
                return text;
            }
        }
        return "";
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            door.close();
            synchronized (sockets) {
                for (Socket socket : sockets) {
                    socket.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
