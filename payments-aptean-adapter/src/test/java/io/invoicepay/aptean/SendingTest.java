package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.SocketFactory;
import okio.Buffer;
import okio.ByteString;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is sent")
class SendingTest {
    private static final Document DOCUMENT = new Document("lookup", "query lookup($id: ID) { x(id: $id) }");

    private static String written(OneShotBody body) throws IOException {
        Buffer sink = new Buffer();
        body.writeTo(sink);
        assertThat(body.contentLength()).isEqualTo(sink.size());
        return sink.readUtf8();
    }

    @DisplayName("is one document with the variables of one request, whatever was written before")
    @Test
    void bodies() throws IOException {
        for (String id : new String[] {"1", "a \"quoted\" one", "x".repeat(20_000), ""}) {
            String quoted = id.replace("\"", "\\\"");
            assertThat(written(DOCUMENT.with(out -> out.name("id").value(id))))
                    .isEqualTo("{\"operationName\":\"lookup\",\"query\":\"query lookup($id: ID) { x(id: $id) }\","
                            + "\"variables\":{\"id\":\"" + quoted + "\"}}");
        }
        OneShotBody first = DOCUMENT.with(out -> out.name("id").value("first"));
        OneShotBody second = DOCUMENT.with(out -> out.name("id").value("second"));
        assertThat(written(second)).contains("second").doesNotContain("first");
        assertThat(written(first)).contains("first").doesNotContain("second");
    }

    @DisplayName("is whole after a request whose variables could not be written")
    @Test
    void broken() throws IOException {
        assertThatThrownBy(() -> DOCUMENT.with(out -> {
                    out.name("id").value("broken");
                    throw new IllegalStateException("no such order");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(written(DOCUMENT.with(out -> out.name("id").value("sound"))))
                .endsWith("\"variables\":{\"id\":\"sound\"}}");
    }

    @DisplayName("cannot be written a second time")
    @Test
    void once() throws IOException {
        OneShotBody body = new OneShotBody(ByteString.encodeUtf8("{"), new Buffer().writeUtf8("}"));
        assertThat(body.isOneShot()).isTrue();
        assertThat(written(body)).isEqualTo("{}");
        Buffer again = new Buffer();
        assertThatThrownBy(() -> body.writeTo(again)).isInstanceOf(IOException.class);
        assertThat(again.size()).isZero();
    }

    @DisplayName("leaves at once, on sockets of the host's factory")
    @Test
    void prompt() throws IOException {
        SocketFactory sockets = new PromptSockets(SocketFactory.getDefault());
        InetAddress here = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(0, 5, here);
                Socket unconnected = sockets.createSocket();
                Socket named = sockets.createSocket(here.getHostAddress(), server.getLocalPort());
                Socket addressed = sockets.createSocket(here, server.getLocalPort());
                Socket bound = sockets.createSocket(here, server.getLocalPort(), here, 0);
                Socket namedAndBound = sockets.createSocket(here.getHostAddress(), server.getLocalPort(), here, 0)) {
            for (Socket socket : new Socket[] {unconnected, named, addressed, bound, namedAndBound}) {
                assertThat(socket.getTcpNoDelay()).isTrue();
            }
        }
    }

    @DisplayName("shares its connections between queries and charges")
    @Test
    void shared() {
        WrittenBytes host = new WrittenBytes();
        assertThat(new PromptSockets(host))
                .isEqualTo(new PromptSockets(host))
                .hasSameHashCodeAs(new PromptSockets(host));
        assertThat(new PromptSockets(host)).isNotEqualTo(new PromptSockets(new WrittenBytes()));
    }
}
