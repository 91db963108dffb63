package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.vavr.control.Either;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A link into the portal")
class PortalLinksTest {
    private static final URI ROOT = URI.create("https://payer.example.test/");

    private final Spoken server = new Spoken();

    private Either<Cause, URI> linkAmong(String... requests) {
        ApteanPayConfig config = Fixtures.settings("https://api.aptean.example").build();
        Gateway gateway = server.gateway(config, Fixtures.CLOCK);
        Documents documents = new Documents(config.lookups.mark());
        Knowledge knowledge = new Knowledge(gateway, documents, config, Fixtures.CLOCK);
        Finder finder = new Finder(gateway, documents, knowledge, config, Fixtures.CLOCK);
        server.then((request, body) ->
                Spoken.json(request, 200, FakeAptean.found(body, reference -> FakeAptean.page(requests))));
        return new PortalLinks(config.portal.get(), finder).forInvoice(Fixtures.INVOICE);
    }

    private static String request(String status, String createdAt, String link) {
        return "{\"id\":\"r" + Math.floorMod(link.hashCode(), 1_000_000)
                + "\",\"referenceNumber\":\"PSI-100245\",\"status\":\"" + status + "\",\"amount\":1," + "\"createdAt\":"
                + createdAt + ",\"paymentUrl\":" + link + ",\"payments\":[]}";
    }

    private static String link(String token) {
        return "\"" + ROOT + "?" + token + "\"";
    }

    @DisplayName("POR-01 is that of the newest request that is not closed, in whatever order they come")
    @Test
    void newest() {
        String old = request("UNPAID", "\"2026-11-01T00:00:00Z\"", link("old"));
        String young = request("UNPAID", "\"2026-11-02T00:00:00Z\"", link("young"));
        String undated = request("UNPAID", "null", link("undated"));
        String closed = request("CLOSED", "\"2026-11-03T00:00:00Z\"", link("closed"));
        Either<Cause, URI> expected = Either.right(URI.create(ROOT + "?young"));

        assertThat(linkAmong(old, young, closed, undated)).isEqualTo(expected);
        assertThat(new PortalLinksTest().linkAmong(undated, closed, young, old)).isEqualTo(expected);
    }

    @DisplayName("POR-01 is the portal's root where no request is open, or none has a link of its own")
    @Test
    void root() {
        assertThat(linkAmong()).isEqualTo(Either.right(ROOT));
        assertThat(new PortalLinksTest().linkAmong(request("CLOSED", "null", link("closed"))))
                .isEqualTo(Either.right(ROOT));
        assertThat(new PortalLinksTest().linkAmong(request("UNPAID", "null", "null")))
                .isEqualTo(Either.right(ROOT));
    }

    @DisplayName("POR-02 that is no address is unreadable")
    @Test
    void unreadable() {
        assertThat(linkAmong(request("UNPAID", "null", "\"not an address\""))).isEqualTo(Either.left(Cause.UNREADABLE));
    }
}
