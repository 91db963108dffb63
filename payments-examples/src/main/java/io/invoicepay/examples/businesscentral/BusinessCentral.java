package io.invoicepay.examples.businesscentral;

import io.invoicepay.examples.InputFault;
import io.invoicepay.examples.json.JsonFile;
import io.invoicepay.examples.json.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Currency;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads sales invoices and credit memos from files that hold answers of Business Central's API: envelopes with {@code value}, one or
 * several a file. Either everything is read or nothing: a document left out would make a wrong balance.
 */
public final class BusinessCentral {
    private static final String SAMPLE = "/io/invoicepay/examples/business-central/";

    private final Currency local;

    /** @param local what an empty currency code stands for */
    public BusinessCentral(Currency local) {
        this.local = local;
    }

    /** The documents that come with the program. */
    public SalesDocuments sample() {
        DocumentReader documents = new DocumentReader(local);
        resource("sales-invoices.json", documents::invoice);
        resource("sales-credit-memos.json", documents::creditMemo);
        return documents.all();
    }

    /**
     * The documents of the user's files.
     *
     * @param invoices in the order of their pages
     * @param creditMemos may be empty
     * @throws InputFault naming file, record, property and fault
     */
    public SalesDocuments read(List<Path> invoices, List<Path> creditMemos) {
        DocumentReader documents = new DocumentReader(local);
        new Pages("--invoices", documents::invoice).read(invoices);
        new Pages("--credit-memos", documents::creditMemo).read(creditMemos);
        return documents.all();
    }

    private static void resource(String name, Consumer<JsonNode> documents) {
        try (InputStream in = BusinessCentral.class.getResourceAsStream(SAMPLE + name)) {
            if (in == null) {
                throw new IllegalStateException("the program was built without " + name);
            }
            JsonFile.read(name, in, reader -> Envelope.readAll(reader, documents));
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own " + name + " cannot be read", e);
        }
    }
}
