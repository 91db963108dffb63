package io.invoicepay.examples.businesscentral;

import io.invoicepay.examples.CommonConverters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import picocli.CommandLine.Option;

/** Which documents the ERP has, for every command that shows some; filled in by picocli. */
public final class DocumentOptions {
    @Option(
            names = "--invoices",
            paramLabel = "FILE",
            converter = CommonConverters.OfPath.class,
            description = {
                "Sales invoices as Business Central's API gives them; several pages: one option each, in their order.",
                "Default: the sample data."
            })
    private List<Path> invoices = new ArrayList<>();

    @Option(
            names = "--credit-memos",
            paramLabel = "FILE",
            converter = CommonConverters.OfPath.class,
            description = "Sales credit memos, likewise. Default: the sample data's; with --invoices none.")
    private List<Path> creditMemos = new ArrayList<>();

    @Option(
            names = "--local-currency",
            paramLabel = "CODE",
            defaultValue = "USD",
            converter = CommonConverters.OfCurrency.class,
            description = "What an empty currency code stands for. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Currency localCurrency;

    /**
     * The documents of the files, or the sample data: its invoices stay where only credit memos are given.
     *
     * @throws io.invoicepay.examples.InputFault naming file, record, property and fault
     */
    public SalesDocuments read() {
        BusinessCentral erp = new BusinessCentral(localCurrency);
        if (!invoices.isEmpty()) {
            return erp.read(invoices, creditMemos);
        }
        SalesDocuments sample = erp.sample();
        return creditMemos.isEmpty()
                ? sample
                : new SalesDocuments(
                        sample.invoices(), erp.read(List.of(), creditMemos).creditMemos(), sample.spelling());
    }
}
