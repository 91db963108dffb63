package io.invoicepay.checkout;

import io.vavr.control.Option;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A link into the provider's payer portal that has been checked (POR-02). It is a bearer credential: hand it to the customer's
 * browser, with {@code rel="noopener noreferrer"}, and to nobody else. It shows nothing of itself.
 */
public final class PortalLink {
    private static final int LONGEST = 4_096;
    // RFC 3986 characters, less what browsers and parsers read differently: backslash, quotes, controls, non-ASCII,
    // square brackets.
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._~:/?@!$&'()*+,;=%-]+");
    private static final Pattern HOST = Pattern.compile("[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");

    private final URI uri;

    private PortalLink(URI uri) {
        this.uri = uri;
    }

    /**
     * Lets a link pass only if it is https (http to loopback alone), leads to exactly one of the hosts, and holds no user name, no
     * fragment and nothing that two parsers could read differently.
     *
     * @param allowed lower case, {@code host} or {@code host:port}
     * @return the link, or nothing
     */
    static Option<PortalLink> check(URI link, Set<String> allowed) {
        String text = link.toString();
        if (text.length() > LONGEST || !SAFE.matcher(text).matches()) {
            return Option.none();
        }
        try {
            URI uri = new URI(text).parseServerAuthority();
            boolean plain = uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null;
            boolean passes = plain
                    && uri.getScheme() != null
                    && !uri.isOpaque()
                    && allowed.contains(authority(uri))
                    && schemeFits(uri);
            return passes ? Option.some(new PortalLink(uri)) : Option.none();
        } catch (URISyntaxException e) {
            return Option.none();
        }
    }

    /** The link for the customer's browser. */
    public URI uri() {
        return uri;
    }

    private static String authority(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        boolean standardPort = uri.getPort() < 0 || (isHttps(uri) && uri.getPort() == 443);
        return standardPort ? host : host + ":" + uri.getPort();
    }

    private static boolean schemeFits(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        boolean loopbackHttp = uri.getScheme().equalsIgnoreCase("http") && LOOPBACK.contains(host);
        return HOST.matcher(host).matches() && (isHttps(uri) || loopbackHttp);
    }

    private static boolean isHttps(URI uri) {
        return uri.getScheme().equalsIgnoreCase("https");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PortalLink that && uri.equals(that.uri);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(uri);
    }

    @Override
    public String toString() {
        return "PortalLink[***]";
    }
}
