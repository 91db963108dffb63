package io.invoicepay.aptean.sandbox;

import java.time.Duration;

/** The one merchant of a sandbox: its books and the desks that keep them. */
final class Merchant {
    private final SandboxSettings settings;
    private final Books books;
    private final RequestDesk requests;
    private final CardDesk cards;
    private final PaymentDesk payments;
    private final RefundDesk refunds;
    private final IdempotencyKeys keys;
    private Duration searchLag;

    Merchant(SandboxSettings settings) {
        this.settings = settings;
        this.books = new Books(settings.clock(), new Ids(settings.seed()));
        this.requests = new RequestDesk(books, settings.uniqueReferences());
        this.cards = new CardDesk(books, settings);
        this.payments = new PaymentDesk(books, cards, settings);
        this.refunds = new RefundDesk(books, settings);
        this.keys = new IdempotencyKeys(settings.keyContract());
        this.searchLag = settings.searchLag();
    }

    SandboxSettings settings() {
        return settings;
    }

    Books books() {
        return books;
    }

    RequestDesk requests() {
        return requests;
    }

    CardDesk cards() {
        return cards;
    }

    PaymentDesk payments() {
        return payments;
    }

    RefundDesk refunds() {
        return refunds;
    }

    IdempotencyKeys keys() {
        return keys;
    }

    /** Lets the lists fall that far behind from now on. */
    void lagBy(Duration lag) {
        synchronized (books) {
            searchLag = lag;
        }
    }

    /** The books as the lists show them. */
    Books.View listed() {
        return books.view(books.now().minus(searchLag));
    }
}
