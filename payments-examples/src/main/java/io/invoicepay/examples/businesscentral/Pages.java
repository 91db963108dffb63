package io.invoicepay.examples.businesscentral;

import io.invoicepay.examples.InputFault;
import io.invoicepay.examples.json.JsonFile;
import io.invoicepay.examples.json.JsonNode;
import io.vavr.control.Option;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the pages of one list and makes sure that none is missing: a page that names a further one must be followed by it, in the
 * same file, by the next file given, or by the file of that very name beside it.
 */
final class Pages {
    private final String option;
    private final Consumer<JsonNode> documents;

    Pages(String option, Consumer<JsonNode> documents) {
        this.option = option;
        this.documents = documents;
    }

    void read(List<Path> given) {
        Deque<Path> waiting = new ArrayDeque<>(given);
        Set<Path> known = new HashSet<>();
        given.forEach(file -> known.add(identity(file)));
        Option<InputFault> open = Option.none();
        boolean hasLastPage = given.isEmpty();
        while (!waiting.isEmpty()) {
            Path file = waiting.remove();
            List<Envelope> envelopes = JsonFile.read(file, reader -> Envelope.readAll(reader, documents));
            hasLastPage |= envelopes.stream().anyMatch(e -> e.nextLink().isEmpty());
            for (String link : envelopes.get(envelopes.size() - 1).nextLink()) {
                Option<Path> beside = beside(file, link);
                beside.filter(further -> known.add(identity(further))).forEach(waiting::addFirst);
                if (beside.isEmpty() && waiting.isEmpty()) {
                    throw missing(file);
                }
                open = Option.some(missing(file));
            }
        }
        if (!hasLastPage) {
            throw open.get();
        }
    }

    private InputFault missing(Path file) {
        return new InputFault(
                file.toString(),
                "@odata.nextLink: a further page is missing; give the file that holds it with another " + option);
    }

    /** The file that a link names, if it is a plain name and such a file lies beside the page. */
    private static Option<Path> beside(Path page, String link) {
        try {
            Path name = Path.of(link);
            boolean plain = !link.isBlank() && name.getNameCount() == 1 && name.equals(name.getFileName());
            return Option.some(page.resolveSibling(name)).filter(file -> plain && Files.isRegularFile(file));
        } catch (InvalidPathException e) {
            return Option.none();
        }
    }

    private static Path identity(Path file) {
        return file.toAbsolutePath().normalize();
    }
}
