package io.invoicepay.aptean;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Sockets of a server that knows no TLS newer than 1.1. */
final class OldTls extends SSLSocketFactory {
    private final SSLSocketFactory sockets;

    OldTls(SSLSocketFactory sockets) {
        this.sockets = sockets;
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return old(sockets.createSocket(socket, host, port, autoClose));
    }

    private static Socket old(Socket socket) {
        ((SSLSocket) socket).setEnabledProtocols(new String[] {"TLSv1", "TLSv1.1"});
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return old(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return old(sockets.createSocket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return old(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return old(sockets.createSocket(address, port, localAddress, localPort));
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return sockets.getSupportedCipherSuites();
    }
}
