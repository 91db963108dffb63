package io.invoicepay.examples.storefront.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.invoicepay.invoice.InvoiceNumber;
import io.vavr.control.Option;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/**
 * An invoice's number as one segment of an address. An ERP may print {@code /}, {@code #} or {@code %} in it, and what stands for those
 * in a path, {@code %2F} say, is refused or undone by firewalls, containers and proxies on the way. So whatever is no letter, digit,
 * hyphen or underscore is written with {@code ~} where others write {@code %}: {@code INV/5} is {@code INV~2F5}. Most numbers stay as
 * they are. In templates: {@code @segment}.
 */
@Component("segment")
public class Segment {
    /** How the number stands in an address. */
    public String of(InvoiceNumber number) {
        return UriUtils.encode(number.value(), UTF_8)
                .replace("~", "~7E")
                .replace(".", "~2E") // a segment of dots would be taken for a way up
                .replace('%', '~');
    }

    /** The number that stands there; nothing if none can. */
    static Option<InvoiceNumber> read(String segment) {
        try {
            return InvoiceNumber.parse(
                    UriUtils.decode(segment.replace("%", "%25").replace('~', '%'), UTF_8));
        } catch (IllegalArgumentException e) {
            return Option.none();
        }
    }
}
