package io.invoicepay.examples.console;

import io.invoicepay.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows in aligned columns. Not for sharing between threads. */
final class Table {
    private static final String GAP = "  ";

    private final List<Boolean> rightAligned = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** A table with these headings; one that begins with {@code >} is of a column of numbers. */
    Table(String... headings) {
        List<String> first = new ArrayList<>();
        for (String heading : headings) {
            boolean right = heading.startsWith(">");
            rightAligned.add(right);
            first.add(right ? heading.substring(1) : heading);
        }
        rows.add(first);
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    @Override
    public String toString() {
        int[] widths = new int[rightAligned.size()];
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String padding = " ".repeat(widths[column] - row.get(column).length());
                line.append(column == 0 ? "" : GAP)
                        .append(rightAligned.get(column) ? padding + row.get(column) : row.get(column) + padding);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** {@code 1,250.00 USD}, the same in every locale. */
    static String money(Money money) {
        BigDecimal amount = money.toDecimal();
        return String.format(
                Locale.ROOT,
                "%,." + amount.scale() + "f %s",
                amount,
                money.currency().getCurrencyCode());
    }
}
