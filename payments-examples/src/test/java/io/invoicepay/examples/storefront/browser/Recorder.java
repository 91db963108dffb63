package io.invoicepay.examples.storefront.browser;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** An address that leads to a storefront and keeps every byte that a browser sends there. */
final class Recorder implements AutoCloseable {
    private final ServerSocket door;
    private final int target;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream(); // it is synchronised itself

    /** @param storefront where what is sent goes on to */
    Recorder(URI storefront) {
        target = storefront.getPort();
        try {
            door = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        begin(this::accept);
    }

    URI address() {
        return URI.create("http://localhost:" + door.getLocalPort() + "/");
    }

    /** Everything that browsers have sent so far, heads and bodies. */
    String sent() {
        return sent.toString(StandardCharsets.ISO_8859_1);
    }

    private static void begin(Runnable work) {
        Thread thread = new Thread(work, "recorder");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket browser = door.accept();
                Socket storefront = new Socket("localhost", target);
                begin(() -> carry(browser, storefront, true));
                begin(() -> carry(storefront, browser, false));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void carry(Socket from, Socket to, boolean record) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] bytes = new byte[8_192];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (record) {
                    sent.write(bytes, 0, read);
                }
                out.write(bytes, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            return; // one side has hung up, and so the other is hung up on
        }
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
