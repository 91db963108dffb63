package io.invoicepay.aptean;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.CookieJar;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;

/**
 * The two clients: one for queries, which may be repeated, and one for whatever changes something, which leaves once. OkHttp's defaults
 * suit browsing, not billing: they send one POST again after a lost connection, a 408 or a 503, to further addresses and along
 * redirects, secrets included. Whatever of that a host's own client has on is overruled here.
 *
 * <p>The limit of a whole call ends its reads and writes too. Limits of their own could never come before it, and would cost every read
 * one more call to the system.
 */
final class HttpClients {
    private static final EventListener SILENT = EventListener.NONE;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /**
     * How often an HTTP/2 connection is asked whether it still lives. One that has gone dead without a word ends by the second question, and
     * so before a query on it runs out of its usual ten seconds; a call that only runs out leaves it to the next, which would meet it again.
     */
    private static final Duration PING = Duration.ofSeconds(4);

    /**
     * How long an idle connection is kept: less than firewalls and balancers on the way do, which forget a connection of HTTP/1.1 without a
     * word, so that a charge sent into it would run out and stay unknown. OkHttp's five minutes are longer than most.
     */
    private static final Duration IDLE = Duration.ofSeconds(50);
    /** As many as may be in use at one moment: to make one anew costs more than to keep it. */
    private static final int IDLE_CONNECTIONS = 64;

    private HttpClients() {}

    /** The base where the host brings none. */
    static OkHttpClient ofOurOwn() {
        return new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE.toSeconds(), TimeUnit.SECONDS))
                .build();
    }

    static OkHttpClient forQueries(OkHttpClient base, Duration timeout, boolean cleartext) {
        return safe(base, timeout, cleartext).build();
    }

    static OkHttpClient forCharges(OkHttpClient base, Duration timeout, boolean cleartext) {
        return safe(base, timeout, cleartext).retryOnConnectionFailure(false).build();
    }

    private static OkHttpClient.Builder safe(OkHttpClient base, Duration timeout, boolean cleartext) {
        OkHttpClient.Builder client = base.newBuilder();
        client.interceptors().clear(); // they could repeat a call, or log its headers
        client.networkInterceptors().clear();
        if (base.pingIntervalMillis() == 0) {
            client.pingInterval(PING);
        }
        return client.followRedirects(false)
                .followSslRedirects(false)
                .authenticator(Authenticator.NONE)
                .proxyAuthenticator(Authenticator.NONE)
                .cookieJar(CookieJar.NO_COOKIES)
                .cache(null)
                .socketFactory(new PromptSockets(base.socketFactory()))
                .hostnameVerifier(new OkHttpClient().hostnameVerifier())
                .connectionSpecs(
                        cleartext
                                ? List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT)
                                : List.of(ConnectionSpec.MODERN_TLS))
                .eventListenerFactory(
                        call -> call.request().body() instanceof OneShotBody body ? body.witness() : SILENT)
                .connectTimeout(CONNECT)
                .callTimeout(timeout)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO);
    }
}
