package io.invoicepay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.fixtures.EveryLocale;
import io.invoicepay.fixtures.Trials;
import io.invoicepay.provider.Capabilities;
import io.vavr.control.Option;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortalLinkTest {
    private static final Set<String> HOSTS = Set.of(
            "pay.example.com",
            "pay.example.com:8443",
            "localhost:8080",
            "127.0.0.1:8080",
            "localhost",
            "i.example.com");

    /** What a provider's answer would come to: what is no URI at all never gets as far as a link. */
    private static Option<PortalLink> check(String text) {
        try {
            return PortalLink.check(new URI(text), HOSTS);
        } catch (URISyntaxException e) {
            return Option.none();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://pay.example.com/",
                "https://pay.example.com",
                "https://pay.example.com/i/PS-INV103001?token=a.b-c_d~e%20f&x=1",
                "https://pay.example.com:443/i",
                "https://pay.example.com:8443/i",
                "HTTPS://PAY.EXAMPLE.COM/I",
                "https://pay.example.com/a@b:c;d,e=f+g$h!i'j(k)*",
                "https://I.EXAMPLE.COM/",
                "http://localhost/",
                "http://localhost:8080/i",
                "http://127.0.0.1:8080/i?token=x",
                "https://localhost:8080/i"
            })
    @DisplayName(
            "POR-02 a link to a configured host over https passes unchanged, over http to loopback alone, in every locale")
    void good(String link) {
        EveryLocale.run(() -> assertThat(check(link).map(PortalLink::uri)).containsExactly(URI.create(link)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // another scheme, or none
                "http://pay.example.com/",
                "ftp://pay.example.com/",
                "ws://pay.example.com/",
                "file:///etc/passwd",
                "file://pay.example.com/etc/passwd",
                "javascript:alert(1)",
                "javascript://pay.example.com/%0aalert(1)",
                "JaVaScRiPt://pay.example.com/",
                "data:text/html,hello",
                "data://pay.example.com/text/html",
                "vbscript:x",
                "blob:https://pay.example.com/x",
                "view-source:https://pay.example.com/",
                "about:blank",
                "mailto:ann@pay.example.com",
                "//pay.example.com/",
                "/i/PS-INV103001",
                "pay.example.com/",
                "?x",
                "",
                "https:",
                "https:/",
                "https://",
                "https:///pay.example.com/",
                "https:/pay.example.com/",
                "https:pay.example.com/",
                "https:////pay.example.com/",
                // somebody else's host
                "https://evil.example/",
                "https://pay.example.com.evil.example/",
                "https://evilpay.example.com/",
                "https://x.pay.example.com/",
                "https://example.com/",
                "https://pay-example.com/",
                "https://pay.example.co/",
                "https://pay.example.comm/",
                "https://payxexample.com/",
                "https://evil.example/pay.example.com",
                "https://evil.example/?https://pay.example.com/",
                "https://pay.example.com./",
                "https://pay.example.com../",
                "https://.pay.example.com/",
                "https://pay..example.com/",
                // user information
                "https://pay.example.com@evil.example/",
                "https://ann@pay.example.com/",
                "https://ann:secret@pay.example.com/",
                "https://@pay.example.com/",
                "https://:@pay.example.com/",
                "https://evil.example@pay.example.com/",
                "https://pay.example.com%40evil.example/",
                "https://pay.example.com:443@evil.example/",
                // what parsers read differently
                "https://pay.example.com\\@evil.example/",
                "https://evil.example\\@pay.example.com/",
                "https:\\\\pay.example.com/",
                "https:/\\pay.example.com/",
                "https://pay.example.com\\.evil.example/",
                "https://pay.example.com/\\evil",
                "https://pay.example.com%2eevil.example/",
                "https://pay.example.com%00.evil.example/",
                "https://pay.example.com%5c@evil.example/",
                "https://pay.example.com /",
                " https://pay.example.com/",
                "https://pay.example.com/ ",
                "https://pay.example.com/\t",
                "https://pay.exa\tmple.com/",
                "https://pay.exa\nmple.com/",
                "ht\ntps://pay.example.com/",
                "https://pay.example.com/\r\nSet-Cookie: a=b",
                "https://pay.example.com/\u0000",
                "https://pay.example.com/\"onclick=",
                "https://pay.example.com/<script>",
                "https://pay.example.com/{x}",
                "https://pay.example.com/a|b",
                "https://pay.example.com/a^b`c",
                "https://pay.example.com/%",
                "https://pay.example.com/%zz",
                // look-alikes of other scripts
                "https://p\u0430y.example.com/",
                "https://pay\u3002example.com/",
                "https://pay.example.com\uff0fevil.example/",
                "https://pay\u2024example.com/",
                "https://\uff50\uff41\uff59.example.com/",
                "https://pay.example.com/\u202egnp",
                "https://pay\u00ad.example.com/",
                "https://pay.\u0131.example.com/",
                "https://\u0130.example.com/",
                "https://\u0131.example.com/",
                "https://xn--py-7ka.example.com/",
                // addresses
                "https://127.0.0.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0177.0.0.1/",
                "https://127.1/",
                "https://10.0.0.1/",
                "https://169.254.169.254/latest/meta-data",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]:8080/",
                "http://[::1]:8080/",
                "http://[::ffff:127.0.0.1]:8080/",
                "http://0.0.0.0:8080/",
                "http://127.0.0.2:8080/",
                "http://127.1:8080/",
                "http://localhost.evil.example:8080/",
                "http://localhost:8080.evil.example/",
                "http://localhost@evil.example/",
                // ports
                "https://pay.example.com:80/",
                "https://pay.example.com:444/",
                "https://pay.example.com:0/",
                "https://pay.example.com:-1/",
                "https://pay.example.com:65536/",
                "https://pay.example.com:4294967739/",
                "https://pay.example.com:8443x/",
                "https://pay.example.com:8443:443/",
                "http://pay.example.com:8443/",
                "http://pay.example.com:443/",
                "http://localhost:443/",
                "http://localhost:8081/",
                // fragments
                "https://pay.example.com/#x",
                "https://pay.example.com#@evil.example/",
                "https://pay.example.com/?a#"
            })
    @DisplayName("POR-02 any other link is refused, in every locale")
    void hostile(String link) {
        EveryLocale.run(() -> assertThat(check(link)).as(link).isEmpty());
    }

    @Test
    @DisplayName("POR-02 without a configured host no link passes, and http to loopback only if it is configured")
    void noHosts() {
        assertThat(PortalLink.check(URI.create("https://pay.example.com/"), Set.of()))
                .isEmpty();
        assertThat(PortalLink.check(URI.create("http://localhost:8080/"), Set.of("pay.example.com")))
                .isEmpty();
        assertThat(PortalLink.check(URI.create("https:///x"), Set.of(""))).isEmpty();
    }

    @Test
    @DisplayName("POR-02 a configured name that no link can have lets nothing pass")
    void oddHosts() {
        Set<String> odd = Set.of("pay.example.com.", "[::1]", "-x", "ann@pay.example.com", "pay.example.com:443");
        for (String link : List.of(
                "https://pay.example.com./",
                "https://[::1]/",
                "https://ann@pay.example.com/",
                "https://pay.example.com/")) {
            assertThat(PortalLink.check(URI.create(link), odd)).as(link).isEmpty();
        }
    }

    @Test
    @DisplayName("POR-02 hosts are configured without regard to case")
    void configuredHosts() {
        Capabilities capabilities =
                Capabilities.builder().portalHosts("Pay.Example.COM").build();
        assertThat(PortalLink.check(URI.create("https://pay.example.com/i"), capabilities.portalHosts()))
                .isNotEmpty();
    }

    @Test
    @DisplayName("POR-02 a link longer than 4,096 characters is refused")
    void length() {
        String start = "https://pay.example.com/";
        assertThat(check(start + "x".repeat(4_096 - start.length()))).isNotEmpty();
        assertThat(check(start + "x".repeat(4_097 - start.length()))).isEmpty();
    }

    @Test
    @DisplayName("POR-02 a link shows nothing of itself and is the same as another to the same place")
    void opaque() {
        PortalLink link = check("https://pay.example.com/i?token=canary").get();
        assertThat(link).hasToString("PortalLink[***]");
        assertThat(link)
                .isEqualTo(check("https://pay.example.com/i?token=canary").get());
        assertThat(link)
                .hasSameHashCodeAs(
                        check("https://pay.example.com/i?token=canary").get());
        assertThat(link)
                .isNotEqualTo(check("https://pay.example.com/i?token=other").get())
                .doesNotHaveSameHashCodeAs(
                        check("https://pay.example.com/i?token=other").get());
    }

    @Test
    @Tag("law")
    @DisplayName(
            "POR-02 whatever is put together, a link that passes leads to a configured host over https or to loopback")
    void anything() {
        List<String> pieces = List.of(
                "https",
                "http",
                "javascript",
                ":",
                "//",
                "/",
                "\\",
                "@",
                "pay.example.com",
                "evil.example",
                ".",
                "localhost",
                "127.0.0.1",
                ":8080",
                ":443",
                "#",
                "?",
                "%2e",
                "%00",
                "[::1]",
                "\t",
                "\u3002",
                "a",
                "-");
        Trials.of(
                "any link",
                50_000,
                random -> {
                    StringBuilder text = new StringBuilder(random.nextBoolean() ? "https://" : "");
                    for (int i = random.nextInt(1, 7); i > 0; i--) {
                        text.append(pieces.get(random.nextInt(pieces.size())));
                    }
                    return text.toString();
                },
                text -> check(text).forEach(link -> {
                    // What follows is how a browser reads it: the host ends at the first slash, question mark or hash.
                    String rest = link.uri().toString().toLowerCase(Locale.ROOT);
                    assertThat(rest).matches("https?://[^/?#@\\\\]+([/?].*)?");
                    String authority = rest.substring(rest.indexOf("//") + 2).replaceAll("[/?].*", "");
                    if (rest.startsWith("https:")) {
                        assertThat(HOSTS).contains(authority.replaceAll(":(443)?$", ""));
                    } else {
                        assertThat(Set.of("localhost", "localhost:8080", "127.0.0.1:8080"))
                                .contains(authority.replaceAll(":$", ""));
                    }
                }));
    }
}
